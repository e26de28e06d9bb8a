import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { mentorshipsService } from '../../src/mentoring/mentorships/mentorships.service.js';
import { mentorshipStore } from '../../src/mentoring/mentorships/mentorships.store.js';
import { publishingOf } from '../../src/pairing/publishing/publishing.service.js';
import { draftInWorker } from '../../src/pairing/drafts/drafting.service.js';
import { makingOf } from '../../src/pairing/drafts/making.service.js';
import { draftsService } from '../../src/pairing/drafts/drafts.service.js';
import type { Seen } from '../../src/pairing/words/doer.js';
import type { PageSeen } from '../support/site.js';
import { usePairing } from './pages.js';
import { partsOn, storesOn } from './parts.js';
import { after, minute } from '../../src/shared/clock.js';
import { invite, publish } from '../support/publishing.js';

const at = usePairing();
/** Another process, as far as the store can tell. */
let beside: mongoose.Connection;
let stores: ReturnType<typeof storesOn>;

beforeAll(async () => {
  beside = await mongoose.createConnection(at.store.uri(), { autoIndex: false }).asPromise();
  stores = storesOn(beside);
});
afterAll(() => beside.close());

/** A process that is killed when the draft is closed and the published field has not moved. */
async function breakPublication(invite: boolean) {
  const { courseId } = await at.course.personOf('ana');
  const rounds = { ...stores.rounds, publish: () => Promise.reject(new Error('killed')) };
  const parts = partsOn(at.site, { ...stores, rounds });
  const working = await stores.drafts.draft(courseId, (await stores.rounds.round(courseId))?.draftId ?? '');
  const seen = { draftId: working?.draftId ?? '', revision: working?.revision ?? 0 };
  const doer = { courseId, personId: 'a-teacher' };
  await expect(
    publishingOf({ ...parts, nudge: () => undefined }).publish(doer, seen, at.site.now, invite),
  ).rejects.toThrow('killed');
}

describe('a publication that was killed halfway', () => {
  test('is completed by the same click', async () => {
    const { draft } = await at.course.draftOfFour();
    await breakPublication(true);
    at.site.now = after(at.site.now, minute);
    expect((await invite(draft)).status).toBe(200);
    expect((await at.course.arrive('ana')).page.text).not.toContain('Amara Example is your mentor');
    const { courseId } = await at.course.personOf('ana');
    const [latest] = await stores.history.entries(courseId, { skip: 0, limit: 1 });
    expect(latest).toMatchObject({ deed: 'invited' });
  });

  test('with invitations becomes one without when the teacher clicks so now', async () => {
    const { draft } = await at.course.draftOfFour();
    await breakPublication(true);
    expect((await publish(draft)).title).toBe('2 pairs are published');
    expect((await at.course.arrive('ana')).page.title).toBe('Amara Example is your mentor');
  });

  test('without invitations becomes one with them when the teacher clicks so now', async () => {
    const { draft } = await at.course.draftOfFour();
    await breakPublication(false);
    expect((await invite(draft)).status).toBe(200);
    const { page } = await at.course.arrive('ana');
    expect(page.title).not.toBe('Amara Example is your mentor');
    expect(page.$('a[href*="/invitations/"]')).toHaveLength(1);
  });

  test('leaves a draft that can be edited, and what was edited is published', async () => {
    const { tess } = await at.course.draftOfFour();
    await breakPublication(true);
    const draft = await tess.get('/pairing/draft');
    const locked = await draft.submit('Lock: Ana Example with Amara Example');
    expect(locked.text).toContain('Locked by you');
    const never = await (await locked.follow('Never: Ben Example with Jonas Example')).submit('Never pair these two');
    expect(never.title).toBe('Draft: 1 pair');
    await publish(never);
    expect((await at.course.arrive('ana')).page.title).toBe('Amara Example is your mentor');
  });

  test('and one that goes otherwise at the same moment: one of them counts, as it was meant', async () => {
    const { draft } = await at.course.draftOfFour();
    const pages = await Promise.all([publish(draft), invite(draft)]);
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 409]);
    const won = pages.findIndex(({ status }) => status === 200);
    const { courseId } = await at.course.personOf('ana');
    const published = await stores.drafts.draft(
      courseId,
      (await stores.rounds.round(courseId))?.publishedDraftId ?? '',
    );
    expect(published?.pairs.some(({ invitationId }) => invitationId !== undefined)).toBe(won === 1);
  });
});

describe('a draft made again', () => {
  test('takes the place of the one that was seen, and of no other', async () => {
    await at.course.draftOfFour();
    const working = await afterSlowRedraft((doer, seen) => at.site.services.pairing.redraft(doer, seen, at.site.now));
    expect(working?.madeBy).toBe('terry');
  });

  test('does not lose what somebody locks at that moment', async () => {
    await at.course.draftOfFour();
    const working = await afterSlowRedraft(async (doer, seen) => {
      const pairId = (await stores.drafts.draft(doer.courseId, seen.draftId))?.pairs[0]?.pairId ?? '';
      await at.site.services.edits.lock(doer, seen, { pairId, locked: true }, at.site.now);
    });
    expect(working?.pairs[0]?.lockedBy).toBe('terry');
  });
});

/** Tess has looked at the draft and has it made again, is refused, and this is worked on then. @param meanwhile Terry's act */
async function afterSlowRedraft(
  meanwhile: (doer: { courseId: string; personId: string }, seen: Seen) => Promise<void>,
) {
  const { courseId } = await at.course.personOf('ana');
  const { speaking } = at.site.services;
  const seen = { draftId: (await stores.rounds.round(courseId))?.draftId ?? '', revision: 0 };
  const rounds = {
    ...stores.rounds,
    async openRound(id: string) {
      await meanwhile({ courseId, personId: 'terry' }, seen);
      return stores.rounds.openRound(id);
    },
  };
  const parts = partsOn(at.site, { ...stores, rounds });
  const making = makingOf({ drafts: stores.drafts, maker: draftInWorker, logger: speaking.logger });
  const slower = draftsService({ ...parts, making }).redraft({ courseId, personId: 'tess' }, seen, at.site.now);
  await expect(slower).rejects.toThrow('draft_changed');
  return stores.drafts.draft(courseId, (await stores.rounds.round(courseId))?.draftId ?? '');
}

describe('the job that follows a publication', () => {
  test('goes over the course again when somebody says yes while it works', async () => {
    const { draft } = await at.course.draftOfFour();
    await invite(draft);
    await accept('ana');
    const { courseId, personId } = await at.course.personOf('ana');
    const { services } = at.site;
    const [invitation] = await stores.invitations.of(courseId, personId);
    if (!invitation) throw new Error('No invitation');
    const elsewhere = mentorshipsService({
      ...services,
      store: mentorshipStore(beside),
      pairings: {
        ...services.pairing,
        async markMaterialised(...seen) {
          await accept('amara');
          await services.invitations.settle(
            { ...invitation, answers: await answersTo(courseId, personId) },
            at.site.now,
          );
          await services.pairing.markMaterialised(...seen);
        },
      },
    });
    await elsewhere.materialise(courseId, at.site.now);
    expect((await at.course.arrive('ana')).page.title).toBe('Amara Example is your mentor');
    expect(await services.pairing.dueForMaterialising()).toContain(courseId);
  });
});

async function answersTo(courseId: string, personId: string) {
  const [invitation] = await stores.invitations.of(courseId, personId);
  return invitation?.answers ?? {};
}

async function accept(name: string): Promise<PageSeen> {
  const person = await at.course.arrive(name);
  const href = person.page.$('a[href*="/invitations/"]').attr('href') ?? '';
  return (await person.get(href.slice(href.indexOf('/invitations')))).submit('Accept');
}
