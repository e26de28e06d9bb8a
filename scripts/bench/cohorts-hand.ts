/** Judges what a coordinator can do to a draft of a small course by hand: each way to a place keeps the rules and says what it costs. */
import { groupScoreOf, placesOn, type Board } from '../../src/pairing/cohort/board.rules.js';
import { placingsFor, withPlacing } from '../../src/pairing/board/places.rules.js';
import type { Placing, Standing } from '../../src/pairing/board/placing.rules.js';

export function handFaults(isCircles: boolean, board: Board, standing: Standing): string[] {
  const faults: string[] = [];
  for (const personId of board.people.keys()) {
    for (const placing of placingsFor(board, standing, personId)) {
      const found = placeFaults(board, standing, placing, withPlacing(board, standing, placing));
      const isShort = isCircles && placing.comes.some(({ members }) => members.length < 3);
      faults.push(...[...found, ...(isShort ? ['a circle of two'] : [])].map((fault) => `by hand, ${fault}`));
    }
  }
  return faults;
}

function placeFaults(board: Board, before: Standing, { comes, gain }: Placing, after: Standing): string[] {
  const sum = ({ pairs }: Standing) => pairs.reduce((total, { score }) => total + score, 0);
  const isMentoring = board.form === 'mentoring';
  const placed = after.pairs.flatMap(({ members }) => (isMentoring ? members.slice(1) : members));
  return [
    ...(sum(after) - sum(before) === gain ? [] : ['the cost is not true']),
    ...(new Set(placed).size === placed.length ? [] : ['somebody is placed twice']),
    ...(comes.some((pair) => isAgainst(board, before, pair)) ? ['a rule is broken'] : []),
    ...(isMentoring ? mentorFaults(board, before, after) : []),
  ];
}

/** Whoever was together before may stay so, whatever the rules say. */
function isAgainst(board: Board, before: Standing, { members, score }: Placing['comes'][number]): boolean {
  const were = before.pairs.some((pair) => members.every((id) => pair.members.includes(id)));
  const own = groupScoreOf(board, members);
  return score !== (were ? Math.max(0, own) : own) || score < 0;
}

function mentorFaults(board: Board, before: Standing, after: Standing): string[] {
  const load = ({ pairs }: Standing, id: string) => pairs.filter(({ members }) => members[0] === id).length;
  const isLed = ({ pairs }: Standing, id: string) => pairs.some(({ members }) => members[1] === id);
  const isTorn = (standing: Standing, id: string) => load(standing, id) > 0 && isLed(standing, id);
  return [...board.people.values()].flatMap(({ personId: id, wish }) => [
    ...(load(after, id) > Math.max(placesOn(board, id), load(before, id)) ? ['a mentor has too many'] : []),
    ...(wish !== 'both' && isTorn(after, id) && !isTorn(before, id) ? ['somebody stands on both sides'] : []),
    ...(mutualOf(after, id) > mutualOf(before, id) ? ['two mentor each other'] : []),
  ]);
}

function mutualOf({ pairs }: Standing, id: string): number {
  const mentors = pairs.filter(({ members }) => members[1] === id).map(({ members }) => members[0]);
  return pairs.filter(({ members }) => members[0] === id && mentors.includes(members[1])).length;
}
