import { Conflict } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { comparisonOn, groupScoreOf, placesOn, runnersUpOn, type Board } from '../board.rules.js';
import { circleAtMost, type Standing } from '../board/places.rules.js';
import { cohortsOf, type Doer, type PairingParts } from '../cohorts.service.js';
import type { Draft, DraftPair } from '../draft.js';
import { withoutPair } from '../after/standing.rules.js';
import { pairIdOf } from '../keys.rules.js';
import { formOf, type PairingSetup } from '../setup.js';
import { groupsCsv, pairsCsv, peopleCsv } from './lists.rules.js';
import { readPairs, type BadPairLine, type PairRead } from './pairs-csv.rules.js';

export type Imported = { ok: true; pairs: number } | { ok: false; bad: readonly BadPairLine[] };

const peersAtMost = 3;

export type ListsService = ReturnType<typeof listsService>;

export function listsService(parts: PairingParts) {
  const { rounds, drafts, setups, roster, intake, history } = parts;
  const { boardOf, draftOf } = cohortsOf(parts);

  /** What the teacher looks at: the draft being worked on, else what is published. */
  async function current(courseId: string): Promise<Pick<Draft, 'form' | 'pairs'>> {
    const round = await rounds.round(courseId);
    const working = await draftOf(courseId, round?.draftId);
    const shown = working?.state === 'ready' ? working : await draftOf(courseId, round?.publishedDraftId);
    return shown ?? { form: formOf((await setups.setup(courseId)).mode), pairs: [] };
  }

  async function save(doer: Doer, drawn: Standing, setup: PairingSetup, now: Date): Promise<void> {
    const { courseId, personId } = doer;
    const round = await rounds.openRound(courseId);
    const earlier = (await draftOf(courseId, round.draftId)) ?? (await draftOf(courseId, round.publishedDraftId));
    const draft: Draft = {
      ...{ draftId: newId(), courseId, form: formOf(setup.mode), setup, state: 'ready', revision: 0, proven: false },
      ...{ madeAt: now, madeBy: personId, pairs: drawn.pairs, unpaired: drawn.unpaired },
      ...(earlier && { before: earlier.pairs.map(({ members }) => members) }),
    };
    await drafts.addDraft(courseId, draft);
    if (!(await rounds.workOn(courseId, round.draftId, draft.draftId))) {
      await drafts.removeDraft(courseId, draft.draftId);
      throw new Conflict('draft_changed');
    }
    if (round.draftId !== undefined) await drafts.removeDraft(courseId, round.draftId);
    await history.note(courseId, { at: now, by: personId, deed: 'imported', personIds: [], count: draft.pairs.length });
  }

  return {
    async pairs(courseId: string): Promise<string> {
      const [{ form, pairs }, people] = await Promise.all([current(courseId), roster.peopleById(courseId)]);
      return pairsCsv(form, pairs, people);
    },

    async groups(courseId: string): Promise<string> {
      const [{ form, pairs }, people] = await Promise.all([current(courseId), roster.peopleById(courseId)]);
      return groupsCsv(form, pairs, people);
    },

    async people(courseId: string): Promise<string> {
      const [people, profiles] = await Promise.all([roster.people(courseId), intake.profiles(courseId)]);
      return peopleCsv(people, profiles);
    },

    /** All lines become a draft whose pairs are locked, or none does and every bad line is named. */
    async importPairs(doer: Doer, text: string, now: Date): Promise<Imported> {
      const { courseId, personId } = doer;
      const [setup, people, learners] = await Promise.all([
        setups.setup(courseId),
        roster.peopleById(courseId),
        roster.learners(courseId),
      ]);
      const board = await boardOf(courseId, setup, now);
      const { pairs, bad } = readPairs(text, {
        ...{ form: board.form, people: [...people.values()], membersAtMost: atMost(setup) },
        forbidden: (first, second) => comparisonOn(board, first, second).forbidden,
        places: (mentorId) => placesOn(board, mentorId),
      });
      if (bad.length > 0) return { ok: false, bad };
      const learnerIds = learners.map((learner) => learner.personId);
      await save(doer, drawnUp(board, pairs, { learnerIds, by: personId }), setup, now);
      return { ok: true, pairs: pairs.length };
    },
  };
}

function atMost({ mode }: PairingSetup): number {
  if (mode === 'circles') return circleAtMost;
  return formOf(mode) === 'peers' ? peersAtMost : 2;
}

function drawnUp(
  board: Board,
  read: readonly PairRead[],
  { learnerIds, by }: { learnerIds: readonly string[]; by: string },
): Standing {
  const plain = read.map(({ members }): DraftPair => {
    const score = Math.max(0, groupScoreOf(board, members));
    return { pairId: pairIdOf(members), members, score, runnerUps: [], lockedBy: by };
  });
  const unpaired = withoutPair([], plain, learnerIds);
  const pairs = plain.map((pair) => ({
    ...pair,
    runnerUps: runnersUpOn(board, { pairs: plain, unpaired }, pair.members),
  }));
  return {
    pairs: pairs.sort((one, other) => one.score - other.score || (one.pairId < other.pairId ? -1 : 1)),
    unpaired,
  };
}
