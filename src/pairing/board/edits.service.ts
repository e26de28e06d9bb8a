/** What a coordinator does to the draft that is being worked on. */
import { Conflict, NotFound } from '../../shared/errors.js';
import type { Roster } from '../../course/roster/person.js';
import type { Cohorts, DraftSheet } from '../cohort/cohorts.service.js';
import type { PairRulesStore } from '../cohort/pair-rules.store.js';
import type { Asking } from '../cohort/questions.rules.js';
import type { DraftsStore } from '../drafts/drafts.store.js';
import type { RoundsStore } from '../drafts/rounds.store.js';
import type { Working } from '../drafts/working.service.js';
import type { Doer, Seen } from '../words/doer.js';
import type { boardAnswers } from './questions.rules.js';
import type { Draft, DraftPair, Round } from '../words/draft.js';
import { deedOf, type Carry } from '../history/audit.service.js';
import type { Happened } from '../words/history.js';
import {
  nextBestShown,
  placedBy,
  swapsShown,
  withLock,
  withoutPair,
  withPairAgain,
  type Edited,
  type SwapOffer,
} from './edits.rules.js';
import type { PairRule } from '../words/setup.js';
import { placingsShown } from './places.rules.js';
import { type Placing } from './placing.rules.js';

import { peopleOfOffer, standingIn, whoMoves } from './moving.rules.js';
import { isDrawn, stateAt } from '../drafts/making.rules.js';

export type EditsService = ReturnType<typeof editsService>;

export interface EditsParts {
  rounds: Pick<RoundsStore, 'round' | 'workOn'>;
  drafts: Pick<DraftsStore, 'editDraft' | 'removeDraft'>;
  pairRules: Pick<PairRulesStore, 'pairRules' | 'setPairRule' | 'removePairRule'>;
  roster: Pick<Roster, 'peopleById'>;
  cohorts: Pick<Cohorts, 'sheetOf'>;
  working: Pick<Working, 'draftOf' | 'openDraft'>;
  ask: Asking<typeof boardAnswers>;
  carry: Carry;
}

export function editsService({ rounds, drafts, pairRules, roster, cohorts, working, ask, carry }: EditsParts) {
  const { draftOf, openDraft } = working;
  const { sheetOf } = cohorts;

  async function edit(draft: Draft, edited: Edited, happened: Happened): Promise<void> {
    const { courseId } = draft;
    const done = await drafts.editDraft(courseId, draft, edited, deedOf(courseId, happened));
    if (!done) throw new Conflict('draft_changed');
    await carry(courseId);
  }

  /** Who is alone is told why by what holds after the edit. */
  async function judged({ courseId, setup }: Draft, edited: Edited, now: Date): Promise<Edited> {
    const fresh = edited.apart?.pair.members ?? [];
    return { ...edited, unpaired: await ask.alone(courseId, { standing: edited, setup, at: now, fresh }) };
  }

  /** In what is worked on, else in what is published. */
  async function pairIn({ courseId, draftId, publishedDraftId }: Round, pairId: string) {
    for (const id of [draftId, publishedDraftId]) {
      const draft = await draftOf(courseId, id);
      const pair = draft?.pairs.find((one) => one.pairId === pairId);
      if (draft && pair) return { draft, pair };
    }
    return undefined;
  }

  /** What a swap of this pair would do, as the page of the swap says it. */
  async function nextBest(draft: Draft, pair: DraftPair, now: Date): Promise<SwapOffer | undefined> {
    const who = whoMoves(draft, pair, { staysId: undefined, outId: undefined });
    const about = { draft: standingIn(draft), setup: draft.setup, at: now, pairId: pair.pairId };
    return who && ask.swaps(draft.courseId, { ...about, who, most: nextBestShown });
  }

  async function ruleOf(courseId: string, [one, other]: readonly [string, string]): Promise<PairRule | undefined> {
    const rules = await pairRules.pairRules(courseId);
    return rules.find(({ personIds }) => personIds.includes(one) && personIds.includes(other));
  }

  return {
    /**
     * The draft being worked on, with the state it has now; undefined when there is none.
     * @param shownIn whom the page compares; undefined when it must know everybody's name to say
     */
    async draftSheet(
      courseId: string,
      now: Date,
      shownIn: (draft: Draft, people?: DraftSheet['people']) => readonly string[] | undefined = () => [],
    ): Promise<DraftSheet | undefined> {
      const round = await rounds.round(courseId);
      const found = await draftOf(courseId, round?.draftId);
      if (!round || !found) return undefined;
      const draft = { ...found, state: stateAt(found, now) };
      const shown = shownIn(draft);
      if (shown) return sheetOf({ round, draft, now }, shown);
      const people = await roster.peopleById(courseId);
      return sheetOf({ round, draft, now }, shownIn(draft, people) ?? [], people);
    },

    /** One pair of the draft, or of what is published. */
    async pairSheet(
      courseId: string,
      pairId: string,
      now: Date,
    ): Promise<DraftSheet & { pair: DraftPair; offer: SwapOffer | undefined }> {
      const round = await rounds.round(courseId);
      const found = round && (await pairIn(round, pairId));
      if (!found) throw new NotFound();
      const { draft, pair } = found;
      const doers = [pair.placedBy, pair.lockedBy].filter((by) => by !== undefined);
      const isWorkedOn = draft.draftId === round.draftId;
      const shown = isWorkedOn ? { ...draft, state: stateAt(draft, now) } : draft;
      const offer = isWorkedOn && isDrawn(draft) ? await nextBest(draft, pair, now) : undefined;
      const named = [...pair.members, ...doers, ...peopleOfOffer(offer)];
      return { ...(await sheetOf({ round, draft: shown, now }, named)), pair, offer };
    },

    /** What a swap would do; nothing is changed. Without an offer where it is to be said first who goes. */
    async swapSheet(
      courseId: string,
      { pairId, staysId, outId }: { pairId: string; staysId: string | undefined; outId: string | undefined },
      now: Date,
    ): Promise<DraftSheet & { offer: SwapOffer | undefined; pair: DraftPair }> {
      const round = await rounds.round(courseId);
      const draft = await draftOf(courseId, round?.draftId);
      const pair = draft?.pairs.find((one) => one.pairId === pairId);
      if (!round || !draft || !pair) throw new NotFound();
      const who = whoMoves(draft, pair, { staysId, outId });
      const about = { draft: standingIn(draft), setup: draft.setup, at: now, pairId };
      const offer = who && (await ask.swaps(courseId, { ...about, who, most: swapsShown }));
      const sheet = await sheetOf({ round, draft, now }, [...pair.members, ...peopleOfOffer(offer)]);
      return { ...sheet, pair, offer };
    },

    async lock(doer: Doer, seen: Seen, change: { pairId: string; locked: boolean }, now: Date): Promise<void> {
      const { courseId, personId } = doer;
      const draft = await openDraft(courseId, seen);
      const personIds = draft.pairs.find(({ pairId }) => pairId === change.pairId)?.members ?? [];
      const deed = change.locked ? 'locked' : 'unlocked';
      const edited = withLock(draft, change.pairId, change.locked ? personId : undefined);
      await edit(draft, edited, { at: now, by: personId, deed, personIds });
    },

    /** Keeps two people apart from now on, in this draft and every later one. */
    async neverAgain({ courseId, personId }: Doer, seen: Seen, pairId: string, now: Date): Promise<void> {
      const draft = await openDraft(courseId, seen);
      const pair = draft.pairs.find((one) => one.pairId === pairId);
      const [one, other, third] = pair?.members ?? [];
      if (!pair || one === undefined || other === undefined || third !== undefined) throw new NotFound();
      const before = await ruleOf(courseId, [one, other]);
      await pairRules.setPairRule(courseId, { kind: 'never', personIds: [one, other] }, { by: personId, now });
      const happened = { at: now, by: personId, deed: 'never', personIds: [one, other] } as const;
      await edit(draft, await judged(draft, withoutPair(draft, pair, before && wordsOf(before)), now), happened);
    },

    /** Takes back the last {@link neverAgain}: the pair, and what was said of the two before. */
    async togetherAgain({ courseId, personId }: Doer, seen: Seen, now: Date): Promise<void> {
      const draft = await openDraft(courseId, seen);
      const { apart } = draft;
      if (!apart) throw new Conflict('draft_changed');
      const [one = '', other = ''] = apart.pair.members;
      const rule = await ruleOf(courseId, [one, other]);
      const by = { by: personId, now };
      if (apart.rule) await pairRules.setPairRule(courseId, { ...apart.rule, personIds: [one, other] }, by);
      else if (rule?.kind === 'never') await pairRules.removePairRule(courseId, rule.ruleId);
      const happened = { at: now, by: personId, deed: 'together', personIds: [one, other] } as const;
      await edit(draft, await judged(draft, withPairAgain(draft, apart), now), happened);
    },

    /** False when that choice does not exist any more. */
    async swap(
      { courseId, personId }: Doer,
      seen: Seen,
      change: { pairId: string; staysId: string; outId: string | undefined; withId: string },
      now: Date,
    ): Promise<boolean> {
      const draft = await openDraft(courseId, seen);
      const pair = draft.pairs.find((one) => one.pairId === change.pairId);
      if (!pair) throw new NotFound();
      const who = whoMoves(draft, pair, change);
      const { pairId, withId } = change;
      const about = { draft: standingIn(draft), setup: draft.setup, at: now, pairId };
      const swapped = who && (await ask.swapped(courseId, { ...about, who, withId }));
      if (!swapped) return false;
      const edited = { ...swapped.edited, pairs: placedBy(personId, draft.pairs, swapped.edited.pairs) };
      await edit(draft, edited, { at: now, by: personId, deed: 'swapped', personIds: swapped.personIds });
      return true;
    },

    /** Where somebody of the draft could go; nothing is changed. */
    async moveSheet(
      courseId: string,
      personId: string,
      now: Date,
    ): Promise<DraftSheet & { personId: string; placings: readonly Placing[] }> {
      const round = await rounds.round(courseId);
      const draft = await draftOf(courseId, round?.draftId);
      if (!round || !draft || !isDrawn(draft)) throw new NotFound();
      const about = { standing: standingIn(draft), setup: draft.setup, at: now, personId };
      const placings = await ask.placings(courseId, { ...about, most: placingsShown });
      if (!placings) throw new NotFound();
      const shown = placings.flatMap(({ comes, movesIds, leavesIds }) => [
        ...comes.flatMap(({ members }) => members),
        ...movesIds,
        ...leavesIds,
      ]);
      const sheet = await sheetOf({ round, draft, now }, [personId, ...shown]);
      return { ...sheet, personId, placings };
    },

    /** Moves a person as {@link Placing} says; false when that choice does not exist any more. */
    async move(
      { courseId, personId: by }: Doer,
      seen: Seen,
      { personId, placingId }: { personId: string; placingId: string },
      now: Date,
    ): Promise<boolean> {
      const draft = await openDraft(courseId, seen);
      const about = { standing: standingIn(draft), setup: draft.setup, at: now, personId };
      const placed = await ask.placed(courseId, { ...about, placingId });
      if (!placed) return false;
      const personIds = [personId, ...placed.placing.withIds];
      const edited = { ...placed.standing, pairs: placedBy(by, draft.pairs, placed.standing.pairs), proven: false };
      await edit(draft, edited, { at: now, by, deed: 'moved', personIds });
      return true;
    },

    async discard({ courseId, personId }: Doer, draftId: string, now: Date): Promise<void> {
      const deed = deedOf(courseId, { at: now, by: personId, deed: 'discarded', personIds: [] });
      if (!(await rounds.workOn(courseId, draftId, undefined, deed))) throw new Conflict('draft_changed');
      await carry(courseId);
      await drafts.removeDraft(courseId, draftId);
    },
  };
}

function wordsOf({ kind, reason }: PairRule) {
  return { kind, ...(reason !== undefined && { reason }) };
}
