import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { after, minute } from '../../../src/shared/clock.js';
import { pagesOf } from '../../pairing/pages.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { publish } from '../../support/publishing.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

test('who leaves the course takes no break any more, nor does who is left alone', async () => {
  const course = pagesOf(site, 'leaving');
  const { draft } = await course.draftOfFour();
  await publish(draft);
  const { courseId } = await course.personOf('ana');
  for (const who of ['ana', 'jonas', 'ben'])
    await (await (await course.arrive(who)).get('/pause')).submit('Start the break', { until: '2026-12-05' });
  const names = async () => {
    const running = await site.services.pauses.running(courseId, site.now);
    return running.map(({ person }) => person.name).sort();
  };
  expect(await names()).toEqual(['Ana Example', 'Ben Example', 'Jonas Example']);
  site.platform.hasPeople([
    { externalId: 'tess', role: 'teacher', name: 'Tess Example' },
    ...['amara', 'ana', 'jonas'].map((externalId) => ({ externalId, role: 'learner' as const })),
  ]);
  for (let reads = 0; reads < 2; reads += 1) {
    site.now = after(site.now, 20 * minute);
    await site.services.roster.refresh(courseId, { now: site.now, force: true });
  }
  expect(await names()).toEqual(['Ana Example']);
});
