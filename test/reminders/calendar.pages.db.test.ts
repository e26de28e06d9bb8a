import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { after, minute } from '../../src/shared/clock.js';
import type { Member } from '../../src/lti/gateway.js';
import { listing } from '../support/platform.js';
import { startSite, type PageSeen, type Person, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';

const store = useStore();
let site: TestSite;
let teacher: Person;
let learner: Person;

const tess: Member = { externalId: 'tess', role: 'teacher' };
const ana: Member = { externalId: 'ana', role: 'learner' };

beforeAll(async () => {
  site = await startSite(store.connection());
  site.platform.hasPeople([tess, ana]);
  teacher = await site.arrive({ person: 'tess', role: 'teacher', kind: 'checkin' });
  await site.arrive({ person: 'tess', role: 'teacher', kind: 'checkin', activity: 'undated' });
  learner = await site.arrive({ person: 'ana', kind: 'checkin' });
});
afterAll(() => site.close());

async function courseIdOf(person: Person): Promise<string> {
  const visitId = person.visitPath.split('/')[2] ?? '';
  return (await site.services.visits.find(visitId, site.now))?.visit.courseId ?? '';
}

async function setDueAt(dueAt: string): Promise<string> {
  const courseId = await courseIdOf(teacher);
  const dated = (await site.services.activities.all(courseId)).find(({ title }) => title === 'Activity checkin');
  await site.services.activities.changeSettings(courseId, dated?.activityId ?? '', { dueAt });
  return dated?.activityId ?? '';
}

/** The address that the page shows once. */
async function makeAddress(person: Person): Promise<string> {
  const page = await person.get('/calendar');
  const made = await page.submit(buttonOf(page));
  return String(made.$('#address').val());
}

function buttonOf(page: PageSeen): string {
  return page.$('main form button').text().trim();
}

/** The lines of a feed, folded ones joined again (RFC 5545, 3.1). */
async function feedAt(address: string): Promise<{ status: number; type: string; lines: string[] }> {
  const answer = await fetch(address);
  const text = (await answer.text()).replace(/\r\n[ \t]/g, '');
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', lines: text.split('\r\n') };
}

test('a learner makes an address and reads when the check-in is due', async () => {
  const activityId = await setDueAt('2026-11-26T19:00:00.000Z');
  const address = await makeAddress(learner);
  expect(address).toMatch(new RegExp(`^${site.origin}/calendar/[\\w-]{43}\\.ics$`));
  const feed = await feedAt(address);
  expect([feed.status, feed.type]).toEqual([200, 'text/calendar; charset=utf-8']);
  expect(feed.lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
  expect(feed.lines).toEqual(
    expect.arrayContaining([
      `UID:due-${activityId}@tandem`,
      'DTSTART:20261126T183000Z',
      'DTEND:20261126T190000Z',
      'SUMMARY:Due: Activity checkin',
    ]),
  );
});

test('a moved due date moves the same event', async () => {
  const address = await makeAddress(learner);
  const uids = async () => (await feedAt(address)).lines.filter((line) => line.startsWith('UID:'));
  const before = await uids();
  await setDueAt('2026-11-27T19:00:00.000Z');
  site.now = after(site.now, minute);
  expect(await uids()).toEqual(before);
  expect((await feedAt(address)).lines).toContain('DTEND:20261127T190000Z');
});

test('the address is shown once; a new one closes the old one', async () => {
  const old = await makeAddress(learner);
  const page = await learner.get('/calendar');
  expect(page.html).not.toContain('.ics');
  expect(buttonOf(page)).toBe('Make a new address and stop the old one');
  const made = await makeAddress(learner);
  expect([(await feedAt(old)).status, (await feedAt(made)).status]).toEqual([404, 200]);
});

test('an address that nobody made is not found, and names no reason', async () => {
  expect((await feedAt(`${site.origin}/calendar/${'A'.repeat(43)}.ics`)).status).toBe(404);
});

test('the feed shows no due date of another course', async () => {
  const other = await site.arrive({ person: 'olga', course: '2', kind: 'checkin' });
  const feed = await feedAt(await makeAddress(other));
  expect(feed.lines).toContain('BEGIN:VCALENDAR');
  expect(feed.lines.filter((line) => line.startsWith('UID:'))).toEqual([]);
});

test('a teacher who plays student makes no address', async () => {
  await site.services.roster.refresh(await courseIdOf(teacher), { now: site.now, force: true });
  const preview = await site.arrive({ person: 'tess', role: 'learner', kind: 'checkin' });
  const page = await preview.get('/calendar');
  const answer = await page.submit(buttonOf(page));
  expect([answer.status, answer.title]).toEqual([403, 'This is a preview']);
  expect((await preview.get('/calendar')).text).toContain('Make my calendar address');
});

test('somebody who left the course reads nothing more', async () => {
  const address = await makeAddress(learner);
  const courseId = await courseIdOf(teacher);
  site.platform.answers.roster = () => Promise.resolve(listing([tess]));
  // Two complete lists without somebody have to agree.
  for (let syncs = 0; syncs < 2; syncs += 1) {
    site.now = after(site.now, 20 * minute);
    await site.services.roster.refresh(courseId, { now: site.now, force: true });
  }
  expect((await feedAt(address)).status).toBe(404);
});

test('a program that asks again with its ETag is told that nothing changed, with dates and without', async () => {
  await setDueAt('2026-11-28T19:00:00.000Z');
  const person = await site.arrive({ person: 'bea', kind: 'checkin' });
  const nobody = await site.arrive({ person: 'olga', course: '3', kind: 'mentoring' });
  for (const address of [await makeAddress(person), await makeAddress(nobody)]) {
    const etag = (await fetch(address)).headers.get('etag') ?? '';
    site.now = after(site.now, 20 * minute);
    const asked = { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } };
    expect((await fetch(address, asked)).status).toBe(304);
  }
  const address = await makeAddress(person);
  const etag = (await fetch(address)).headers.get('etag') ?? '';
  await setDueAt('2026-11-29T19:00:00.000Z');
  expect((await fetch(address, { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } })).status).toBe(200);
});
