import { addUnderpriced, type Candidates } from './candidates.js';
import type { OpenCase } from './coverage.js';
import { announce, stopIfCancelled } from './run.js';
import { settle, type TransportState } from './transport.js';
import { NOBODY, type MentorCase, type Objective, type SolveOptions } from './types.js';
import { valueOf } from './values.js';

const OFFERED = 24;

interface Aim {
  readonly objective: Objective;
  readonly floor: number;
  readonly lift: number;
  /** By score; used up here. */
  readonly candidates: Candidates;
  /** A placing with as many pairs as can be, all from the floor up. */
  readonly start: Int32Array;
}

/** The greatest sum over pairs from the floor up, with the prices that prove it for all pairs. */
export function placeBest({ stay }: MentorCase, open: OpenCase, aim: Aim, options: SolveOptions): TransportState {
  const { menteeCount } = open;
  const { candidates } = aim;
  const { values, least } = stageValues(open, aim);
  candidates.dropBelow(Math.max(0, aim.floor), (score) => valueOf(score, aim.objective));
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    if (open.isOpen[mentee] === 0) continue;
    const [first, today] = [aim.start[mentee] as number, stay?.mentorOf[mentee] ?? -1];
    if (first >= 0) candidates.put(mentee, first, values[first * menteeCount + mentee] as number);
    const value = today < 0 ? -1 : (values[today * menteeCount + mentee] as number);
    if (stay && value >= least) candidates.put(mentee, today, value + stay.bonus);
  }
  const state = firstState(open, aim.lift, options.from);
  if (options.from) offerSeats(open, { values, least, candidates }, state);
  settleForAll(open, { values, least, candidates, alone: -aim.lift }, state, options);
  return state;
}

/** To who lost a place the best others at yesterday's prices, or looking at all pairs would have to find them one by one. */
function offerSeats(
  { mentorCount, menteeCount, isOpen, seats }: OpenCase,
  { values, least, candidates }: Pick<Stage, 'values' | 'least' | 'candidates'>,
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

function firstState(open: OpenCase, lift: number, from: SolveOptions['from']): TransportState {
  const { menteeCount, mentorCount, isOpen, seats } = open;
  const state: TransportState = {
    prices: new Float64Array(mentorCount + 1),
    profits: new Float64Array(menteeCount),
    choice: new Int32Array(menteeCount).fill(-1),
  };
  if (!from) return state;
  state.prices.set(from.certificate.prices);
  // Who was alone then set the price of a seat; it stays what it was, whatever the lift is now.
  if (from.mentorOf.includes(-1)) state.prices[mentorCount] = from.certificate.lift - lift;
  from.mentorOf.forEach((mentor, mentee) => {
    if (isOpen[mentee] === 1 && mentor >= 0 && (seats[mentor] as number) > 0) state.choice[mentee] = mentor;
  });
  return state;
}

interface Stage {
  readonly values: Int32Array;
  readonly least: number;
  readonly candidates: Candidates;
  readonly alone: number;
}

export function settleForAll(open: OpenCase, stage: Stage, state: TransportState, options: SolveOptions): void {
  const { candidates, alone } = stage;
  do {
    stopIfCancelled(options);
    settle({ capacities: open.seats, candidates, alone }, state);
    announce(options, 'proof');
  } while (addUnderpriced(open, stage, state, candidates) > 0);
}

/** What every pair counts in the last stage. */
function stageValues({ scores }: OpenCase, { objective, floor }: Aim): { values: Int32Array; least: number } {
  const least = Math.max(0, floor);
  if (objective !== 'fair') return { values: scores, least };
  return { values: scores.map((score) => (score < least ? -1 : valueOf(score, objective))), least: 0 };
}
