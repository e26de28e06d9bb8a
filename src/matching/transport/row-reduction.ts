import type { Transport, TransportState } from './transport.js';

const PASSES = 6;

/**
 * A quick start where every mentor has one seat: each mentee takes the best seat, raises its price until the second best is
 * as good, and sends off who sat there (Jonker and Volgenant 1987, "augmenting row reduction"). All pairs stay
 * supported by the prices and every priced seat taken, so `settle` has only those left over to place.
 */
export function reduceRows(
  { candidates, alone }: Pick<Transport, 'candidates' | 'alone'>,
  state: TransportState,
): void {
  const { prices, choice } = state;
  const { mentor, value, count, stride, menteeCount } = candidates;
  const menteeOf = new Int32Array(prices.length).fill(-1);
  const waiting = new Int32Array(menteeCount);
  let waits = 0;
  for (let mentee = menteeCount - 1; mentee >= 0; mentee -= 1) {
    if ((count[mentee] as number) === 0) continue;
    waiting[waits] = mentee;
    waits += 1;
  }
  for (let left = PASSES * menteeCount; waits > 0 && left > 0; left -= 1) {
    waits -= 1;
    const mentee = waiting[waits] as number;
    let [best, second, seat] = [alone, alone, -1];
    const first = mentee * stride;
    for (let at = first; at < first + (count[mentee] as number); at += 1) {
      const gain = (value[at] as number) - (prices[mentor[at] as number] as number);
      if (gain <= second) continue;
      if (gain > best) [second, best, seat] = [best, gain, mentor[at] as number];
      else second = gain;
    }
    if (seat < 0) continue;
    const before = menteeOf[seat] as number;
    // A tie would send people round in circles.
    if (best === second && before >= 0) continue;
    prices[seat] = (prices[seat] as number) + best - second;
    menteeOf[seat] = mentee;
    choice[mentee] = seat;
    if (before < 0) continue;
    choice[before] = -1;
    waiting[waits] = before;
    waits += 1;
  }
}
