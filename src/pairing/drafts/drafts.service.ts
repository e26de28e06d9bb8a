/** Drafts are begun, made again and given up. */
import { isDeepStrictEqual } from 'node:util';
import { Conflict } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Cohorts } from '../cohort/cohorts.service.js';
import type { SetupsStore } from '../cohort/setups.store.js';
import { deedOf, type Carry } from '../history/audit.service.js';
import type { Doer, Seen } from '../words/doer.js';
import type { Around, Draft } from '../words/draft.js';
import { formOf, type Mode, type PairingSetup } from '../words/setup.js';
import type { DraftsStore } from './drafts.store.js';
import { orderFor, type Making } from './making.service.js';
import { keptAsPublished } from './making.rules.js';
import { keptFrom } from './outdated.rules.js';
import type { RoundsStore } from './rounds.store.js';
import type { Working } from './working.service.js';

export interface DraftChoice {
  mode: Mode;
  capacity: number;
  around: Around;
}

interface Wanted {
  around: Around;
  /** The draft that is made again: around what is locked there. */
  again?: Draft | undefined;
}

export interface DraftsParts {
  rounds: Pick<RoundsStore, 'openRound' | 'workOn'>;
  drafts: Pick<DraftsStore, 'addDraft' | 'removeDraft' | 'retire'>;
  setups: Pick<SetupsStore, 'setup' | 'isChosen' | 'saveSetup'>;
  cohorts: Pick<Cohorts, 'packedFacts'>;
  working: Pick<Working, 'draftOf' | 'seenDraft'>;
  carry: Carry;
  making: Pick<Making, 'begin' | 'cancel' | 'settled'>;
}

export type DraftsService = ReturnType<typeof draftsService>;

export function draftsService({ rounds, drafts, setups, cohorts, working, carry, making }: DraftsParts) {
  const { draftOf, seenDraft } = working;

  /** Pairs that stay whatever their score, and those that earn a bonus for staying. */
  async function decidedBefore({ around, again }: Wanted, published: Draft | undefined) {
    const today = published?.pairs ?? [];
    const stay = around === 'most' ? today : [];
    if (!again) return { kept: around === 'published' ? today.map(keptAsPublished) : [], stay };
    const basis = again.basis === published?.draftId ? published : await draftOf(again.courseId, again.basis);
    return { kept: keptFrom(again, { before: basis?.pairs ?? [], today }), stay };
  }

  /** Begins a draft by this setup and waits a moment for it: small courses see it at once, others a page that waits. */
  async function begin(doer: Doer, setup: PairingSetup, { around, again }: Wanted, now: Date): Promise<void> {
    const { courseId, personId } = doer;
    const round = await rounds.openRound(courseId);
    const beforeId = again?.draftId ?? round.draftId;
    const [before, published] = await Promise.all([
      draftOf(courseId, beforeId),
      draftOf(courseId, round.publishedDraftId),
    ]);
    if (again && !(await drafts.retire(courseId, again))) throw new Conflict('draft_changed');
    const draft: Draft = {
      ...{ draftId: newId(), courseId, form: formOf(setup.mode), setup, state: 'making', revision: 0, around },
      ...{ madeAt: now, madeBy: personId, pairs: [], unpaired: [], proven: false },
      ...groundOf(before, published),
    };
    await drafts.addDraft(courseId, draft);
    const deed = deedOf(courseId, { at: now, by: personId, deed: again ? 'remade' : 'made', personIds: [] });
    if (!(await rounds.workOn(courseId, beforeId, draft.draftId, deed))) {
      await drafts.removeDraft(courseId, draft.draftId);
      throw new Conflict('draft_changed');
    }
    if (before) await drop(before);
    await carry(courseId);
    const decided = await decidedBefore({ around, again }, published);
    await making.begin(courseId, draft.draftId, orderFor(draft, await cohorts.packedFacts(courseId), decided));
  }

  /** The same draft was asked for by this person: a second click waits for what the first one began. */
  async function isBegun({ courseId, personId }: Doer, setup: PairingSetup, around: Around): Promise<boolean> {
    const draft = await draftOf(courseId, (await rounds.openRound(courseId)).draftId);
    const isOwn = draft?.madeBy === personId && draft.revision === 0 && draft.around === around;
    return isOwn && isDeepStrictEqual(draft.setup, setup);
  }

  async function drop({ courseId, draftId }: Pick<Draft, 'courseId' | 'draftId'>): Promise<void> {
    making.cancel(draftId);
    await carry(courseId);
    await drafts.removeDraft(courseId, draftId);
  }

  return {
    /** The mode and the places that were chosen stay chosen. */
    async startDraft(doer: Doer, { mode, capacity, around }: DraftChoice, now: Date): Promise<void> {
      const instead = await setups.setup(doer.courseId);
      const setup = { ...instead, mode, capacity };
      const isNew = instead.mode !== mode || instead.capacity !== capacity || !(await setups.isChosen(doer.courseId));
      if (isNew) await setups.saveSetup(doer.courseId, setup, { instead, by: doer.personId, at: now });
      try {
        await begin(doer, setup, { around }, now);
      } catch (problem) {
        const isMade = problem instanceof Conflict && (await isBegun(doer, setup, around));
        if (!isMade) throw problem;
      }
    },

    /**
     * A new draft around the locked pairs of the one that was seen, by what is set up now. Where other pairs run than
     * those it was made from, theirs stay with them.
     */
    async redraft(doer: Doer, seen: Seen, now: Date): Promise<void> {
      const again = await seenDraft(doer.courseId, seen);
      await begin(doer, await setups.setup(doer.courseId), { around: again.around ?? 'nothing', again }, now);
    },

    /** Stops the making of this draft; what is published stays. */
    async cancel(courseId: string, draftId: string): Promise<void> {
      if (!(await rounds.workOn(courseId, draftId, undefined))) throw new Conflict('draft_changed');
      await drop({ courseId, draftId });
    },

    /** Resolves when no draft is being made in this process. */
    settled: (): Promise<void> => making.settled(),
  };
}

/** What a draft begins from: what runs now, and the pairs that it is shown beside. */
function groundOf(working: Draft | undefined, published: Draft | undefined): Pick<Draft, 'basis' | 'before'> {
  const earlier = working?.basis === published?.draftId && working ? working : (published ?? working);
  return {
    ...(published && { basis: published.draftId }),
    ...(earlier && earlier.pairs.length > 0 && { before: earlier.pairs.map(({ members }) => members) }),
  };
}
