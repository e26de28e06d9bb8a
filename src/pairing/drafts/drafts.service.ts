import type { Person } from '../../course/roster/person.js';
import { Conflict } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { boardFor, comparisonOn } from '../cohort/board.rules.js';
import { cohortsOf, type Doer, type PairingParts, type Seen } from '../cohort/cohorts.service.js';
import { keptFrom } from './outdated.rules.js';
import { choosingTime } from '../choices/window.rules.js';
import { publishingOf } from '../publishing/publishing.service.js';
import type { Around, Draft, DraftPair, Pairings, Round } from '../words/draft.js';
import { auditOf, deedOf } from '../history/audit.service.js';
import { changeFrom } from '../publishing/invitations.rules.js';
import { orderFor, type Making } from './making.service.js';
import { isDrawn, stateAt, undoUntil } from './making.rules.js';
import type { Readiness } from '../readiness/readiness.rules.js';
import { choosingOf, formOf, withForm, type Mode, type PairingSetup } from '../words/setup.js';

export interface DraftChoice {
  mode: Mode;
  capacity: number;
  around: Around;
}

export interface Overview {
  round: Round | undefined;
  setup: PairingSetup;
  readiness: Readiness;
  people: ReadonlyMap<string, Person>;
  /** With the state it has now. */
  working: Draft | undefined;
  published: Draft | undefined;
  undoUntil: Date | undefined;
  /** From when pairs that are published are looked at again; undefined while none are. */
  againFrom: Date | undefined;
}

interface Wanted {
  around: Around;
  /** The draft that is made again: around what is locked there. */
  again?: Draft | undefined;
}

export type PairingService = ReturnType<typeof pairingService>;

export function pairingService(parts: PairingParts & { making: Making }) {
  const { rounds, drafts, setups, roster, making, invitations, after } = parts;
  const { packedFacts, factsOfTwo, draftOf, seenDraft, ask } = cohortsOf(parts);
  const { carry } = auditOf(parts);

  /** Pairs that stay whatever their score, and those that earn a bonus for staying. */
  async function decidedBefore({ around, again }: Wanted, published: Draft | undefined) {
    const today = published?.pairs ?? [];
    const stay = around === 'most' ? today : [];
    if (!again) return { kept: around === 'published' ? today : [], stay };
    const basis = again.basis === published?.draftId ? published : await draftOf(again.courseId, again.basis);
    return { kept: keptFrom(again, { before: basis?.pairs ?? [], today }), stay };
  }

  /** Begins a draft by this setup and waits a moment for it: small courses see it at once, others a page that waits. */
  async function begin(doer: Doer, setup: PairingSetup, { around, again }: Wanted, now: Date): Promise<void> {
    const { courseId, personId } = doer;
    const round = await rounds.openRound(courseId);
    const beforeId = again?.draftId ?? round.draftId;
    const [working, published] = await Promise.all([
      draftOf(courseId, beforeId),
      draftOf(courseId, round.publishedDraftId),
    ]);
    if (again && !(await drafts.retire(courseId, again))) throw new Conflict('draft_changed');
    const draft: Draft = {
      ...{ draftId: newId(), courseId, form: formOf(setup.mode), setup, state: 'making', revision: 0, around },
      ...{ madeAt: now, madeBy: personId, pairs: [], unpaired: [], proven: false },
      ...groundOf(working, published),
    };
    await drafts.addDraft(courseId, draft);
    const deed = deedOf(courseId, { at: now, by: personId, deed: again ? 'remade' : 'made', personIds: [] });
    if (!(await rounds.workOn(courseId, beforeId, draft.draftId, deed))) {
      await drafts.removeDraft(courseId, draft.draftId);
      throw new Conflict('draft_changed');
    }
    if (working) await drop(working);
    await carry(courseId);
    const before = await decidedBefore({ around, again }, published);
    await making.begin(courseId, draft.draftId, orderFor(draft, await packedFacts(courseId), before));
  }

  /** All but those whose invitation somebody has not accepted. */
  async function runningPairs(courseId: string, { pairs }: Draft): Promise<DraftPair[]> {
    if (pairs.every(({ invitationId }) => invitationId === undefined)) return pairs;
    const accepted = await invitations.acceptedIds(courseId);
    return pairs.filter(({ invitationId }) => invitationId === undefined || accepted.has(invitationId));
  }

  async function drop({ courseId, draftId }: Pick<Draft, 'courseId' | 'draftId'>): Promise<void> {
    making.cancel(draftId);
    await carry(courseId);
    await drafts.removeDraft(courseId, draftId);
  }

  return {
    round: (courseId) => rounds.round(courseId),
    isMaterialised: (courseId, draftId) => rounds.isMaterialised(courseId, draftId),
    moves: (courseId) => rounds.moves(courseId),
    markMaterialised: (courseId, moves) => rounds.markMaterialised(courseId, moves),
    dueForMaterialising: () => rounds.dueForMaterialising(),

    async published(courseId) {
      const round = await rounds.round(courseId);
      const draft = await draftOf(courseId, round?.publishedDraftId);
      if (!round?.publishedAt || !draft) return undefined;
      const { draftId, form } = draft;
      const pairs = await runningPairs(courseId, draft);
      return { roundId: round.roundId, draftId, form, publishedAt: round.publishedAt, pairs };
    },

    async isChoosing(courseId, now) {
      const { mode } = await setups.setup(courseId);
      if (choosingOf(mode) === undefined) return false;
      const [round, window] = await Promise.all([rounds.round(courseId), parts.choices.window(courseId)]);
      return choosingTime(round?.publishedAt, window, now).open;
    },

    async waitingDraft(courseId) {
      const round = await rounds.round(courseId);
      const draft = await draftOf(courseId, round?.draftId);
      return draft && isDrawn(draft) ? { pairs: draft.pairs.length, madeAt: draft.madeAt } : undefined;
    },

    async compared(courseId, { form, first, second }, now) {
      const [setup, known] = await Promise.all([setups.setup(courseId), factsOfTwo(courseId, [first, second])]);
      return comparisonOn(boardFor(withForm(setup, form), known, now), first, second);
    },

    /** @param namedIn whom the page names */
    async overview(
      courseId: string,
      now: Date,
      namedIn: (overview: Omit<Overview, 'people'>) => readonly string[] = () => [],
    ): Promise<Overview> {
      const [round, setup] = await Promise.all([rounds.round(courseId), setups.setup(courseId)]);
      const [working, published, readiness, settings] = await Promise.all([
        draftOf(courseId, round?.draftId),
        draftOf(courseId, round?.publishedDraftId),
        ask(courseId, 'readiness', { setup, at: now }),
        after.after(courseId),
      ]);
      const found = {
        ...{ round, setup, published, readiness },
        working: working && { ...working, state: stateAt(working, now) },
        undoUntil: undoUntil(round, now),
        againFrom: round?.publishedAt && changeFrom(round.publishedAt, settings),
      };
      return { ...found, people: await roster.peopleById(courseId, namedIn(found)) };
    },

    /** The mode and the places that were chosen stay chosen. */
    async startDraft(doer: Doer, { mode, capacity, around }: DraftChoice, now: Date): Promise<void> {
      const setup = { ...(await setups.setup(doer.courseId)), mode, capacity };
      await setups.saveSetup(doer.courseId, setup);
      await begin(doer, setup, { around }, now);
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

    ...publishingOf(parts),

    /** Resolves when no draft is being made in this process. */
    settled: (): Promise<void> => making.settled(),
  } satisfies Pairings & Record<string, unknown>;
}

/** What a draft begins from: what runs now, and the pairs that it is shown beside. */
function groundOf(working: Draft | undefined, published: Draft | undefined): Pick<Draft, 'basis' | 'before'> {
  const earlier = working?.basis === published?.draftId && working ? working : (published ?? working);
  return {
    ...(published && { basis: published.draftId }),
    ...(earlier && earlier.pairs.length > 0 && { before: earlier.pairs.map(({ members }) => members) }),
  };
}
