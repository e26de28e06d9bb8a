/** How a score comes about, as a teacher reads it: a worked example from the course, and figures that are kept. */
import { expect, test } from '@jest/globals';
import type { PageSeen } from '../../support/site.js';
import { answers } from '../people.js';
import { four, usePairing } from '../pages.js';
import { publish } from '../../support/publishing.js';

const at = usePairing();

/** Of each table: what each criterion gives of what it may give, and the total. */
function tables(page: PageSeen): { given: number[]; possible: number[]; total: number }[] {
  const numbers = (text: string) => (text.match(/\d+/g) ?? []).map(Number);
  return page
    .$('table')
    .toArray()
    .map((table) => {
      const cells = page
        .$(table)
        .find('.numbers')
        .toArray()
        .map((cell) => numbers(page.$(cell).text()));
      const rows = cells.slice(0, -1);
      return {
        given: rows.map(([given = NaN]) => given),
        possible: rows.map(([, possible = NaN]) => possible),
        total: cells.at(-1)?.[0] ?? NaN,
      };
    });
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

async function said(name: string, given: Parameters<typeof answers>[0]) {
  await at.site.services.intake.saveProfile(await at.course.personOf(name), answers(given), at.site.now);
}

/** The pair of these two on the page of the published pairs. */
async function pairPage(name: string): Promise<PageSeen> {
  const list = await (await at.course.arrive('tess', 'teacher')).get('/pairing');
  const links = list.$('a[href*="/pairing/pair/"]').toArray();
  const link = links.map((one) => list.$(one).text().trim()).find((text) => text.includes(name));
  return list.follow(link ?? '');
}

test('a pair of the course shows where its points come from, and they add up to its score', async () => {
  const { draft } = await at.course.draftOfFour();
  at.site.now = new Date('2026-11-25T09:00:00Z');
  const page = await (await at.course.arrive('tess', 'teacher')).get('/pairing/why');
  expect(page.text).toContain('How a score comes about');
  expect(page.text).toContain('What somebody prefers not to say is left out wherever they are compared');
  expect(page.text).toContain('The figures of this course are of Monday');
  expect(page.text).toContain('For example, from your course:');
  const [example, ...more] = tables(page);
  expect(more).toEqual([]);
  expect(sum(example?.given ?? [])).toBe(example?.total);
  expect(example?.possible.every((possible, row) => possible >= (example.given[row] ?? NaN))).toBe(true);
  expect(Math.abs(sum(example?.possible ?? []) - 100)).toBeLessThanOrEqual(3);
  const scores = draft.$('.row-score b').toArray();
  expect(scores.map((score) => draft.$(score).text())).toContain(String(example?.total));
});

test('without a draft there is no example, and the page says by what two would be measured', async () => {
  await at.course.people(four);
  const page = await (await at.course.arrive('tess', 'teacher')).get('/pairing/why');
  expect(tables(page)).toEqual([]);
  expect(page.text).not.toContain('For example, from your course:');
  expect(page.text).toContain('Until there is one, everything is measured by what is usual in courses at large.');
  const asked = await page.submit('Show', { one: 'ana', other: 'jonas' });
  for (const table of tables(asked)) expect(sum(table.given)).toBe(table.total);
});

test('a published pair keeps its figure when one of the two answers otherwise, and says what it would be today', async () => {
  const { draft } = await at.course.draftOfFour();
  await publish(draft);
  const before = await pairPage('Ana');
  const [figure] = tables(before);
  expect(before.text).toContain(`${String(figure?.total)} of 100`);
  expect(before.text).not.toContain('a published pair keeps it');
  await said('ana', { ...four.ana, wanted: ['Programming and data', 'Academic writing', 'Preparing for exams'] });
  const after = await pairPage('Ana');
  const [today] = tables(after);
  expect(today?.total).toBeLessThan(figure?.total ?? 0);
  expect(after.text).toContain(
    `The figure is of Monday 23 November, when the pairs were made; a published pair keeps it. By the answers of today it would be ${String(today?.total)}.`,
  );
  expect(after.text).toContain(`${String(figure?.total)} of 100`);
});

test('what others answer afterwards changes neither a published pair nor the example', async () => {
  const { draft, tess } = await at.course.draftOfFour();
  await publish(draft);
  const [before, example] = [tables(await pairPage('Ana')), tables(await tess.get('/pairing/why'))];
  const other = { roleWish: 'both', languages: ['pt'], channel: 'chat', timeZone: 'Asia/Tokyo' } as const;
  const late = Object.fromEntries(['dan', 'eva', 'fay', 'gil', 'hao'].map((name) => [name, other]));
  await at.course.people(late);
  const after = await pairPage('Ana');
  expect(tables(after)).toEqual(before);
  expect(after.text).not.toContain('a published pair keeps it');
  expect(tables(await (await at.course.arrive('tess', 'teacher')).get('/pairing/why'))).toEqual(example);
});

test('what one of them withholds is said to be left out, and the rest adds up to the score', async () => {
  const { draft } = await at.course.draftOfFour();
  await publish(draft);
  await said('ana', { ...four.ana, wanted: [], withheld: ['wanted'] });
  const page = await pairPage('Ana');
  expect(page.text).toContain(
    'Left out: at least one of them prefers not to say. The other criteria share its points.',
  );
  const [table] = tables(page);
  expect(sum(table?.given ?? [])).toBe(table?.total);
});
