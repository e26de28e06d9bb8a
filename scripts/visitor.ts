/** Opens the sandbox's course as somebody would, without a browser. */
import { load } from 'cheerio';

/** Cookies by host name, then by their own: a later one of the same name takes the place of the former. */
export type Jar = Map<string, Map<string, string>>;

export type Role = 'teacher' | 'non-editing teacher';

/** One request with the cookies so far; redirects are not followed. */
async function ask(jar: Jar, url: string, form?: Record<string, string>): Promise<Response> {
  const host = new URL(url).hostname;
  const cookies = jar.get(host) ?? new Map<string, string>();
  jar.set(host, cookies);
  const answer = await fetch(url, {
    redirect: 'manual',
    ...(cookies.size === 0 ? {} : { headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') } }),
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
  for (const line of answer.headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return answer;
}

/** Posts the first form of a page, as its script would. */
async function postForm(jar: Jar, page: Response): Promise<Response> {
  const $ = load(await page.text());
  const form = $('form').first();
  const fields = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]));
  return ask(jar, new URL(form.attr('action') ?? '', page.url).href, fields);
}

/** The course page, where the sandbox's front page leads. */
async function coursePage(jar: Jar, sandboxUrl: string) {
  const front = await ask(jar, `${sandboxUrl}/`);
  const location = front.headers.get('location');
  const page = location === null ? front : await ask(jar, new URL(location, sandboxUrl).href);
  return load(await page.text());
}

/** The course page as the first person of this role, who is chosen at its head. */
export async function become(jar: Jar, sandboxUrl: string, role: Role) {
  const visitor = await coursePage(jar, sandboxUrl);
  const those = visitor('option').filter((_index, option) => visitor(option).text().trim().endsWith(`, ${role}`));
  const fields = visitor('form.switch').serializeArray();
  await ask(jar, `${sandboxUrl}/sandbox/switch`, {
    ...Object.fromEntries(fields.map(({ name, value }) => [name, value])),
    person: those.first().attr('value') ?? '',
  });
  return coursePage(jar, sandboxUrl);
}

/** Launches the first activity of the course as somebody of this role; yields the visit's id. */
export async function openCourse(sandboxUrl: string, role: Role): Promise<string> {
  const jar: Jar = new Map();
  const course = await become(jar, sandboxUrl, role);
  const activity = course('a[href*="/mod/lti/view.php"]').first().attr('href') ?? '';
  const cm = new URL(activity, sandboxUrl).searchParams.get('id') ?? '';
  const login = await postForm(jar, await ask(jar, `${sandboxUrl}/mod/lti/launch.php?id=${cm}`));
  const answered = await ask(jar, login.headers.get('location') ?? '');
  let page = await postForm(jar, answered);
  for (let hops = 0; hops < 5; hops += 1) {
    const next = new URL(page.headers.get('location') ?? '', page.url);
    const visit = /^\/s\/([\w-]+)/.exec(next.pathname)?.[1];
    if (visit !== undefined) return visit;
    page = await ask(jar, next.href);
  }
  throw new Error(`The launch ended with ${String(page.status)}`);
}
