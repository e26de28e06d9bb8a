import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { everything } from '../../../src/kept/changes.store.js';
import { after, day, minute } from '../../../src/shared/clock.js';
import { listing } from '../../support/platform.js';
import { startSite, type Person, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;
let course = 0;

/** A course of its own for every test; Tess teaches. */
beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  course += 1;
});
afterAll(() => site.close());

const answers = { mood: '2', obstacle: 'Private words of Ben', step: 'Ask', help: 'teacher' };

function arrive(person: string, role: 'learner' | 'teacher' = 'learner', kind = 'checkin') {
  return site.arrive({ person, role, kind, course: `help-${String(course)}` });
}

async function asks(person: string, fields: Readonly<Record<string, string>> = answers) {
  const arrived = await arrive(person);
  await arrived.page.submit('Send', fields);
  return arrived;
}

const home = async (person = 'tess') => (await arrive(person, 'teacher', 'mentoring')).page;

async function visitOf(person: Person) {
  const found = await site.services.visits.find(person.visitPath.split('/')[2] ?? '', site.now);
  if (!found) throw new Error('No visit');
  return found.visit;
}

function rows(page: Awaited<ReturnType<typeof home>>): string[] {
  const titles = page.$('main .row-item h3').map((_index, title) => page.$(title).text().trim());
  return titles.get();
}

const bens = 'Ben Example asks you for help';
const checkins = () => store.connection().model('Checkin').collection;

describe('who asks the teacher for help', () => {
  test('is the first row of the teachers, oldest first: who, when and where, and no word of the answers', async () => {
    await asks('ben');
    site.now = after(site.now, 5 * minute);
    await asks('ana');
    await asks('cleo', { ...answers, help: 'no' });
    const page = await home();
    expect(rows(page).slice(0, 2)).toEqual([bens, 'Ana Example asks you for help']);
    expect(rows(page).join()).not.toContain('Cleo');
    expect(page.text).toContain('In “Activity checkin”, sent 09:00 UTC.');
    expect(page.text).not.toContain('Private words of Ben');
    const read = await page.follow(`Answer: ${bens}`);
    expect(read.text).toContain('Private words of Ben');
    expect(read.text).not.toContain('Ana Example');
  });

  test('is done by a button, safe twice, and kept with who and when', async () => {
    const ben = await asks('ben');
    const page = await home();
    const done = await page.submit(`Done: ${bens}`);
    expect(done.text).toContain('Done. The row is gone for all teachers.');
    expect(rows(done)).not.toContain(bens);
    site.now = after(site.now, minute);
    expect((await page.submit(`Done: ${bens}`)).status).toBe(200);
    const { activityId, personId } = await visitOf(ben);
    const row = await checkins().findOne({ activityId, personId });
    const tess = await visitOf(await arrive('tess', 'teacher'));
    expect(row?.['heard']).toEqual([
      { askedAt: new Date('2026-11-23T09:00:00Z'), at: new Date('2026-11-23T09:00:00Z'), byId: tess.personId },
    ]);
    const overview = await arrive('tess', 'teacher');
    expect(overview.page.text).toContain('Marked as done by Tess Example, 09:00 UTC.');
  });

  test('and asks again later is heard again; a button of before does not end the new row', async () => {
    const ben = await asks('ben');
    const before = await home();
    await before.submit(`Done: ${bens}`);
    site.now = after(site.now, minute);
    const { activityId } = await visitOf(ben);
    await (await ben.get(`/checkins/${activityId}?change=1`)).submit('Send', answers);
    expect(rows(await home())[0]).toBe(bens);
    expect(rows(await before.submit(`Done: ${bens}`))[0]).toBe(bens);
    expect(rows(await (await home()).submit(`Done: ${bens}`))).not.toContain(bens);
  });

  test('and asks again after the row was put off brings it back; who no longer asks has none', async () => {
    const ben = await asks('ben');
    expect(rows(await (await home()).submit(`In 3 days: ${bens}`))[0]).not.toBe(bens);
    site.now = after(site.now, minute);
    const { activityId } = await visitOf(ben);
    await (await ben.get(`/checkins/${activityId}?change=1`)).submit('Send', answers);
    expect(rows(await home())[0]).toBe(bens);
    await (await ben.get(`/checkins/${activityId}?change=1`)).submit('Send', { help: 'no' });
    expect((await home()).text).not.toContain(bens);
  });

  test('waits however long it takes; of a store of before only what is at most 14 days old is asked', async () => {
    await asks('ben');
    site.now = after(site.now, 40 * day);
    const ana = await asks('ana');
    const { courseId } = await visitOf(ana);
    expect(rows(await home()).slice(0, 2)).toEqual([bens, 'Ana Example asks you for help']);
    await checkins().updateMany({ courseId }, { $unset: { call: 1 } });
    await site.services.changes.note(courseId, everything, 'all');
    expect(rows(await home())[0]).toBe('Ana Example asks you for help');
    expect((await home()).text).not.toContain(bens);
    site.now = after(site.now, 14 * day);
    expect(rows(await home())).toContain('Ana Example asks you for help');
    const done = await (await home()).submit('Done: Ana Example asks you for help');
    expect(done.text).not.toContain('Ana Example asks you');
  });

  test('and left the course makes no row', async () => {
    const people = ['tess', 'ben'].map((externalId) => ({ externalId, role: 'learner' as const }));
    const roster = site.platform.answers.roster;
    site.platform.answers.roster = () => Promise.resolve(listing(people));
    const { courseId } = await visitOf(await asks('ben'));
    const look = () => site.services.roster.refresh(courseId, { now: site.now, force: true });
    await look();
    expect(rows(await home())[0]).toBe(bens);
    people.pop();
    for (let syncs = 0; syncs < 2; syncs += 1) {
      site.now = after(site.now, 20 * minute);
      await look();
    }
    site.platform.answers.roster = roster;
    expect((await home()).text).not.toContain(bens);
  });

  test('is counted from the 21st on, the longest waiting first', async () => {
    const { courseId, activityId, personId } = await visitOf(await asks('ben'));
    await arrive('cleo');
    const people = store.connection().model('Person').collection;
    const ben = await people.findOne({ courseId, _id: personId as never });
    const copies = Array.from({ length: 22 }, (_, index) => `${personId}-${String(index)}`);
    await people.insertMany(copies.map((_id) => ({ ...ben, _id, externalId: _id }) as never));
    const sent = await checkins().findOne({ courseId, activityId, personId });
    await checkins().insertMany(
      copies.map((copy, index) => ({
        ...{ ...sent, _id: copy, personId: copy },
        sentAt: after(site.now, index + 1),
      })) as never,
    );
    await site.services.changes.note(courseId, everything, 'all');
    const page = await home();
    expect(rows(page).filter((title) => title === bens)).toHaveLength(20);
    expect(rows(page)[20]).toBe('3 more learners ask you for help');
    expect((await page.follow('Answer: 3 more learners ask you for help')).text).toContain(
      'learners asked you for help',
    );
  });

  test('is nothing that a learner can end, nor a form of another making', async () => {
    const ben = await asks('ben');
    const { activityId, personId } = await visitOf(ben);
    const path = `/checkins/${activityId}/heard/${personId}`;
    const body = `asked=${String(site.now.getTime())}`;
    expect((await ben.forge(path, body)).status).toBe(403);
    const tess = await arrive('tess', 'teacher', 'mentoring');
    await tess.forge(path, 'asked=x');
    await tess.forge(path, 'asked=8640000000000001');
    await tess.forge(path, 'asked=1');
    expect(rows(await home())[0]).toBe(bens);
    expect((await tess.forge(`/checkins/nowhere/heard/${personId}`, body)).status).toBe(404);
  });
});
