import { ThresholdMatching, type OpenCase } from '../transport/coverage.js';
import { announce } from '../run.js';
import { raiseFloor, worstOf } from './floor.js';
import { placeBest } from './best-sum.js';
import { survey, type Survey } from './survey.js';
import { liftsFor } from '../transport/values.js';
import type { TransportState } from '../transport/transport.js';
import { NOBODY, SCORE_MAX, type Cover, type MentorCase, type MentorSolution, type SolveOptions } from '../types.js';

/** Pairs mentors with mentees exactly, stage by stage; the answer carries the proof of each stage. */
export function solveMentors(mentorCase: MentorCase, options: SolveOptions = {}): MentorSolution {
  const objective = options.objective ?? 'balanced';
  const open = openCase(mentorCase);
  const matching = new ThresholdMatching(open);
  if (options.from) matching.restart(options.from.mentorOf, 0);
  const coverage = objective === 'sum' ? null : coverMost(open, matching, options);
  const first = objective === 'sum' ? undefined : employMost(open, options);
  let known: Survey | undefined;
  const surveyed = () => (known ??= survey(open));
  const floor =
    objective === 'balanced' || objective === 'fair'
      ? floorOfBoth(open, { matching, first }, surveyed, options)
      : { threshold: 0, cover: null, start: matching.mentorOf, of: 'pairs' as const };
  announce(options, 'sum');
  const greatest = SCORE_MAX + (mentorCase.stay?.bonus ?? 0);
  const numbers = { pairs: matching.matched, employed: first?.matching.matched ?? 0 };
  const lifts = objective === 'sum' ? { lift: 0, first: 0 } : liftsFor(greatest, numbers);
  // A repair needs few pairs beyond today's; prices find them.
  if (!options.from) surveyed();
  const state = placeBest(
    mentorCase,
    open,
    { objective, floor: floor.threshold, ...lifts, cover: coverage, surveyed: known, start: floor.start },
    options,
  );
  return {
    ...summary(mentorCase, open, state),
    certificate: {
      objective,
      coverage,
      employment: first?.cover ?? null,
      floor: floor.cover,
      floorOf: floor.of,
      ...lifts,
      prices: state.prices.slice(0, open.mentorCount),
      profits: state.profits.map((profit, mentee) => (open.isOpen[mentee] === 1 ? profit + lifts.lift : 0)),
    },
  };
}

export function openCase({
  mentorCount,
  menteeCount,
  capacities,
  scores,
  locked = [],
  ...asked
}: MentorCase): OpenCase {
  const seats = Int32Array.from(capacities);
  const isOpen = new Uint8Array(menteeCount).fill(1);
  const employ = Uint8Array.from(seats, (own, mentor) => (own > 0 ? (asked.employ?.[mentor] ?? 0) : 0));
  for (const [mentor, mentee] of locked) {
    if (isOpen[mentee] !== 1) throw new RangeError('A mentee is locked twice, or is not in the case');
    isOpen[mentee] = 0;
    seats[mentor] = (seats[mentor] as number) - 1;
    employ[mentor] = 0;
  }
  if (seats.some((left) => left < 0)) throw new RangeError('More pairs are locked with a mentor than it has seats');
  return { mentorCount, menteeCount, seats, isOpen, scores, employ };
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

interface FirstSeats {
  readonly open: OpenCase;
  readonly matching: ThresholdMatching;
  readonly cover: Cover;
}

/** As many of the mentors to be employed as can have somebody: a matching of one seat each. Undefined where there are none. */
function employMost(open: OpenCase, options: SolveOptions): FirstSeats | undefined {
  if (!open.employ.includes(1)) return undefined;
  const firsts = { ...open, seats: Int32Array.from(open.employ), employ: new Uint8Array(open.mentorCount) };
  const matching = new ThresholdMatching(firsts);
  return { open: firsts, matching, cover: coverMost(firsts, matching, options) };
}

/** As many pairs and as many employed can be had together from any score from which each can be had alone. */
function floorOfBoth(
  open: OpenCase,
  { matching, first }: { matching: ThresholdMatching; first: FirstSeats | undefined },
  surveyed: () => Survey,
  options: SolveOptions,
) {
  const ofPairs = raiseFloor(open, matching, surveyed, options);
  if (!first || first.matching.matched === 0) return { ...ofPairs, of: 'pairs' as const };
  const bounded = { ...options, floorAtMost: ofPairs.threshold };
  const ofFirsts = raiseFloor(first.open, first.matching, () => survey(first.open), bounded);
  if (ofFirsts.threshold >= ofPairs.threshold) return { ...ofPairs, of: 'pairs' as const };
  return { threshold: ofFirsts.threshold, cover: ofFirsts.cover, start: ofPairs.start, of: 'employed' as const };
}

function summary({ locked = [], employ }: MentorCase, open: OpenCase, { choice }: TransportState) {
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
  const busy = new Set(mentorOf);
  const employed = employ?.reduce((sum, wanted, mentor) => sum + (wanted === 1 && busy.has(mentor) ? 1 : 0), 0) ?? 0;
  return { mentorOf, matched, employed, total, floor: hasPairs ? worst : -1 };
}
