import { load } from 'cheerio';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.js';
import type { LaunchOptions } from '../../src/sandbox/control-tools.js';

/** A stand-in Moodle for tests, and a small browser that walks launches through it and the tool. */
export function startMoodle(options: SandboxOptions = {}): Promise<Sandbox> {
  return createSandbox(options);
}

/** Registers the tool at this address by hand, at the paths that Tandem has. */
export async function registerTandem(moodle: Sandbox, toolUrl: string): Promise<ReturnType<Sandbox['tool']>> {
  return moodle.registerTool({
    loginUrl: `${toolUrl}/lti/login`,
    launchUrls: [`${toolUrl}/lti/launch`],
    keysetUrl: `${toolUrl}/lti/keys`,
    deepLinkUrl: `${toolUrl}/lti/launch`,
  });
}

/** Cookies by host name, as browsers keep them (a port makes no difference). */
export class CookieJar {
  private readonly byHost = new Map<string, Map<string, string>>();

  set(url: string, cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const cookies = this.of(url);
    const gone = attributes.some(
      (attribute) => /^max-age=(0|-)/i.test(attribute) || /^expires=Thu, 01 Jan 1970/i.test(attribute),
    );
    if (gone) cookies.delete(pair.slice(0, at));
    else cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }

  header(url: string): string {
    return [...this.of(url)].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  names(url: string): string[] {
    return [...this.of(url).keys()];
  }

  /** As a browser that keeps nothing of this site, or a person who cleared it. */
  clear(url: string): void {
    this.of(url).clear();
  }

  private of(url: string): Map<string, string> {
    const host = new URL(url).hostname;
    const cookies = this.byHost.get(host) ?? new Map<string, string>();
    this.byHost.set(host, cookies);
    return cookies;
  }
}

export interface Form {
  action: string;
  fields: Record<string, string>;
}

export interface Page {
  status: number;
  url: string;
  headers: Headers;
  text: string;
}

/** One request with the jar's cookies; redirects are not followed. */
export async function request(
  jar: CookieJar,
  url: string,
  options: { form?: Record<string, string>; headers?: Record<string, string> } = {},
): Promise<Page> {
  const answer = await fetch(url, {
    redirect: 'manual',
    headers: { ...(jar.header(url) ? { cookie: jar.header(url) } : {}), ...options.headers },
    ...(options.form ? { method: 'POST', body: new URLSearchParams(options.form) } : {}),
  });
  for (const cookie of answer.headers.getSetCookie()) jar.set(url, cookie);
  return { status: answer.status, url, headers: answer.headers, text: await answer.text() };
}

/** Follows redirects, each with the jar's cookies, to the page that answers otherwise. */
export async function follow(jar: CookieJar, page: Page, headers: Record<string, string> = {}): Promise<Page> {
  let current = page;
  for (let hops = 0; hops < 10; hops += 1) {
    const location = current.headers.get('location');
    if (current.status < 300 || current.status > 399 || location === null) return current;
    current = await request(jar, new URL(location, current.url).href, { headers });
  }
  throw new Error(`too many redirects from ${page.url}`);
}

/** The forms of a page with the fields that they would post unchanged, buttons left out. */
export function formsIn(page: Page): Form[] {
  const $ = load(page.text);
  return $('form')
    .toArray()
    .map((form) => ({
      action: new URL($(form).attr('action') ?? '', page.url).href,
      fields: Object.fromEntries(
        $(form)
          .serializeArray()
          .map(({ name, value }) => [name, value]),
      ),
    }));
}

export function formIn(page: Page): Form {
  const [form] = formsIn(page);
  if (!form) throw new Error(`no form on the page ${page.url} (status ${page.status}): ${page.text.slice(0, 300)}`);
  return form;
}

/** The browser with a person signed in to the sandbox, and the login request Moodle has it post to the tool. */
export async function beginLaunch(
  moodle: Sandbox,
  options: LaunchOptions,
  jar = new CookieJar(),
): Promise<{ jar: CookieJar; login: Form }> {
  const { cookie, session } = await moodle.signIn(options.person);
  jar.set(moodle.url, cookie);
  return { jar, login: moodle.loginForm(session, options) };
}

/** Posts the login to the tool and lets Moodle answer its redirect: the form with id_token and state, not yet posted. */
export async function launchForm(
  moodle: Sandbox,
  options: LaunchOptions,
  jar = new CookieJar(),
): Promise<{ jar: CookieJar; loggedIn: Page; form: Form }> {
  const { login } = await beginLaunch(moodle, options, jar);
  const loggedIn = await request(jar, login.action, { form: login.fields });
  const location = loggedIn.headers.get('location');
  if (location === null) {
    throw new Error(`the tool answered the login with ${loggedIn.status}: ${loggedIn.text.slice(0, 300)}`);
  }
  const answered = await request(jar, new URL(location, loggedIn.url).href);
  return { jar, loggedIn, form: formIn(answered) };
}

/** A whole launch: login, authorisation, id_token, and the tool's redirects up to its page. */
export async function launch(
  moodle: Sandbox,
  options: LaunchOptions,
  jar = new CookieJar(),
): Promise<{ jar: CookieJar; posted: Form; answer: Page; page: Page }> {
  const { form } = await launchForm(moodle, options, jar);
  const headers = { 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' };
  const answer = await request(jar, form.action, { form: form.fields, headers: { ...headers, origin: moodle.url } });
  return { jar, posted: form, answer, page: await follow(jar, answer, headers) };
}
