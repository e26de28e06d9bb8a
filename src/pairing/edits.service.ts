/** What a coordinator does to the draft that is being worked on. */
import { Conflict, NotFound } from '../shared/errors.js';
import { cohortsOf, type Doer, type DraftSheet, type PairingParts, type Seen } from './cohorts.service.js';
import type { Draft, DraftPair } from './draft.js';
import { swapOffer, withLock, withoutPair, withSwap, type Edited, type SwapOffer } from './edits.rules.js';
import { placingsFor, withPlacing, type Placing } from './board/places.rules.js';
import { stateAt } from './making.rules.js';

export type EditsService = ReturnType<typeof editsService>;

export function editsService(parts: PairingParts) {
  const { rounds, drafts, pairRules, history } = parts;
  const { boardOf, draftOf, sheetOf } = cohortsOf(parts);

  /** The draft being worked on, exactly as it was seen; otherwise somebody was faster. */
  async function seenDraft(courseId: string, seen: Seen): Promise<Draft> {
    const round = await rounds.round(courseId);
    const draft = await draftOf(courseId, round?.draftId);
    if (draft?.draftId !== seen.draftId || draft.revision !== seen.revision) throw new Conflict('draft_changed');
    return draft;
  }

  async function edit(courseId: string, seen: Seen, edited: Edited): Promise<void> {
    if (!(await drafts.editDraft(courseId, seen, edited))) throw new Conflict('draft_changed');
  }

  return {
    /** The draft being worked on, with the state it has now; undefined when there is none. */
    async draftSheet(
      courseId: string,
      now: Date,
      shownIn?: (draft: Draft) => readonly string[] | undefined,
    ): Promise<DraftSheet | undefined> {
      const round = await rounds.round(courseId);
      const draft = await draftOf(courseId, round?.draftId);
      if (!round || !draft) return undefined;
      return sheetOf(round, { ...draft, state: stateAt(draft, now) }, now, shownIn?.(draft));
    },

    /** One pair of the draft, or of what is published. */
    async pairSheet(courseId: string, pairId: string, now: Date): Promise<DraftSheet & { pair: DraftPair }> {
      const round = await rounds.round(courseId);
      for (const draftId of [round?.draftId, round?.publishedDraftId]) {
        const draft = await draftOf(courseId, draftId);
        const pair = draft?.pairs.find((one) => one.pairId === pairId);
        if (round && draft && pair) return { ...(await sheetOf(round, draft, now)), pair };
      }
      throw new NotFound();
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
      const sheet = await sheetOf(round, draft, now);
      const who = whoMoves(draft, pair, { staysId, outId });
      return { ...sheet, pair, offer: who && swapOffer(sheet.board, draft, pair, who) };
    },

    async lock(doer: Doer, seen: Seen, change: { pairId: string; locked: boolean }, now: Date): Promise<void> {
      const { courseId, personId } = doer;
      const draft = await seenDraft(courseId, seen);
      await edit(courseId, seen, withLock(draft, change.pairId, change.locked ? personId : undefined));
      const personIds = draft.pairs.find(({ pairId }) => pairId === change.pairId)?.members ?? [];
      const deed = change.locked ? 'locked' : 'unlocked';
      await history.note(courseId, { at: now, by: personId, deed, personIds });
    },

    /** Keeps two people apart from now on, in this draft and every later one. */
    async neverAgain({ courseId, personId }: Doer, seen: Seen, pairId: string, now: Date): Promise<void> {
      const draft = await seenDraft(courseId, seen);
      const pair = draft.pairs.find((one) => one.pairId === pairId);
      const [one, other, third] = pair?.members ?? [];
      if (!pair || one === undefined || other === undefined || third !== undefined) throw new NotFound();
      await pairRules.setPairRule(courseId, { kind: 'never', personIds: [one, other] }, { by: personId, now });
      await edit(courseId, seen, withoutPair(draft, pair));
      await history.note(courseId, { at: now, by: personId, deed: 'never', personIds: [one, other] });
    },

    /** False when that choice does not exist any more. */
    async swap(
      { courseId, personId }: Doer,
      seen: Seen,
      change: { pairId: string; staysId: string; outId: string | undefined; withId: string },
      now: Date,
    ): Promise<boolean> {
      const draft = await seenDraft(courseId, seen);
      const pair = draft.pairs.find((one) => one.pairId === change.pairId);
      if (!pair) throw new NotFound();
      const board = await boardOf(courseId, draft.setup, now);
      const who = whoMoves(draft, pair, change);
      const offer = who && swapOffer(board, draft, pair, who);
      const choice = offer?.choices.find((one) => one.personId === change.withId);
      if (!offer || !choice) return false;
      await edit(courseId, seen, withSwap(board, draft, offer, choice));
      const personIds = [offer.staysId, choice.personId];
      await history.note(courseId, { at: now, by: personId, deed: 'swapped', personIds });
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
      if (!round || draft?.state !== 'ready') throw new NotFound();
      const sheet = await sheetOf(round, draft, now);
      if (!sheet.board.people.has(personId)) throw new NotFound();
      return { ...sheet, personId, placings: placingsFor(sheet.board, draft, personId) };
    },

    /** Moves a person as {@link placingsFor} says; false when that choice does not exist any more. */
    async move(
      { courseId, personId: by }: Doer,
      seen: Seen,
      { personId, placingId }: { personId: string; placingId: string },
      now: Date,
    ): Promise<boolean> {
      const draft = await seenDraft(courseId, seen);
      const board = await boardOf(courseId, draft.setup, now);
      const placing = placingsFor(board, draft, personId).find((one) => one.placingId === placingId);
      if (!placing) return false;
      await edit(courseId, seen, { ...withPlacing(board, draft, placing), proven: false });
      const personIds = [personId, ...placing.withIds];
      await history.note(courseId, { at: now, by, deed: 'moved', personIds });
      return true;
    },

    async discard({ courseId, personId }: Doer, draftId: string, now: Date): Promise<void> {
      if (!(await rounds.workOn(courseId, draftId, undefined))) throw new Conflict('draft_changed');
      await drafts.removeDraft(courseId, draftId);
      await history.note(courseId, { at: now, by: personId, deed: 'discarded', personIds: [] });
    },
  };
}

/**
 * The mentee keeps their place; of two peers whoever was asked for, else the first. Of more than two somebody must be
 * named who goes: undefined without.
 */
function whoMoves(
  { form }: Draft,
  { members }: DraftPair,
  wanted: { staysId: string | undefined; outId: string | undefined },
): { staysId: string; outId: string } | undefined {
  const [one = '', other = ''] = members;
  if (form === 'mentoring') return { staysId: other, outId: one };
  if (members.length > 2) {
    const outId = members.find((member) => member === wanted.outId);
    return outId === undefined ? undefined : { staysId: members.find((member) => member !== outId) ?? '', outId };
  }
  return wanted.staysId === other ? { staysId: other, outId: one } : { staysId: one, outId: other };
}
