import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { checkinStore } from '../../../src/mentoring/checkins/checkins.store.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;
beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

test('a score that was not recorded when the process ended is recorded by the job, once', async () => {
  const ana = await site.arrive({ person: 'ana', kind: 'checkin' });
  const found = await site.services.visits.find(ana.visitPath.split('/')[2] ?? '', site.now);
  if (!found) throw new Error('No visit');
  const { courseId, activityId, personId } = found.visit;
  const key = { activityId, occurrence: 'once', personId };
  const dying = await mongoose.createConnection(store.uri(), { autoIndex: false }).asPromise();
  await checkinStore(dying).sendFirst(
    courseId,
    key,
    { form: 'learner', answers: [{ key: 'mood', kind: 'mood', text: '4', readers: 'partners' }], help: 'no' },
    site.now,
  );
  await dying.close();
  expect(await site.services.grades.delivery(courseId, activityId, personId)).toBeUndefined();
  expect(await site.services.checkins.recordDueScores(site.now)).toEqual({ done: 1, failed: 0 });
  expect((await site.services.grades.delivery(courseId, activityId, personId))?.given).toBe(100);
  expect(await site.services.checkins.recordDueScores(site.now)).toEqual({ done: 0, failed: 0 });
});
