/** What a list of pairs would become. */
import { createHash } from 'node:crypto';
import type { Person } from '../../course/roster/person.js';
import { groupScoreOf, placesOn, runnersUpOn, type Board } from '../cohort/board.rules.js';
import { type Standing } from '../board/placing.rules.js';
import { circleAtMost } from '../board/peer-places.rules.js';

import { withoutPair } from '../after/standing.rules.js';
import { silent } from '../measure/compared.rules.js';
import type { Draft, DraftPair } from '../words/draft.js';
import { inOrder } from '../cohort/draft-cohort.rules.js';
import { pairIdOf } from '../words/keys.rules.js';
import { forbiddenFor } from '../measure/pairing.rules.js';
import { formOf, type PairingSetup } from '../words/setup.js';
import type { PairJudge } from './pairs-csv.rules.js';

const peersAtMost = 3;

/** What the course says today. */
export function judgeOn(board: Board, people: readonly Person[]): PairJudge {
  const comparedOn = (personId: string) => board.people.get(personId) ?? silent(personId);
  return {
    ...{ form: board.form, people, membersAtMost: atMost(board.setup) },
    forbidden: (first, second) => forbiddenFor(board.yardstick, comparedOn(first), comparedOn(second)),
    places: (mentorId) => placesOn(board, mentorId),
  };
}

function atMost({ mode }: PairingSetup): number {
  if (mode === 'circles') return circleAtMost;
  return formOf(mode) === 'peers' ? peersAtMost : 2;
}

/** Pairs compared with everybody for their next best: a second or so. */
const comparedAtMost = 500_000;

/** All pairs locked: they are what the teacher said. */
export function drawnUp(
  board: Board,
  pairs: readonly (readonly string[])[],
  { learnerIds, by }: { learnerIds: readonly string[]; by: string },
): Standing {
  const plain = pairs.map((members): DraftPair => {
    const score = Math.max(0, groupScoreOf(board, members));
    return { pairId: pairIdOf(members), members, score, runnerUps: [], lockedBy: by };
  });
  const unpaired = withoutPair([], plain, learnerIds);
  const isSmall = plain.length * board.people.size <= comparedAtMost;
  const runnersUp = (members: readonly string[]) =>
    isSmall ? runnersUpOn(board, { pairs: plain, unpaired }, members) : [];
  return { pairs: inOrder(plain.map((pair) => ({ ...pair, runnerUps: runnersUp(pair.members) }))), unpaired };
}

/** Everything that the page before an import says: the same text, the same import. */
export function fingerprintOf(
  { pairs, unpaired }: Standing,
  setup: PairingSetup,
  working: Pick<Draft, 'draftId' | 'revision'> | undefined,
): string {
  const said = [
    pairs.map(({ members, score }) => [members, score]),
    unpaired.map(({ personId }) => personId),
    [setup.mode, working?.draftId, working?.revision],
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}
