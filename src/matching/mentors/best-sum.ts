import { Candidates } from '../transport/candidates.js';
import type { OpenCase } from '../transport/coverage.js';
import { firstPrices, type Lots } from './first-prices.js';
import { addUnderpriced, type Priced } from './pricing.js';
import { announce, stopIfCancelled } from '../run.js';
import { isSmall, type Survey } from './survey.js';
import { settle, type TransportState } from '../transport/transport.js';
import { NOBODY, type Cover, type MentorCase, type Objective, type SolveOptions } from '../types.js';
import { valueOf } from '../transport/values.js';

const OFFERED = 24;

interface Aim {
  readonly objective: Objective;
  readonly floor: number;
  readonly lift: number;
  readonly first: number;
  /** Of the coverage; null where it was no aim. */
  readonly cover: Cover | null;
  /** Its candidates are used up here; undefined where a solution to start from makes it needless. */
  readonly surveyed: Survey | undefined;
  /** A placing with as many pairs as can be, all from the floor up. */
  readonly start: Int32Array;
}

/** The greatest sum over pairs from the floor up, with the prices that prove it for all pairs. */
export function placeBest({ stay }: MentorCase, open: OpenCase, aim: Aim, options: SolveOptions): TransportState {
  const { menteeCount } = open;
  const stage = stageOf(open, aim);
  const { values, least, candidates } = stage;
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    if (open.isOpen[mentee] === 0) continue;
    const [first, today] = [aim.start[mentee] as number, stay?.mentorOf[mentee] ?? -1];
    if (first >= 0) candidates.put(mentee, first, values[first * menteeCount + mentee] as number);
    if (!stay || today < 0 || open.seats[today] === 0) continue;
    const value = values[today * menteeCount + mentee] as number;
    if (value >= least) candidates.put(mentee, today, value + stay.bonus);
  }
  const state = firstState(open, { ...stage, cover: aim.cover, lift: aim.lift }, options);
  if (options.from) offerSeats(open, stage, state);
  const firsts = Float64Array.from(open.employ, (wanted) => wanted * aim.first);
  settleForAll(open, stage, { alone: -aim.lift, firsts, state }, options);
  return state;
}

/** To who lost a place the best others at yesterday's prices, or looking at all pairs would have to find them one by one. */
function offerSeats(
  { mentorCount, menteeCount, isOpen, seats }: OpenCase,
  { values, least, candidates }: Priced,
  { prices, choice }: TransportState,
): void {
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    if (isOpen[mentee] === 0 || choice[mentee] !== NOBODY) continue;
    const others: { mentor: number; value: number; gain: number }[] = [];
    for (let mentor = 0; mentor < mentorCount; mentor += 1) {
      const value = values[mentor * menteeCount + mentee] as number;
      if (value < least || seats[mentor] === 0 || candidates.has(mentee, mentor)) continue;
      others.push({ mentor, value, gain: value - (prices[mentor] as number) });
    }
    others.sort((one, other) => other.gain - one.gain);
    for (const { mentor, value } of others.slice(0, OFFERED)) candidates.add(mentee, mentor, value);
  }
}

/** Small cases start from nothing, which leaves prices lowest. */
function firstState(open: OpenCase, lots: Lots, options: SolveOptions): TransportState {
  const { menteeCount, mentorCount, isOpen, seats } = open;
  const { from } = options;
  if (!from && !isSmall(open)) return firstPrices(open, lots, options);
  const state: TransportState = {
    prices: new Float64Array(mentorCount + 1),
    profits: new Float64Array(menteeCount),
    choice: new Int32Array(menteeCount).fill(-1),
  };
  if (!from) return state;
  state.prices.set(from.certificate.prices);
  // Who was alone then set the price of a seat; it stays what it was, whatever the lift is now.
  if (from.mentorOf.includes(-1)) state.prices[mentorCount] = from.certificate.lift - lots.lift;
  from.mentorOf.forEach((mentor, mentee) => {
    if (isOpen[mentee] === 1 && mentor >= 0 && (seats[mentor] as number) > 0) state.choice[mentee] = mentor;
  });
  return state;
}

function settleForAll(
  open: OpenCase,
  stage: Priced,
  { state, ...goal }: { readonly alone: number; readonly firsts: Float64Array; readonly state: TransportState },
  options: SolveOptions,
): void {
  const stop = () => stopIfCancelled(options);
  do {
    stop();
    settle({ capacities: open.seats, candidates: stage.candidates, ...goal, stop }, state);
    announce(options, 'proof');
  } while (addUnderpriced(open, stage, state) > 0);
}

/** What every pair counts in the last stage. */
function stageOf({ scores, menteeCount }: OpenCase, { objective, floor, surveyed }: Aim): Priced {
  const candidates = surveyed?.candidates ?? new Candidates(menteeCount, 8);
  const least = Math.max(0, floor);
  candidates.dropBelow(least, (score) => valueOf(score, objective));
  const leftOut = surveyed?.leftOut;
  if (objective !== 'fair') return { values: scores, least, candidates, leftOut };
  const worth = (list: Int32Array) => list.map((score) => valueOf(score, objective));
  return {
    values: scores.map((score) => (score < least ? -1 : valueOf(score, objective))),
    least: 0,
    candidates,
    leftOut: leftOut && { ofMentee: worth(leftOut.ofMentee), ofMentor: worth(leftOut.ofMentor) },
  };
}
