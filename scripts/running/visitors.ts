/** People of the sandbox's course, each at a browser of their own: they open an activity, read and send what the pages hold. */
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SmallBrowser, type PageSeen } from '../../test/support/small-browser.js';

export interface Visiting {
  page: PageSeen;
  visitId: string;
  /** A page of this visit, by its path. */
  get(path: string): Promise<PageSeen>;
}

export type Opening = (name: string, activity: string) => Promise<Visiting>;

/** @returns opens an activity of the course as Moodle would for this person, from login to the first page */
export function opensIn(moodle: Sandbox, toolUrl: string): Opening {
  return async (name, activity) => {
    const { cookie } = await moodle.signIn(name);
    const [cookieName = '', session = ''] = cookie.split('=');
    const browser = new SmallBrowser({ cookies: new Map([[cookieName, session]]), destination: 'iframe' });
    const { cmId } = moodle.state.activities.find((one) => one.name === activity) ?? { cmId: '' };
    const login = await browser.open(`${moodle.url}/mod/lti/launch.php?id=${cmId}`);
    const page = await (await login.submit('Continue')).submit('Continue');
    if (browser.visitPath === '') throw new Error(`${name} did not get into ${activity}: ${page.title}`);
    const visitId = browser.visitPath.split('/')[2] ?? '';
    return { page, visitId, get: (path) => browser.open(`${toolUrl}${browser.visitPath}${path}`) };
  };
}

/** The first link or button whose visible words begin so. */
export function wordsOn({ $ }: PageSeen, kind: 'a' | 'button', beginning: string): string | undefined {
  return $(`main ${kind}`)
    .toArray()
    .map((one) => $(one).text().replace(/\s+/g, ' ').trim())
    .find((words) => words.startsWith(beginning));
}
