import type { Candidates } from './candidates.js';

export interface Transport {
  readonly capacities: Int32Array;
  readonly candidates: Candidates;
  /** By mentor, what the first mentee is worth beyond the pair's value; left out: nothing. */
  readonly firsts?: Float64Array;
  /** Value of staying alone (usually very negative); "alone" is one more mentor, numbered mentorCount, with seats for all. */
  readonly alone: number;
  /** Called now and then; may throw. */
  readonly stop?: () => void;
}

/** Prices by mentor, last that of staying alone; `choice` by mentee: a mentor, mentorCount when alone, -1 not placed yet. */
export interface TransportState {
  readonly prices: Float64Array;
  readonly profits: Float64Array;
  readonly choice: Int32Array;
}

/** Staying alone costs 0, no seat less; a seat may be paid for, up to what a first mentee is worth. */
export function normalise({ prices, profits }: TransportState, firsts: Float64Array | undefined): void {
  const root = prices.length - 1;
  const zero = prices[root] as number;
  for (let mentor = 0; mentor <= root; mentor += 1) {
    prices[mentor] = Math.max(-(firsts?.[mentor] ?? 0), (prices[mentor] as number) - zero);
  }
  for (let mentee = 0; mentee < profits.length; mentee += 1) profits[mentee] = (profits[mentee] as number) + zero;
}
