/** Allocation and scores beside another process, and after a process that ended in between. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { allocationService } from '../../src/peer-review/allocation.service.js';
import { peerReviewStore, type PeerReviewStores } from '../../src/peer-review/peer-review.store.js';
import { loadRubrics } from '../../src/peer-review/peer-review.settings.js';
import type { PeerReviewParts } from '../../src/peer-review/places.service.js';
import { root } from '../support/sources.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { courseOn, type Course } from './course.js';

const store = useStore();
let site: TestSite;
let course: Course;
let courses = 0;
/** The same store as another process has it open. */
let other: mongoose.Connection;
let stores: PeerReviewStores;
let parts: PeerReviewParts;

const everybody = ['ana', 'ben', 'cleo', 'dan'];

beforeAll(async () => {
  site = await startSite(store.connection());
  other = await mongoose.createConnection(store.uri(), { autoIndex: false }).asPromise();
  stores = peerReviewStore(other, site.services.kept);
  const { activities, roster, grades, mentorships } = site.services;
  parts = {
    ...stores,
    activities,
    roster,
    grades,
    mentorships,
    rubrics: loadRubrics(join(root, 'config/templates/rubrics')),
  };
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  courses += 1;
  course = courseOn(site, `allocation-${courses}`);
});
afterAll(async () => {
  await other.close();
  await site.close();
});

async function place(): Promise<[courseId: string, activityId: string]> {
  const { courseId, activityId } = await course.ids(await course.arrive('tess', 'teacher'));
  return [courseId, activityId];
}

async function balance(courseId: string, activityId: string) {
  const all = await stores.reviews.all(courseId, activityId);
  const ids = [...new Set(all.map((review) => review.reviewerId))];
  return ids.map((id) => [
    all.filter((review) => review.reviewerId === id).length,
    all.filter((review) => review.authorId === id).length,
  ]);
}

describe('allocation', () => {
  test('of two coordinators who start at once gives everybody reviews once', async () => {
    await course.handIn(...everybody);
    const [courseId, activityId] = await place();
    const { coordination } = site.services.reviews;
    const starts = [1, 2, 3].map(() => coordination.start(courseId, activityId, site.now));
    expect((await Promise.all(starts)).every((outcome) => outcome.ok)).toBe(true);
    expect(await balance(courseId, activityId)).toEqual(everybody.map(() => [2, 2]));
  });

  test('that a process left half done is completed by the job, exactly balanced', async () => {
    await course.handIn(...everybody);
    const [courseId, activityId] = await place();
    const { coordination } = site.services.reviews;
    await coordination.start(courseId, activityId, site.now);
    const whole = await stores.reviews.all(courseId, activityId);
    await other.model('PeerReview').deleteMany({ _id: { $in: whole.slice(3).map((review) => review.reviewId) } });
    await other.model('PeerReviewAssignment').updateOne({ courseId, activityId }, { $unset: { allocatedAt: 1 } });
    await site.services.reviews.allocation.giveOutDue(site.now);
    const plan = (reviews: typeof whole) =>
      reviews.map(({ reviewerId, authorId, work, letter }) => `${reviewerId} ${authorId} ${work} ${letter}`).sort();
    expect(plan(await stores.reviews.all(courseId, activityId))).toEqual(plan(whole));
  });

  test('waits while another process is at it, and goes on when that process has died', async () => {
    await course.handIn(...everybody);
    const [courseId, activityId] = await place();
    const settings = { seed: 7, reviewsEach: 2, rubric: parts.rubrics[0], absentIds: [] };
    await stores.assignments.start(courseId, activityId, settings, site.now);
    expect(await stores.assignments.takeAllocation(courseId, activityId, site.now)).toBe(true);
    const { giveOut } = allocationService(parts);
    expect(await giveOut(courseId, activityId, site.now)).toBe(false);
    expect(await balance(courseId, activityId)).toEqual([]);
    expect(await giveOut(courseId, activityId, new Date('2026-11-23T09:02:00Z'))).toBe(true);
    expect(await balance(courseId, activityId)).toEqual(everybody.map(() => [2, 2]));
  });

  test('of a review that began before there were leases and groups stays as it is, however late it gets', async () => {
    await course.handIn(...everybody);
    await course.start();
    const [courseId, activityId] = await place();
    await other
      .model('PeerReviewAssignment')
      .updateOne({ courseId, activityId }, { $unset: { groups: 1, leaseDays: 1 } });
    await other.model('PeerReview').updateMany({ courseId, activityId }, { $unset: { leasedAt: 1 } });
    const before = await stores.reviews.all(courseId, activityId);
    const { topUpAll } = allocationService(parts);
    await topUpAll(new Date('2027-03-01T09:00:00Z'));
    expect(await stores.reviews.all(courseId, activityId)).toEqual(before);
  });

  test('never beside a mentor or mentee, as the course has them when reviewing starts', async () => {
    await course.handIn(...everybody);
    const [courseId, activityId] = await place();
    const ids: string[] = [];
    for (const name of ['ana', 'ben']) ids.push((await course.ids(await course.arrive(name))).personId);
    const mentorships = { running: () => Promise.resolve([{ mentorIds: ids.slice(0, 1), menteeIds: ids.slice(1) }]) };
    const settings = { seed: 7, reviewsEach: 2, rubric: parts.rubrics[0], absentIds: [] };
    await stores.assignments.start(courseId, activityId, settings, site.now);
    await allocationService({ ...parts, mentorships }).giveOut(courseId, activityId, site.now);
    const all = await stores.reviews.all(courseId, activityId);
    expect(all.filter(({ reviewerId, authorId }) => ids.includes(reviewerId) && ids.includes(authorId))).toEqual([]);
    expect(await balance(courseId, activityId)).toEqual(everybody.map(() => [2, 2]));
  });

  test('never lets a text change that a reviewer may be reading', async () => {
    await course.handIn('ana', 'ben');
    const { courseId, activityId, personId } = await course.ids(await course.arrive('ana'));
    const key = { activityId, personId };
    const writes = Array.from({ length: 20 }, (_, index) =>
      stores.submissions.send(courseId, key, `Try ${index}`, site.now),
    );
    const started = site.services.reviews.coordination.start(courseId, activityId, site.now);
    await Promise.all([...writes, started]);
    const locked = await stores.submissions.submission(courseId, key);
    expect(locked?.lockedAt).toBeDefined();
    expect(await stores.submissions.send(courseId, key, 'Too late', site.now)).toBe(false);
    expect((await stores.submissions.submission(courseId, key))?.text).toBe(locked?.text);
  });
});

describe('scores of reviews that began before there was a release', () => {
  const content = { criteria: { question: { level: 3, comment: '' } }, overall: 'Go on' };

  test('of a review that was stored when the process ended are recorded by the job, once', async () => {
    await course.handIn('ana', 'ben');
    await course.startAsBefore(store.connection());
    await course.review('ana');
    const [courseId, activityId] = await place();
    const ben = await course.ids(await course.arrive('ben'));
    const [task] = await stores.reviews.given(courseId, { activityId, personId: ben.personId });
    await stores.reviews.send(courseId, { reviewId: task?.reviewId ?? '', content, seen: 0 }, site.now);
    expect([await course.score('ana'), await course.score('ben')]).toEqual([undefined, undefined]);
    const { scores } = site.services.reviews;
    expect(await scores.recordDueScores(site.now)).toEqual({ done: 1, failed: 0 });
    expect([await course.score('ana'), await course.score('ben')]).toEqual([62.5, 100]);
    expect(await scores.recordDueScores(site.now)).toEqual({ done: 0, failed: 0 });
  });

  test('of an assignment that was closed when the process ended are recorded by the job', async () => {
    await course.handIn('ana', 'ben');
    await course.startAsBefore(store.connection());
    await course.review('ana');
    const [courseId, activityId] = await place();
    await stores.assignments.close(courseId, activityId, site.now);
    expect(await site.services.reviews.scores.recordDueScores(site.now)).toEqual({ done: 1, failed: 0 });
    expect([await course.score('ana'), await course.score('ben')]).toEqual([100, 50]);
  });

  test('of two who send at the same moment are both complete', async () => {
    await course.handIn('ana', 'ben');
    await course.startAsBefore(store.connection());
    const people = await Promise.all(['ana', 'ben'].map(async (name) => course.ids(await course.arrive(name))));
    await Promise.all(
      people.map(async ({ courseId, activityId, personId }) => {
        const key = { activityId, personId };
        const [task] = await stores.reviews.given(courseId, key);
        const sending = { reviewId: task?.reviewId ?? '', content, seen: 0 };
        await site.services.reviews.reviewing.send(courseId, key, sending, site.now);
      }),
    );
    expect([await course.score('ana'), await course.score('ben')]).toEqual([62.5, 62.5]);
  });
});
