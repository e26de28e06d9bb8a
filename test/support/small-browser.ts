/**
 * As much of a browser as server-rendered pages need: cookies, redirects, Fetch Metadata, links and forms. It posts the
 * forms that pages rendered; `submit` refuses a field the form does not have, so no test fabricates a body.
 */
import { load, type CheerioAPI } from 'cheerio';

export interface PageSeen {
  status: number;
  /** Path and query, inside the visit without `/s/<id>`. */
  path: string;
  headers: Headers;
  html: string;
  $: CheerioAPI;
  /** The h1. */
  title: string;
  /** Visible text, white space folded. */
  text: string;
  /** Fills and sends the form that holds this button (its visible words), follows the redirect. */
  submit(button: string, fields?: Fields): Promise<PageSeen>;
  /** The same for a button that was found on this page. */
  press(button: Button, fields?: Fields): Promise<PageSeen>;
  /** Follows the link with these visible words. */
  follow(link: string): Promise<PageSeen>;
}

/** Buttons of one page. */
export type Button = ReturnType<CheerioAPI>;

/** A file goes where the form has a place for one. */
type Fields = Readonly<Record<string, string | readonly string[] | File>>;

export interface BrowserWish {
  /** By name; undefined: this browser keeps no cookies. */
  cookies: ReadonlyMap<string, string> | undefined;
  /** `Sec-Fetch-Dest`: pages of a course live in a frame. */
  destination: 'iframe' | 'document';
}

export class SmallBrowser {
  /** `/s/<id>` of the visit last seen. */
  visitPath = '';
  /** Set-Cookie headers received, redirects included. */
  readonly received: string[] = [];
  private readonly cookies: Map<string, string> | undefined;

  constructor(private readonly wish: BrowserWish) {
    this.cookies = wish.cookies && new Map(wish.cookies);
  }

  /** What a launch may know of this browser, and give it. */
  readonly atLaunch = {
    cookie: (name: string) => this.cookies?.get(name),
    keep: (header: string) => this.keep(header),
  };

  async open(url: string): Promise<PageSeen> {
    return this.see(await fetch(url, { headers: this.headers(), redirect: 'manual' }), url);
  }

  async post(url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<PageSeen> {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.see(
      await fetch(url, {
        method: 'POST',
        headers: { ...this.headers(), ...form, ...headers },
        body,
        redirect: 'manual',
      }),
      url,
    );
  }

  private async postParts(url: string, body: FormData): Promise<PageSeen> {
    return this.see(await fetch(url, { method: 'POST', headers: this.headers(), body, redirect: 'manual' }), url);
  }

  private headers(): Record<string, string> {
    const cookie = [...(this.cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      ...(cookie !== '' && { cookie }),
      'sec-fetch-site': 'same-origin',
      'sec-fetch-dest': this.wish.destination,
      'accept-language': 'en',
    };
  }

  private keepCookies(response: Response): void {
    for (const header of response.headers.getSetCookie()) this.keep(header);
  }

  private keep(header: string): void {
    this.received.push(header);
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
    if (value === '' || /;\s*max-age=0/i.test(header)) this.cookies?.delete(name);
    else this.cookies?.set(name, value);
  }

  private async see(response: Response, url: string): Promise<PageSeen> {
    this.keepCookies(response);
    const location = response.headers.get('location');
    if (location !== null) return this.open(new URL(location, url).href);
    const { pathname, search } = new URL(url);
    this.visitPath = /^\/s\/[\w-]+/.exec(pathname)?.[0] ?? this.visitPath;
    const html = await response.text();
    const $ = load(html);
    return {
      status: response.status,
      path: `${pathname.replace(/^\/s\/[\w-]+/, '')}${search}`,
      headers: response.headers,
      html,
      $,
      title: fold($('h1').first().text()),
      text: fold($('body').text()),
      submit: (button, fields = {}) => this.press(buttonOf($, url, button), url, fields),
      press: (button, fields = {}) => this.press(button, url, fields),
      follow: (link) => this.follow($, url, link),
    };
  }

  private async follow($: CheerioAPI, url: string, link: string): Promise<PageSeen> {
    const found = $('a').filter((_index, element) => fold($(element).text()) === link);
    if (found.length === 0) throw new Error(`No link "${link}" on ${url}`);
    return this.open(new URL(found.first().attr('href') ?? '', url).href);
  }

  private async press(pressed: Button, url: string, fields: Fields): Promise<PageSeen> {
    const form = pressed.closest('form');
    const sent = new FormData();
    for (const { name, value } of form.serializeArray()) sent.append(name, value);
    for (const [name, value] of Object.entries(fields)) {
      if (form.find(`[name="${name}"]`).length === 0) throw new Error(`The form has no field "${name}"`);
      sent.delete(name);
      for (const one of [value].flat()) sent.append(name, one);
    }
    const own = pressed.attr('name');
    if (own !== undefined) sent.append(own, pressed.attr('value') ?? '');
    const action = new URL(pressed.attr('formaction') ?? form.attr('action') ?? '', url);
    if (form.attr('enctype') === 'multipart/form-data') return this.postParts(action.href, sent);
    const texts = new URLSearchParams();
    for (const [name, value] of sent) if (typeof value === 'string') texts.append(name, value);
    if (form.attr('method')?.toLowerCase() === 'post') return this.post(action.href, texts.toString());
    action.search = texts.toString();
    return this.open(action.href);
  }
}

function buttonOf($: CheerioAPI, url: string, words: string): Button {
  const found = $('button')
    .filter((_index, element) => fold($(element).text()) === words)
    .first();
  if (found.closest('form').length === 0) throw new Error(`No form with a button "${words}" on ${url}`);
  return found;
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
