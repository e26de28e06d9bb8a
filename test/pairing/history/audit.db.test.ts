import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { fitStore } from '../../../src/mentoring/fit/fit.store.js';
import { amendmentsService } from '../../../src/pairing/after/amendments.service.js';
import { requestsBeside } from '../../../src/pairing/after/requests.store.js';
import { editsService } from '../../../src/pairing/board/edits.service.js';
import { deedOf } from '../../../src/pairing/history/audit.service.js';
import { historyService } from '../../../src/pairing/history/history.service.js';
import { invitationsService } from '../../../src/pairing/invitations/invitations.service.js';
import { after, minute } from '../../../src/shared/clock.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { pagesOf } from '../pages.js';
import { partsOn, storesOn } from '../parts.js';
import { invite, publish } from '../../support/publishing.js';
import { saving } from '../../support/saving.js';

const store = useStore();
let site: TestSite;
let number = 0;
let course: ReturnType<typeof pagesOf>;
let beside: mongoose.Connection;
let dying: ReturnType<typeof servicesThatDie>;

beforeAll(async () => {
  site = await startSite(store.connection());
  beside = await mongoose.createConnection(store.uri(), { autoIndex: false }).asPromise();
  dying = servicesThatDie();
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

/** A process that dies between an act and its entry in the history. */
function servicesThatDie() {
  const stores = storesOn(beside);
  const history = { ...stores.history, keep: () => Promise.reject(new Error('killed')) };
  const parts = partsOn(site, { ...stores, history });
  const fits = fitStore(beside);
  const amendments = amendmentsService({
    ...parts,
    requests: requestsBeside(stores.requests, () => fits),
    nudge: () => undefined,
  });
  return {
    stores,
    edits: editsService(parts),
    amendments,
    invitations: invitationsService({ ...parts, amendments, nudge: () => undefined }),
  };
}

async function toldOf(courseId: string) {
  const { entries } = await historyService(partsOn(site, dying.stores)).sheet(courseId, 1, 50);
  return entries.map(({ deed }) => deed);
}

test('a rest of a group whose change broke off is invited once, and nobody counts as refused for it', async () => {
  await course.people({ ana: {}, ben: {}, cleo: {} });
  const ana = await course.personOf('ana');
  await site.services.pairingSetup.saveSetup(ana.courseId, { mode: 'peers' }, saving);
  const tess = await course.arrive('tess', 'teacher');
  const draft = await course.made((await tess.get('/pairing')).submit('Make the draft'));
  await invite(draft);
  const [invitation] = await dying.stores.invitations.of(ana.courseId, ana.personId);
  const cleo = await course.personOf('cleo');
  const { invitations, amendments } = site.services;
  await invitations.answer(cleo, invitation?.invitationId ?? '', { answer: 'declined' }, site.now);
  const [declined] = await dying.stores.invitations.of(ana.courseId, ana.personId);
  if (!declined) throw new Error('No invitation');
  const breaking = invitationsService({
    ...{ ...partsOn(site, dying.stores), nudge: () => undefined },
    amendments: { running: amendments.running, amend: () => Promise.reject(new Error('killed')) },
  });
  await expect(breaking.settle(declined, site.now)).rejects.toThrow('killed');
  await invitations.settle(declined, site.now);
  expect(await dying.stores.invitations.of(ana.courseId, ana.personId)).toHaveLength(2);
});

test('an edit at the moment another process discards the draft is in the history', async () => {
  await course.draftOfFour();
  const { courseId } = await course.personOf('ana');
  const { drafts, rounds } = dying.stores;
  const working = await drafts.draft(courseId, (await rounds.round(courseId))?.draftId ?? '');
  if (!working) throw new Error('No draft');
  const late = { at: site.now, by: 'terry', deed: 'locked', personIds: [] } as const;
  const discarding = editsService({
    ...partsOn(site, dying.stores),
    drafts: {
      ...drafts,
      async removeDraft(...which) {
        await drafts.editDraft(courseId, working, working, deedOf(courseId, late));
        await drafts.removeDraft(...which);
      },
    },
  });
  site.now = after(site.now, minute);
  await discarding.discard({ courseId, personId: 'tess' }, working.draftId, site.now);
  expect((await toldOf(courseId)).sort()).toEqual(['discarded', 'locked', 'made']);
});

describe('an act whose process is killed before it is told', () => {
  test('on a draft is in the history once, though the draft is replaced meanwhile', async () => {
    const { tess, draft } = await course.draftOfFour();
    const { courseId } = await course.personOf('ana');
    const doer = { courseId, personId: 'a-teacher' };
    const round = await dying.stores.rounds.round(courseId);
    const working = await dying.stores.drafts.draft(courseId, round?.draftId ?? '');
    if (!working) throw new Error('No draft');
    const seen = { draftId: working.draftId, revision: working.revision };
    const pairId = working.pairs[0]?.pairId ?? '';
    site.now = after(site.now, minute);
    await expect(dying.edits.lock(doer, seen, { pairId, locked: true }, site.now)).rejects.toThrow('killed');
    expect(draft.text).not.toContain('Locked by');
    site.now = after(site.now, minute);
    await course.made((await tess.get('/pairing/draft')).submit('New draft around the locked pair'));
    expect(await toldOf(courseId)).toEqual(['remade', 'locked', 'made']);
    expect(await toldOf(courseId)).toEqual(['remade', 'locked', 'made']);
  });

  test('on what runs is in the history: an end and a discarded draft', async () => {
    const { tess, draft } = await course.draftOfFour();
    await publish(draft);
    await course.made((await tess.get('/pairing')).submit('Make the draft'));
    const { courseId } = await course.personOf('ana');
    const doer = { courseId, personId: 'a-teacher' };
    const round = await dying.stores.rounds.round(courseId);
    const published = await dying.stores.drafts.draft(courseId, round?.publishedDraftId ?? '');
    const pairId = published?.pairs[0]?.pairId ?? '';
    site.now = after(site.now, minute);
    const end = { pairId, reason: 'schedule', never: false } as const;
    await expect(dying.amendments.unmatch(doer, end, site.now)).rejects.toThrow('killed');
    expect((await toldOf(courseId))[0]).toBe('unmatched');
    site.now = after(site.now, minute);
    await expect(dying.edits.discard(doer, round?.draftId ?? '', site.now)).rejects.toThrow('killed');
    expect((await toldOf(courseId)).slice(0, 2)).toEqual(['discarded', 'unmatched']);
  });

  test('on an invitation is in the history, and the answer stands', async () => {
    const { draft } = await course.draftOfFour();
    await invite(draft);
    const ana = await course.personOf('ana');
    const [invitation] = await dying.stores.invitations.of(ana.courseId, ana.personId);
    site.now = after(site.now, minute);
    const answer = dying.invitations.answer(ana, invitation?.invitationId ?? '', { answer: 'accepted' }, site.now);
    await expect(answer).rejects.toThrow('killed');
    expect((await toldOf(ana.courseId))[0]).toBe('accepted');
    expect((await course.arrive('ana')).page.text).toContain('You said yes.');
  });
});
