import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { partnersOf } from '../../../src/mentoring/mentorships/mentorship.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { courseOn } from './course.js';

const store = useStore();
let site: TestSite;
let number = 0;
let course: ReturnType<typeof courseOn>;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(async () => {
  site.now = new Date('2026-11-23T09:00:00Z');
  number += 1;
  course = courseOn(site, String(number));
  await course.people({
    amara: { roleWish: 'mentor', languages: ['en'] },
    jonas: { roleWish: 'mentor', languages: ['de'] },
    ana: { roleWish: 'mentee', languages: ['en'] },
    ben: { roleWish: 'mentee', languages: ['de'] },
  });
});
afterAll(() => site.close());

const of = (name: string) => site.services.mentorships.of(course.courseId(), course.id(name));
const running = () => site.services.mentorships.running(course.courseId());

/** What the collection holds, ended ones too. */
async function stored() {
  const rows = await store.connection().collection('mentorships').find({ courseId: course.courseId() }).toArray();
  return rows.map(({ _id, endedAt }) => ({ id: String(_id), ended: endedAt !== null }));
}

describe('mentorships', () => {
  test('do not exist before publication, and from it on for everybody at once, with no job run', async () => {
    await course.draft();
    expect(await of('ana')).toEqual([]);
    await course.publish();
    const [anas] = await of('ana');
    expect(anas).toMatchObject({ form: 'mentoring', mentorIds: [course.id('amara')], menteeIds: [course.id('ana')] });
    expect(anas?.startedAt).toEqual(site.now);
    expect(await of('amara')).toEqual([anas]);
    expect(anas && partnersOf(anas, course.id('ana'))).toEqual([course.id('amara')]);
    expect(await running()).toHaveLength(2);
  });

  test('are gone the moment the publication is taken back, and end in the store when the job has run', async () => {
    await course.publish();
    await course.job();
    await course.undo();
    expect(await of('ana')).toEqual([]);
    expect(await running()).toEqual([]);
    expect((await stored()).map(({ ended }) => ended)).toEqual([false, false]);
    await course.job();
    expect((await stored()).map(({ ended }) => ended)).toEqual([true, true]);
  });

  test('of the same people are the same ones when the pairs are published again', async () => {
    await course.publish();
    const before = await running();
    await course.undo();
    await course.job();
    await course.publish();
    expect(await running()).toEqual(before);
    await course.job();
    expect((await stored()).map(({ ended }) => ended)).toEqual([false, false]);
  });

  test('follow only what is published: pairs of the draft before are not read again', async () => {
    await course.publish();
    await course.job();
    const [before] = await of('ana');
    await course.publish({ mode: 'peers' });
    const [now] = await of('ana');
    expect(now).toMatchObject({ form: 'peers', mentorIds: [] });
    expect(await of('ana')).toHaveLength(1);
    expect(now?.mentorshipId).not.toBe(before?.mentorshipId);
  });

  test('are made once however many read and materialise at the same moment', async () => {
    await course.publish();
    await Promise.all([of('ana'), of('ana'), of('amara'), running(), running(), course.job(), course.job()]);
    expect(await stored()).toHaveLength(2);
    expect(await running()).toHaveLength(2);
  });

  test('are one person’s at first read: the rest is left to the job', async () => {
    await course.publish();
    await of('ana');
    expect(await stored()).toHaveLength(1);
    expect(await course.job()).toMatchObject({ failed: 0 });
    expect(await stored()).toHaveLength(2);
  });

  test('are each course’s own', async () => {
    await course.publish();
    const other = courseOn(site, `${number}-other`);
    await other.people({ ana: {} });
    expect(await site.services.mentorships.running(other.courseId())).toEqual([]);
    expect(await site.services.mentorships.of(other.courseId(), course.id('ana'))).toEqual([]);
  });
});

describe('the job', () => {
  test('does nothing where nothing was published since', async () => {
    await course.publish();
    await course.job();
    expect(await course.job()).toEqual({ done: 0, failed: 0 });
  });

  test('leaves the course due when the publication moved while it worked', async () => {
    await course.publish();
    const moves = await site.services.pairing.moves(course.courseId());
    await course.publish({ around: 'published' });
    await site.services.pairing.markMaterialised(course.courseId(), moves);
    expect(await site.services.pairing.dueForMaterialising()).toContain(course.courseId());
  });
});
