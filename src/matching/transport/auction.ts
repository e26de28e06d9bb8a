import type { Candidates } from './candidates.js';
import type { TransportState } from './transport.js';

/** Shares of the greatest value: the last one loses a few hundred-thousandths. */
const SLACKS = [0.006, 0.0012, 0.0002];

/** Of rounds of bidding, the finest last. */
export function slacksFor({ menteeCount, stride, count, value }: Candidates): number[] {
  let greatest = 0;
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    const first = mentee * stride;
    for (let at = first; at < first + (count[mentee] as number); at += 1)
      greatest = Math.max(greatest, value[at] as number);
  }
  return SLACKS.map((share) => Math.max(1, Math.round(share * greatest)));
}

/**
 * Everyone bids for a seat of one until nobody waits: the best seat, at what it exceeds the second best by, and `slack` more, so that a
 * tie never goes round in circles (Bertsekas 1979). Each seat is then within `slack` of its mentee's best; what an earlier round
 * left so is kept. False when it took more bids than it may: some are left without a seat.
 */
export function bid(candidates: Candidates, state: TransportState, slack: number, mostBids: number): boolean {
  const { prices, choice } = state;
  const { mentor, value, count, stride, menteeCount } = candidates;
  const menteeOf = new Int32Array(prices.length).fill(-1);
  const waiting = new Int32Array(menteeCount);
  let waits = keepContent(candidates, state, slack, { menteeOf, waiting });
  for (let left = mostBids; waits > 0; left -= 1) {
    waits -= 1;
    const mentee = waiting[waits] as number;
    let [best, second, seat] = [-Infinity, -Infinity, -1];
    const first = mentee * stride;
    for (let at = first; at < first + (count[mentee] as number); at += 1) {
      const gain = (value[at] as number) - (prices[mentor[at] as number] as number);
      if (gain <= second) continue;
      if (gain > best) {
        second = best;
        best = gain;
        seat = mentor[at] as number;
      } else second = gain;
    }
    if (seat < 0 || left === 0) return false;
    const before = menteeOf[seat] as number;
    prices[seat] = (prices[seat] as number) + (second > -Infinity ? best - second : 0) + slack;
    menteeOf[seat] = mentee;
    choice[mentee] = seat;
    if (before < 0) continue;
    choice[before] = -1;
    waiting[waits] = before;
    waits += 1;
  }
  return true;
}

/** Frees whoever now gains more elsewhere by more than the slack. Answers how many wait, the first to bid last. */
function keepContent(
  { mentor, value, count, stride, menteeCount }: Candidates,
  { prices, choice }: TransportState,
  slack: number,
  { menteeOf, waiting }: { readonly menteeOf: Int32Array; readonly waiting: Int32Array },
): number {
  let waits = 0;
  for (let mentee = menteeCount - 1; mentee >= 0; mentee -= 1) {
    const first = mentee * stride;
    let best = -Infinity;
    let own = -Infinity;
    for (let at = first; at < first + (count[mentee] as number); at += 1) {
      const gain = (value[at] as number) - (prices[mentor[at] as number] as number);
      if (gain > best) best = gain;
      if (mentor[at] === choice[mentee]) own = gain;
    }
    if (own > -Infinity && own + slack >= best) {
      menteeOf[choice[mentee] as number] = mentee;
      continue;
    }
    choice[mentee] = -1;
    waiting[waits] = mentee;
    waits += 1;
  }
  return waits;
}

/** What everyone gains at the prices. */
export function readProfits({ mentor, value, count, stride, menteeCount }: Candidates, state: TransportState): void {
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    let best = -Infinity;
    const first = mentee * stride;
    for (let at = first; at < first + (count[mentee] as number); at += 1) {
      best = Math.max(best, (value[at] as number) - (state.prices[mentor[at] as number] as number));
    }
    state.profits[mentee] = best;
  }
}
