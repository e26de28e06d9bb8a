import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { makeOrdered } from '../../src/pairing/drafts/drafting.rules.js';
import type { DraftMaker } from '../../src/pairing/drafts/drafting.service.js';
import { editsService } from '../../src/pairing/board/edits.service.js';
import { makingOf } from '../../src/pairing/drafts/making.service.js';
import { draftsService } from '../../src/pairing/drafts/drafts.service.js';
import { publicationsOf } from '../../src/pairing/publishing/publications.service.js';
import { publishingOf } from '../../src/pairing/publishing/publishing.service.js';
import { overviewOf } from '../../src/pairing/readiness/overview.service.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { pagesOf } from './pages.js';
import { partsOn, storesOn } from './parts.js';

const store = useStore();
let site: TestSite;
let number = 0;
let doer: { courseId: string; personId: string };
/** A second process, as far as the store can tell. */
let beside: mongoose.Connection;
let stores: ReturnType<typeof storesOn>;

beforeAll(async () => {
  site = await startSite(store.connection());
  beside = await mongoose.createConnection(store.uri(), { autoIndex: false }).asPromise();
  stores = storesOn(beside);
});
beforeEach(async () => {
  site.now = new Date('2026-11-23T09:00:00Z');
  number += 1;
  const course = pagesOf(site, String(number));
  await course.people({ ana: {}, ben: {} });
  doer = { courseId: (await course.personOf('ana')).courseId, personId: 'a-teacher' };
});
afterAll(async () => {
  await beside.close();
  await site.close();
});

const choice = { mode: 'peers', capacity: 1, around: 'nothing' } as const;

/** The services on a thread of the test's choice; what it logged is kept. */
function servicesWith(draft: DraftMaker['draft']) {
  const logged: unknown[] = [];
  const nudged: string[] = [];
  const parts = partsOn(site, stores);
  const maker = { draft, trial: () => Promise.resolve(undefined) };
  const logger = { error: (line: unknown) => void logged.push(line) };
  return {
    pairing: {
      ...draftsService({ ...parts, making: makingOf({ drafts: stores.drafts, maker, logger }) }),
      ...{
        ...publicationsOf(parts),
        ...publishingOf({ ...parts, nudge: (job) => void nudged.push(job) }),
        ...overviewOf(parts),
      },
    },
    edits: editsService(parts),
    logged,
    nudged,
  };
}

const atOnce: DraftMaker['draft'] = (order) => Promise.resolve(makeOrdered(order, {}));

describe('publishing', () => {
  test('asks at once for the job that makes mentorships, and so does taking it back', async () => {
    const { pairing, edits, nudged } = servicesWith(atOnce);
    await pairing.startDraft(doer, choice, site.now);
    const draftId = (await edits.draftSheet(doer.courseId, site.now))?.draft.draftId ?? '';
    expect(nudged).toEqual([]);
    expect(await pairing.publish(doer, { draftId, revision: 0 }, site.now)).toBe(true);
    expect(nudged).toEqual(['materialise-mentorships']);
    await pairing.undo(doer, site.now);
    expect(nudged).toEqual(['materialise-mentorships', 'materialise-mentorships']);
  });
});

describe('making a draft', () => {
  test('that breaks off is shown as failed and logged, and can be made again', async () => {
    const broken = servicesWith(() => Promise.reject(new Error('out of memory')));
    await broken.pairing.startDraft(doer, choice, site.now);
    expect((await broken.edits.draftSheet(doer.courseId, site.now))?.draft.state).toBe('failed');
    expect(broken.logged).toMatchObject([{ code: 'draft_failed' }]);

    const { pairing, edits } = servicesWith(atOnce);
    await pairing.startDraft(doer, choice, site.now);
    expect((await edits.draftSheet(doer.courseId, site.now))?.draft).toMatchObject({ state: 'ready', revision: 0 });
  });

  test('whose process died counts as failed after ten minutes', async () => {
    const { pairing, edits } = servicesWith(() => new Promise(() => undefined));
    await pairing.startDraft(doer, choice, site.now);
    const stateAfter = async (minutes: number) => {
      const later = new Date(site.now.getTime() + minutes * 60_000);
      return (await edits.draftSheet(doer.courseId, later))?.draft.state;
    };
    expect(await stateAfter(9)).toBe('making');
    expect(await stateAfter(10)).toBe('failed');
  });

  test('does not keep the teacher waiting, who sees a page that looks again by itself', async () => {
    const { pairing } = servicesWith(() => new Promise(() => undefined));
    await pairing.startDraft(doer, choice, site.now);
    const tess = await pagesOf(site, String(number)).arrive('tess', 'teacher');
    const page = await tess.get('/pairing/draft');
    expect(page.title).toBe('Making the draft');
    expect(page.html).toContain('data-refresh="3"');
    expect((await tess.get('/pairing')).title).toBe('The draft is being made');
  });

  test('that was replaced meanwhile writes into nothing', async () => {
    let finish: () => void = () => undefined;
    const slow = servicesWith(
      (task) => new Promise((resolve) => void (finish = () => resolve({ ...makeOrdered(task, {}), pairs: [] }))),
    );
    await slow.pairing.startDraft(doer, choice, site.now);
    const { pairing, edits } = servicesWith(atOnce);
    await pairing.startDraft(doer, choice, site.now);
    finish();
    await slow.pairing.settled();
    expect((await edits.draftSheet(doer.courseId, site.now))?.draft.pairs).toHaveLength(1);
  });

  test('by two teachers at once leaves one draft to work on', async () => {
    const { pairing, edits } = servicesWith(atOnce);
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => pairing.startDraft(doer, choice, site.now)));
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    const sheet = await edits.draftSheet(doer.courseId, site.now);
    expect(sheet?.draft.state).toBe('ready');
    const rows = await store.connection().collection('drafts').find({ courseId: doer.courseId }).toArray();
    expect(rows.map(({ _id }) => String(_id))).toEqual([sheet?.draft.draftId]);
  });
});

describe('publishing', () => {
  test('that broke off after closing the draft is completed by doing it again', async () => {
    const { pairing } = servicesWith(atOnce);
    await pairing.startDraft(doer, choice, site.now);
    const draft = (await pairing.overview(doer.courseId, site.now)).working;
    if (!draft) throw new Error('No draft');
    await stores.drafts.closeDraft(doer.courseId, draft, { pairs: draft.pairs, invites: false });
    const seen = { draftId: draft.draftId, revision: draft.revision };
    await pairing.publish(doer, seen, site.now);
    expect((await pairing.published(doer.courseId))?.pairs).toHaveLength(1);
    expect(await pairing.publish(doer, seen, site.now)).toBe(true);
    const another = { ...doer, personId: 'another-teacher' };
    await expect(pairing.publish(another, seen, site.now)).rejects.toMatchObject({ code: 'draft_changed' });
  });

  test('is final for the draft: no edit reaches it any more', async () => {
    const { pairing, edits } = servicesWith(atOnce);
    await pairing.startDraft(doer, choice, site.now);
    const draft = (await pairing.overview(doer.courseId, site.now)).working;
    const pairId = draft?.pairs[0]?.pairId;
    if (!draft || pairId === undefined) throw new Error('No draft');
    const seen = { draftId: draft.draftId, revision: draft.revision };
    await pairing.publish(doer, seen, site.now);
    const late = edits.lock(doer, seen, { pairId, locked: true }, site.now);
    await expect(late).rejects.toMatchObject({ code: 'draft_changed' });
  });
});

test('saying never twice keeps one rule', async () => {
  const { pairRules } = stores;
  const said = { by: 'a-teacher', now: site.now };
  await Promise.all([
    pairRules.setPairRule(doer.courseId, { kind: 'never', personIds: ['ana', 'ben'] }, said),
    pairRules.setPairRule(doer.courseId, { kind: 'never', personIds: ['ben', 'ana'] }, said),
  ]);
  expect(await pairRules.pairRules(doer.courseId)).toHaveLength(1);
});
