import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { metIn } from '../../../src/pairing/cohort/facts.rules.js';
import { after, minute } from '../../../src/shared/clock.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { pagesOf, titles } from '../pages.js';
import { storesOn } from '../parts.js';
import { publish } from '../../support/publishing.js';

const store = useStore();
let site: TestSite;
let number = 0;
let course: ReturnType<typeof pagesOf>;
/** A second process, as far as the store can tell. */
let beside: mongoose.Connection;
let stores: ReturnType<typeof storesOn>;

beforeAll(async () => {
  site = await startSite(store.connection());
  beside = await mongoose.createConnection(store.uri(), { autoIndex: false }).asPromise();
  stores = storesOn(beside);
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  number += 1;
  course = pagesOf(site, String(number));
});
afterAll(async () => {
  await beside.close();
  await site.close();
});

/** Four people are published; a draft that keeps their pairs is made; then Ana and Amara end. */
async function draftBeforeAnEnd(around: string) {
  const { tess, draft } = await course.draftOfFour();
  await publish(draft);
  site.now = after(site.now, minute);
  const old = await course.made((await tess.get('/pairing')).submit('Make the draft', { around }));
  const { courseId, personId } = await course.personOf('ana');
  const amara = await course.personOf('amara');
  site.now = after(site.now, minute);
  const doer = { courseId, personId: 'a-teacher' };
  const pairId = `${amara.personId}.${personId}`;
  await site.services.amendments.unmatch(doer, { pairId, reason: 'schedule', never: true }, site.now);
  return { tess, old };
}

test('a draft made before a change is refused with what changed, and is made again from today’s pairs', async () => {
  const { tess, old } = await draftBeforeAnEnd('published');
  expect(old.text).toContain('Stays as published');
  expect(old.text).not.toContain('Locked by');
  const refused = await publish(old);
  expect(refused.status).toBe(409);
  expect(refused.title).toBe('Pairs have changed since this draft was made');
  expect(refused.text).toContain('1 pair ended');
  expect(titles(refused)).toEqual(['Ana Example with Amara Example']);
  expect((await course.arrive('ana')).page.text).not.toContain('Amara Example is your mentor');
  expect((await tess.get('/pairing/draft')).text).toContain('It cannot be published as it is.');

  const again = await course.made(refused.submit("Make this draft again from today's pairs"));
  expect(titles(again)).toContain('Ben Example with Jonas Example');
  expect(titles(again)).not.toContain('Ana Example with Amara Example');
  const done = await publish(again);
  expect(done.title).toBe('1 pair is published');
  expect((await course.arrive('ben')).page.title).toBe('Jonas Example is your mentor');
});

test('of two processes that change and publish at the same moment, the publication never undoes the change', async () => {
  const { tess, draft } = await course.draftOfFour();
  await publish(draft);
  const old = await course.made((await tess.get('/pairing')).submit('Make the draft', { around: 'most' }));
  const { courseId } = await course.personOf('ana');
  const { rounds } = stores;
  const round = await rounds.round(courseId);
  const seen = round?.publishedDraftId ?? '';
  const amended = rounds.amend(courseId, seen, { draftId: 'changed-beside', publicationId: seen }, []);
  const [changed, page] = await Promise.all([amended, publish(old)]);
  expect(changed).toBe(page.status === 409);
  const now = await rounds.round(courseId);
  expect(now?.publishedDraftId).toBe(changed ? 'changed-beside' : round?.draftId);
});

test('what was taken back is no ground for a draft', async () => {
  const { tess, draft } = await course.draftOfFour();
  await publish(draft);
  const old = await course.made((await tess.get('/pairing')).submit('Make the draft', { around: 'most' }));
  await (await tess.get('/pairing')).submit('Undo the publication');
  const refused = await publish(old);
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('2 pairs ended');
});

test('a change that never became what runs counts for nobody as having met, nor what was taken back', async () => {
  const { tess, draft } = await course.draftOfFour();
  await publish(draft);
  const { courseId, personId } = await course.personOf('ana');
  const jonas = await course.personOf('jonas');
  const { drafts, rounds } = stores;
  const met = async () => metIn(await drafts.published(courseId, await rounds.publishedIds(courseId)));
  const round = await rounds.round(courseId);
  const published = await drafts.draft(courseId, round?.publishedDraftId ?? '');
  if (!published) throw new Error('Nothing is published');
  // What a process leaves behind that is killed between the two writes of a change.
  await drafts.addDraft(courseId, {
    ...published,
    ...{ draftId: 'left-behind', publicationId: published.draftId, fresh: [[jonas.personId, personId]] },
  });
  expect(await met()).toEqual(published.pairs.map(({ members }) => members));
  await (await tess.get('/pairing')).submit('Undo the publication');
  expect(await met()).toEqual([]);
});
