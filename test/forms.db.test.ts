/**
 * Every form says what happened: all that can be posted from the pages of a course that is full of everything, each
 * button in a course of its own, so that none finds what another one ended.
 */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buttonsOf, pagesOf, unchosenIn } from './support/crawl.js';
import { externalId } from './support/full-course.js';
import { openFullCourse, type OpenedCourse } from './support/full-course-opened.js';
import { startSite, type PageSeen, type Person, type TestSite } from './support/site.js';
import { useStore } from './support/store.js';

const store = useStore();
const size = 12;
let site: TestSite;
let opened: OpenedCourse;
let courses = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
  opened = await freshCourse();
}, 60_000);
afterAll(() => site.close());

function freshCourse(): Promise<OpenedCourse> {
  courses += 1;
  return openFullCourse(site, store.connection(), { name: `forms ${String(courses)}`, size });
}

type PersonIn = (course: OpenedCourse) => Promise<Person>;

const learner =
  (index: number): PersonIn =>
  ({ arrive }) =>
    arrive(externalId(index), 'mentoring', 'learner');

/** A teacher has opened the choosing before. */
const choosing: PersonIn = async (course) => {
  const page = await course.people.teacher.get('/pairing/choices/open');
  await page.submit('Open choosing', { until: '2026-11-30T12:00' });
  return learner(size - 1)(course);
};

const people: [who: string, personIn: PersonIn, buttons: number][] = [
  ['teacher', ({ people: { teacher } }) => Promise.resolve(teacher), 40],
  ['assistant', ({ people: { assistant } }) => Promise.resolve(assistant), 30],
  ['learner who is paired and invited', learner(3), 10],
  ['learner who has nothing sent yet', learner(0), 10],
  ['learner on a break', learner(7), 10],
  ['learner who chooses', choosing, 8],
];

it.each(people)(
  'a %s is told what happened after each button',
  async (_who, personIn, buttons) => {
    const found = new Map<string, string>();
    const nameless = new Set<string>();
    const starts = ['/mentoring', ...activityPages(opened)];
    for await (const page of pagesOf(site, await personIn(opened), starts)) {
      for (const { key } of buttonsOf(page)) if (!found.has(key)) found.set(key, page.path);
      for (const name of namelessIn(page)) nameless.add(name);
    }
    expect([...nameless]).toEqual([]);
    const broken: string[] = [];
    for (const [key, path] of found) broken.push(...(await pressed({ key, path, personIn })));
    expect(broken).toEqual([]);
    expect(found.size).toBeGreaterThan(buttons);
  },
  240_000,
);

/** Fields for words that would stand on the page of a visit that is over without the label that they have here. */
function namelessIn({ $, path }: PageSeen): string[] {
  const fields = $('form[method="post" i]').find(
    'textarea, input:not([type]), input[type="date"], input[type="email"]',
  );
  return fields.toArray().flatMap((field) => {
    const { id = '', name = '' } = field.attribs;
    const label = $(`label[for="${id}"]`).first().clone();
    label.find('.optional').remove();
    const said = $(field).parent().find(`input[name="~${name}"]`).attr('value') ?? '';
    return said !== '' && said === label.text().trim() ? [] : [`${name} on ${path}: "${said}"`];
  });
}

function activityPages({ course: { activities } }: OpenedCourse): string[] {
  return [`/checkins/${activities.checkin}`, `/reviews/${activities['peer-review']}`, `/gates/${activities.gate}`];
}

/** As rendered; and where that is refused, once more with the first of what may be chosen. */
async function pressed(one: { key: string; path: string; personIn: PersonIn }): Promise<string[]> {
  const { before, after } = await press(one, () => ({}));
  const said = problemsOf(one.key, before, after);
  if (after.status !== 422) return said;
  const chosen = await press(one, (page) => unchosenIn(buttonIn(page, one.key)));
  return [...said, ...problemsOf(`${one.key} with a choice`, chosen.before, chosen.after)];
}

async function press(
  { key, path, personIn }: { key: string; path: string; personIn: PersonIn },
  fields: (page: PageSeen) => Record<string, string>,
): Promise<{ before: PageSeen; after: PageSeen }> {
  const course = await freshCourse();
  const before = await (await personIn(course)).get(sameIn(course, path));
  const after = await before.press(buttonIn(before, key), fields(before));
  return { before, after };
}

function buttonIn(page: PageSeen, key: string) {
  const found = buttonsOf(page).find((one) => one.key === key);
  if (!found) throw new Error(`${page.path} has no button for ${key}`);
  return found.element;
}

/** It was not us, it led somewhere, and either a banner or another title says what happened. */
function problemsOf(what: string, before: PageSeen, after: PageSeen): string[] {
  const { status } = after;
  if (status >= 500 || status === 404) return [`${String(status)} ${what} on ${before.path}`];
  const isSaid = after.$('[role="status"], [role="alert"]').text().trim() !== '';
  return isSaid || words(after.title) !== words(before.title) ? [] : [`says nothing: ${what} on ${before.path}`];
}

function words(title: string): string {
  return title.replace(/\d+/g, '#');
}

/** The same page of another course: ids of the full course begin with its own or belong to its activities. */
function sameIn(other: OpenedCourse, path: string): string {
  const swaps = activityPages(opened).map((page, index) => [page, activityPages(other)[index] ?? '']);
  const drawn = [
    [opened.concernId, other.concernId],
    [opened.contactId, other.contactId],
  ];
  return [[opened.course.courseId, other.course.courseId], ...swaps, ...drawn].reduce(
    (swapped, [from = '', to = '']) => swapped.replaceAll(from, to),
    path,
  );
}
