/** Every link leads somewhere: all that can be reached from the homes of a course that is full of everything. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { externalId } from './support/full-course.js';
import { openFullCourse, type OpenedCourse } from './support/full-course-opened.js';
import { startSite, type PageSeen, type Person, type TestSite } from './support/site.js';
import { useStore } from './support/store.js';

const store = useStore();
const size = 50;
let site: TestSite;
let opened: OpenedCourse;

beforeAll(async () => {
  site = await startSite(store.connection());
  opened = await openFullCourse(site, store.connection(), { name: 'links', size });
}, 60_000);
afterAll(() => site.close());

/** Paths inside the visit that a page leads to by a link or by a form that only asks, without the place on the page. */
function leadsTo({ $, path }: PageSeen, person: Person): string[] {
  const here = `${site.origin}${person.visitPath}`;
  const links = $('a[href]').map((_index, link) => $(link).attr('href'));
  const forms = $('form')
    .filter((_index, form) => $(form).attr('method')?.toLowerCase() !== 'post')
    .map((_index, form) => `${$(form).attr('action') ?? ''}?${$(form).serialize()}`);
  return [...links.get(), ...forms.get()].flatMap((href) => {
    const url = new URL(href, `${here}${path}`);
    url.hash = '';
    return url.href.startsWith(`${here}/`) ? [url.href.slice(here.length)] : [];
  });
}

async function followAll(person: Person): Promise<{ broken: string[]; seen: number }> {
  const waiting = [{ path: '/mentoring', from: 'the start' }];
  const seen = new Set(['/mentoring']);
  const broken: string[] = [];
  for (let one = waiting.shift(); one; one = waiting.shift()) {
    const page = await person.get(one.path);
    if (page.status >= 400) broken.push(`${String(page.status)} ${one.path} on ${one.from}`);
    for (const path of leadsTo(page, person)) {
      if (seen.has(path)) continue;
      seen.add(path);
      waiting.push({ path, from: one.path });
    }
  }
  return { broken, seen: seen.size };
}

it.each(['teacher', 'assistant'] as const)(
  'a %s finds no link that leads nowhere',
  async (role) => {
    const { broken, seen } = await followAll(opened.people[role]);
    expect(broken).toEqual([]);
    expect(seen).toBeGreaterThan(60);
  },
  120_000,
);

it.each([
  ['paired', 3],
  ['on a break', 7],
  ['invited', size - 2],
  ['without a partner', size - 1],
])(
  'a learner who is %s finds none',
  async (_who, index) => {
    const { broken, seen } = await followAll(await opened.arrive(externalId(index), 'mentoring', 'learner'));
    expect(broken).toEqual([]);
    expect(seen).toBeGreaterThan(5);
  },
  60_000,
);
