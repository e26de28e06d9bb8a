/** A draft of peers: pairs, with an odd number one group of three. */
import { seededRandom, shuffled } from '../../shared/random.js';
import { whyAlone } from '../cohort/alone.rules.js';
import type { Compared } from '../measure/compared.rules.js';
import type { DraftPair, DraftResult, Gap, RunnerUp, Unpaired } from '../words/draft.js';
import { floorBefore, peerScoresFor, scoresBefore } from './stay.rules.js';
import { bestOf, decidedBy, inOrder, runnersUpKept, type Cohort } from '../cohort/draft-cohort.rules.js';
import { pairIdOf } from '../words/keys.rules.js';
import { PeerScores, ScoreTable, type Scored } from '../measure/scores.rules.js';
import { leavesRest } from '../words/setup.js';
import { peerRunnerUps, solvePeers, type PeerSolution, type SolveOptions } from '../../matching/index.js';

export function draftPeers(cohort: Cohort, options: SolveOptions): DraftResult {
  const free = freePeople(cohort);
  if (leavesRest(cohort.setup)) {
    const unpaired = free.map(({ personId }): Unpaired => ({ personId, reason: 'notChosen' }));
    return { pairs: inOrder(keptGroups(cohort)), unpaired, proven: false };
  }
  const table = new PeerScores(cohort.yardstick, free);
  const { stay } = cohort;
  const solution = solvedBy(cohort, table, options);
  const groups = [...solution.pairs, ...(solution.triple ? [solution.triple] : [])];
  // With a bonus for pairs of before, prices and the worst pair are not those of the scores alone.
  const isByScore = stay.length === 0;
  const nextOf = isByScore ? nextFor(table, solution) : undefined;
  const made = groups.map((places) => madeGroup(table, places, nextOf));
  const unpaired = solution.unmatched.flatMap((place) => unpairedPeer(cohort, free[place], 'nobodyLeft'));
  const isOwn = isByScore && cohort.setup.mode === 'peers';
  const gap = gapOf(solution);
  return {
    pairs: inOrder([...made, ...keptGroups(cohort)]),
    unpaired,
    proven: isOwn && gap.people === 0 && gap.weakest === 0 && cohort.setup.objective === 'fair',
    ...(isOwn && { gap }),
  };
}

function solvedBy({ setup, stay }: Cohort, table: PeerScores, options: SolveOptions): PeerSolution {
  const count = table.rows.length;
  const aim: SolveOptions = {
    ...floorBefore(scoresBefore(table, stay)),
    objective: setup.objective === 'sum' ? 'coverage' : 'balanced',
    ...(count > mostExact && { enough }),
  };
  return solvePeers({ count, scores: table.scores, worths: peerScoresFor(table, stay) }, { ...options, ...aim });
}

/** Up to so many peers the greatest sum is looked for; among more, one within a thousandth of a bound takes half the time. */
const mostExact = 5000;
const enough = 0.999;

function gapOf({ bound, unmatched, floor }: PeerSolution): Gap {
  return { people: unmatched.length - bound.unmatched, weakest: bound.floor - floor, sum: bound.more };
}

type NextOf = (place: number) => RunnerUp[];

function nextFor(table: PeerScores, solution: PeerSolution): NextOf | undefined {
  const of = solution.pairs.map(([first]) => first);
  const next = peerRunnerUps({ count: table.rows.length, scores: table.scores }, solution, { of, most: runnersUpKept });
  if (!next) return undefined;
  return (place) =>
    (next.get(place) ?? []).map(({ peer, score, shortfall, isBelowFloor }): RunnerUp => {
      const personId = table.rows[peer]?.personId ?? '';
      return {
        personId,
        score,
        ...(shortfall !== undefined && { shortfall }),
        ...(isBelowFloor && { isWeakest: true }),
      };
    });
}

/** In an order that the seed decides. */
export function freePeople({ people, locked, seed }: Cohort): Compared[] {
  const kept = new Set(locked.flatMap(({ members }) => members));
  return shuffled(
    people.filter((person) => !kept.has(person.personId)),
    seededRandom(seed),
  );
}

export function madeGroup(table: Scored, places: readonly number[], nextOf?: NextOf): DraftPair {
  const members = places.flatMap((place) => table.rows[place]?.personId ?? []);
  const [first = 0] = places;
  const runnerUps = nextOf?.(first) ?? bestOf(table.rows, places, (other) => table.at(first, other));
  return { pairId: pairIdOf(members), members, score: groupScore(table, places), runnerUps };
}

/** @param reason where there are people whom no rule keeps from them */
export function unpairedPeer(
  { yardstick, people }: Cohort,
  person: Compared | undefined,
  reason: 'nobodyLeft' | 'noCircle',
): Unpaired[] {
  if (!person) return [];
  const why = whyAlone(yardstick, person, people, (other) => [person, other]);
  return [why ?? { personId: person.personId, reason }];
}

export function keptGroups({ people, locked, yardstick }: Cohort): DraftPair[] {
  const byId = new Map(people.map((person) => [person.personId, person]));
  return locked.map(({ members, ...by }) => {
    const group = members.flatMap((member) => byId.get(member) ?? []);
    const table = new ScoreTable(yardstick, group, group);
    const score = groupScore(table, [...group.keys()]);
    return { pairId: pairIdOf(members), members, score, runnerUps: [], ...decidedBy(by) };
  });
}

/** The mean of the scores of all pairs in the group, in whole thousandths. */
function groupScore(table: Scored, places: readonly number[]): number {
  const scores = places.flatMap((one, index) =>
    places.slice(index + 1).map((other) => Math.max(0, table.at(one, other))),
  );
  return Math.floor(scores.reduce((sum, value) => sum + value, 0) / Math.max(1, scores.length));
}
