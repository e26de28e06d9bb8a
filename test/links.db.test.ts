/** Every link leads somewhere: all that can be reached from the homes of a course that is full of everything. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pagesOf } from './support/crawl.js';
import { externalId } from './support/full-course.js';
import { openFullCourse, type OpenedCourse } from './support/full-course-opened.js';
import { startSite, type Person, type TestSite } from './support/site.js';
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

async function followAll(person: Person): Promise<{ broken: string[]; seen: number }> {
  const broken: string[] = [];
  let seen = 0;
  for await (const { status, path, from } of pagesOf(site, person)) {
    seen += 1;
    if (status >= 400) broken.push(`${String(status)} ${path} on ${from}`);
  }
  return { broken, seen };
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
