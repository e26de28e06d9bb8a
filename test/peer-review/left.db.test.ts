/** Peer review in a course that people leave: nothing is given to them, asked of them or promised of them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { peerReviewStore, type PeerReviewStores } from '../../src/peer-review/peer-review.store.js';
import { reviewReminder } from '../../src/peer-review/waiting.service.js';
import { after, minute } from '../../src/shared/clock.js';
import { startSite, type TestSite } from '../support/site.js';
import { changesStore } from '../../src/kept/changes.store.js';
import { keepingOf } from '../../src/kept/kept.js';
import { useStore } from '../support/store.js';
import { courseOn, type Course } from './course.js';

const store = useStore();
let site: TestSite;
let course: Course;
let courses = 0;
/** The same store as another process has it open. */
let other: mongoose.Connection;
let stores: PeerReviewStores;

const five = ['ana', 'ben', 'cleo', 'dan', 'eve'];

beforeAll(async () => {
  site = await startSite(store.connection());
  other = await mongoose.createConnection(store.uri(), { autoIndex: false }).asPromise();
  stores = peerReviewStore(other, keepingOf(changesStore(other), () => site.now).kept);
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  courses += 1;
  course = courseOn(site, `left-${courses}`);
});
afterAll(async () => {
  await other.close();
  await site.close();
});

async function place(): Promise<[courseId: string, activityId: string]> {
  const { courseId, activityId } = await course.ids(await course.arrive('tess', 'teacher'));
  return [courseId, activityId];
}

/** Reviewer and author by name, and whether it was sent. */
async function plan(): Promise<{ by: string; of: string; sent: boolean }[]> {
  const [courseId, activityId] = await place();
  const people = await site.services.roster.peopleById(courseId);
  const name = (id: string) => people.get(id)?.externalId ?? id;
  const all = await stores.reviews.all(courseId, activityId);
  return all.map(({ reviewerId, authorId, sentAt }) => ({
    by: name(reviewerId),
    of: name(authorId),
    sent: sentAt !== undefined,
  }));
}

test('nobody is reminded of a review of somebody who left', async () => {
  await course.handIn('ana', 'ben');
  await course.start();
  const [courseId] = await place();
  const kind = reviewReminder({ ...stores, roster: site.services.roster });
  const reminded = async () => (await kind.waiting({ courseId, now: site.now })).length;
  expect(await reminded()).toBe(2);
  await course.onlyHere('ana');
  expect(await reminded()).toBe(0);
});

describe('before reviewing starts', () => {
  test('who left gives and gets nothing; all others give and get as many', async () => {
    await course.handIn(...five);
    await course.onlyHere('ana', 'ben', 'cleo', 'dan');
    const { page } = await course.arrive('tess', 'teacher');
    const confirm = await page.follow('Start reviewing');
    expect(confirm.title).toContain('4 works');
    await confirm.submit('Start reviewing');
    const pairs = await plan();
    expect(pairs.filter(({ by, of }) => by === 'eve' || of === 'eve')).toEqual([]);
    for (const name of five.slice(0, 4)) {
      expect([pairs.filter(({ by }) => by === name).length, pairs.filter(({ of }) => of === name).length]).toEqual([
        2, 2,
      ]);
    }
  });

  test('one who stayed alone starts nothing, by hand or by date', async () => {
    await course.handIn('ana', 'ben');
    const [courseId, activityId] = await place();
    const { coordination } = site.services.reviews;
    const dated = { settings: {}, dates: { startsAt: after(site.now, minute) } };
    await coordination.saveSettings(courseId, activityId, dated, site.now);
    await course.onlyHere('ana', 'cleo');
    expect(await coordination.start(courseId, activityId, site.now)).toEqual({ ok: false, failure: 'too-few' });
    await coordination.startDue(site.now);
    expect(await stores.assignments.assignment(courseId, activityId)).toBeUndefined();
    const { page } = await course.arrive('tess', 'teacher');
    expect((await page.follow('Start reviewing')).text).toContain('still be in the course');
  });

  test('a start that broke off gives the same to the same people, whoever left or came back since', async () => {
    await course.handIn(...five);
    await course.onlyHere('ana', 'ben', 'cleo', 'dan');
    const [courseId, activityId] = await place();
    await site.services.reviews.coordination.start(courseId, activityId, site.now);
    const whole = await stores.reviews.all(courseId, activityId);
    await other.model('PeerReview').deleteMany({ _id: { $in: whole.slice(3).map(({ reviewId }) => reviewId) } });
    await other.model('PeerReviewAssignment').updateOne({ courseId, activityId }, { $unset: { allocatedAt: 1 } });
    // Eve came back in between; she gets reviews as a late one, the others keep theirs.
    await course.arrive('eve');
    await site.services.reviews.allocation.giveOutDue(site.now);
    const again = await stores.reviews.all(courseId, activityId);
    const told = (reviews: typeof whole) => reviews.map(({ reviewerId, authorId }) => `${reviewerId} ${authorId}`);
    expect(told(again)).toEqual(expect.arrayContaining(told(whole)));
    expect((await plan()).filter(({ by, of }) => by === 'eve' && of !== 'eve').length).toBe(2);
  });
});

describe('while reviewing runs', () => {
  test('the forecast counts no review of somebody who left, and asking for more makes up for it', async () => {
    await course.handIn(...five);
    await course.start();
    await course.review('ana');
    await course.onlyHere('ana', 'ben', 'cleo', 'dan');
    const { page } = await course.arrive('tess', 'teacher');
    expect(page.text).toContain('2 of 4 will get 2 reviews');
    for (const name of ['ben', 'cleo', 'dan']) await course.review(name);
    const [courseId, activityId] = await place();
    await site.services.reviews.coordination.askForMore(courseId, activityId, site.now);
    const given = (await plan()).filter(({ by, of, sent }) => sent || (by !== 'eve' && of !== 'eve'));
    for (const name of five.slice(0, 4)) {
      expect(given.filter(({ of }) => of === name).length).toBeGreaterThanOrEqual(2);
    }
  });

  test('an author is promised no review by somebody who left', async () => {
    await course.handIn('ana', 'ben', 'cleo');
    await course.start();
    await course.onlyHere('ana', 'ben');
    const ana = await course.ids(await course.arrive('ana'));
    const key = { activityId: ana.activityId, personId: ana.personId };
    expect((await site.services.reviews.work.own(ana.courseId, key, site.now)).expected).toBe(1);
    expect((await site.services.reviews.reviewing.received(ana.courseId, key)).expected).toBe(1);
    const { page } = await course.arrive('tess', 'teacher');
    expect((await page.follow('Ana Example')).text).toContain('Has left the course: this review will not come.');
  });

  test('late work of somebody who left waits for them, and the job passes over it', async () => {
    await course.handIn('ana', 'ben');
    await course.start();
    const [courseId, activityId] = await place();
    const eve = await course.ids(await course.arrive('eve'));
    const key = { activityId, personId: eve.personId };
    await stores.submissions.send(courseId, key, 'Late', site.now);
    await course.onlyHere('ana', 'ben');
    expect(await site.services.reviews.allocation.giveOutDue(site.now)).toEqual({ done: 0, failed: 0 });
    expect((await plan()).length).toBe(2);
    await course.arrive('eve');
    expect(await site.services.reviews.allocation.giveOutDue(site.now)).toEqual({ done: 1, failed: 0 });
    expect((await plan()).some(({ by }) => by === 'eve')).toBe(true);
  });
});
