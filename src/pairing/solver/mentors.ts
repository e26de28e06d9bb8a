import { ThresholdMatching, type OpenCase } from './coverage.js';
import { announce, stopIfCancelled } from './run.js';
import { settle, type Candidates, type TransportState } from './transport.js';
import {
  NOBODY,
  SCORE_MAX,
  type Cover,
  type MentorCase,
  type MentorSolution,
  type Objective,
  type SolveOptions,
} from './types.js';

/** Pairs mentors with mentees exactly, stage by stage; the answer carries the proof of each stage. */
export function solveMentors(mentorCase: MentorCase, options: SolveOptions = {}): MentorSolution {
  const objective = options.objective ?? 'balanced';
  const open = openCase(mentorCase);
  const matching = new ThresholdMatching(open);
  const coverage = objective === 'sum' ? null : coverMost(open, matching, options);
  const floor =
    objective === 'balanced' || objective === 'fair'
      ? raiseFloor(open, matching, options)
      : { threshold: 0, cover: null };
  announce(options, 'sum');
  const weighted = weigh(mentorCase, open, objective, floor.threshold);
  const lift = objective === 'sum' ? 0 : liftFor(weighted.greatest, matching.matched);
  const state = placeBest(open, weighted.candidates, lift);
  return {
    ...summary(mentorCase, open, state),
    certificate: {
      objective,
      coverage,
      floor: floor.cover,
      lift,
      prices: state.prices.slice(0, open.mentorCount),
      profits: state.profits.map((profit, mentee) => (open.isOpen[mentee] === 1 ? profit + lift : 0)),
    },
  };
}

export function openCase({ mentorCount, menteeCount, capacities, scores, locked = [] }: MentorCase): OpenCase {
  const seats = Int32Array.from(capacities);
  const isOpen = new Uint8Array(menteeCount).fill(1);
  for (const [mentor, mentee] of locked) {
    if (isOpen[mentee] !== 1) throw new RangeError('A mentee is locked twice, or is not in the case');
    isOpen[mentee] = 0;
    seats[mentor] = (seats[mentor] as number) - 1;
  }
  if (seats.some((left) => left < 0)) throw new RangeError('More pairs are locked with a mentor than it has seats');
  return { mentorCount, menteeCount, seats, isOpen, scores };
}

function coverMost(open: OpenCase, matching: ThresholdMatching, options: SolveOptions): Cover {
  announce(options, 'coverage');
  const mentees = open.isOpen.reduce((sum, isOpen) => sum + isOpen, 0);
  const seats = open.seats.reduce((sum, left) => sum + left, 0);
  if (!matching.grow(0, Math.min(mentees, seats))) return matching.cover();
  return mentees <= seats
    ? { mentors: new Uint8Array(open.mentorCount), mentees: open.isOpen.slice() }
    : { mentors: new Uint8Array(open.mentorCount).fill(1), mentees: new Uint8Array(open.menteeCount) };
}

/** Bisection on the threshold, each try growing from the pairs of the best one so far (Gross 1959, with a warm start). */
function raiseFloor(open: OpenCase, matching: ThresholdMatching, options: SolveOptions) {
  announce(options, 'floor');
  const wanted = matching.matched;
  let cover: Cover | null = null;
  let best = matching.mentorOf.slice();
  let beyond = Math.min(options.floorAtMost ?? SCORE_MAX, SCORE_MAX) + 1;
  let reached = Math.min(worstOf(open, best), beyond - 1);
  if (wanted === 0) return { threshold: 0, cover };
  while (reached + 1 < beyond) {
    stopIfCancelled(options);
    const tried = (reached + beyond) >> 1;
    matching.restart(best, tried);
    if (matching.grow(tried, wanted)) {
      best = matching.mentorOf.slice();
      reached = Math.min(worstOf(open, best), beyond - 1);
    } else {
      beyond = tried;
      cover = matching.cover();
    }
  }
  matching.restart(best, reached);
  return { threshold: reached, cover };
}

function worstOf({ scores, menteeCount }: OpenCase, mentorOf: Int32Array): number {
  let worst = SCORE_MAX;
  mentorOf.forEach((mentor, mentee) => {
    if (mentor >= 0) worst = Math.min(worst, scores[mentor * menteeCount + mentee] as number);
  });
  return worst;
}

/** What a pair counts in the last stage. */
export function valueOf(score: number, objective: Objective): number {
  if (objective !== 'fair') return score;
  const shortfall = (SCORE_MAX - score) / 1000;
  return SCORE_MAX - Math.round(shortfall * shortfall);
}

function weigh({ stay }: MentorCase, open: OpenCase, objective: Objective, floor: number) {
  const { mentorCount, menteeCount, scores, isOpen } = open;
  const start = new Int32Array(menteeCount + 1);
  const mentors: number[] = [];
  const values: number[] = [];
  let greatest = 0;
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    start[mentee] = mentors.length;
    if (isOpen[mentee] === 0) continue;
    for (let mentor = 0; mentor < mentorCount; mentor += 1) {
      const score = scores[mentor * menteeCount + mentee] as number;
      if (score < floor || score < 0) continue;
      const bonus = stay?.mentorOf[mentee] === mentor ? stay.bonus : 0;
      const value = valueOf(score, objective) + bonus;
      greatest = Math.max(greatest, value);
      mentors.push(mentor);
      values.push(value);
    }
  }
  start[menteeCount] = mentors.length;
  const candidates: Candidates = { start, mentor: Int32Array.from(mentors), value: Int32Array.from(values) };
  return { candidates, greatest };
}

/** One pair more must outweigh whatever the others could gain without it. */
export function liftFor(greatest: number, pairs: number): number {
  const lift = (greatest + 1) * (pairs + 1);
  if (lift * (pairs + 1) > Number.MAX_SAFE_INTEGER) throw new RangeError('Too many people for exact sums');
  return lift;
}

function placeBest(open: OpenCase, candidates: Candidates, lift: number): TransportState {
  const state: TransportState = {
    prices: new Float64Array(open.mentorCount + 1),
    profits: new Float64Array(open.menteeCount),
    choice: new Int32Array(open.menteeCount).fill(NOBODY),
  };
  settle({ capacities: open.seats, candidates, alone: -lift }, state);
  return state;
}

function summary({ locked = [] }: MentorCase, open: OpenCase, { choice }: TransportState) {
  const { mentorCount, menteeCount, scores } = open;
  const mentorOf = choice.map((mentor) => (mentor === mentorCount ? NOBODY : mentor));
  const worst = worstOf(open, mentorOf);
  const hasPairs = mentorOf.some((mentor) => mentor >= 0);
  for (const [mentor, mentee] of locked) mentorOf[mentee] = mentor;
  let total = 0;
  let matched = 0;
  mentorOf.forEach((mentor, mentee) => {
    if (mentor < 0) return;
    matched += 1;
    total += Math.max(0, scores[mentor * menteeCount + mentee] as number);
  });
  return { mentorOf, matched, total, floor: hasPairs ? worst : -1 };
}
