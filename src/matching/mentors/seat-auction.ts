import type { Candidates } from '../transport/candidates.js';
import { SeatBids } from './seat-bids.js';
import { SCORE_MAX } from '../types.js';

/** In a round, by mentee: where more are needed, shortest paths are quicker. */
const MOST_BIDS = 40;

/** Who bids, and for what: staying alone is a mentor too, the last, with a value of 0. */
export interface Bidders {
  readonly mentees: Int32Array;
  readonly seats: Int32Array;
  /** Seats that will stay free are taken by so many who mind the price only. */
  readonly idle?: number;
}

/**
 * An auction of seats with a slack (Bertsekas and Castañon 1989): a mentee offers for the best mentor what it exceeds the second best by,
 * and the slack; a full mentor sends off the lowest bid, and costs what the lowest of the others is. Each seat is then within the
 * slack of its mentee's best.
 */
export class SeatAuction {
  readonly prices: Float64Array;
  /** By mentee, then by who is idle; -1 without a seat. */
  readonly choice: Int32Array;
  private readonly bids: SeatBids;
  private readonly waiting: Int32Array;
  private readonly mentorsWithSeats: Int32Array;

  constructor(
    private readonly candidates: Candidates,
    private readonly bidders: Bidders,
  ) {
    const bidderCount = candidates.menteeCount + (bidders.idle ?? 0);
    this.prices = new Float64Array(bidders.seats.length);
    this.choice = new Int32Array(bidderCount).fill(-1);
    this.bids = new SeatBids(bidderCount, bidders.seats.length);
    this.waiting = new Int32Array(bidderCount);
    this.mentorsWithSeats = Int32Array.from(bidders.seats.keys()).filter(
      (mentor) => (bidders.seats[mentor] as number) > 0,
    );
  }

  /** Everyone bids anew, at the prices the last round left. False when it took more bids than it may: some have no seat. */
  round(slack: number): boolean {
    const { waiting, bidders } = this;
    this.bids.clear();
    this.choice.fill(-1);
    const { menteeCount } = this.candidates;
    waiting.set(bidders.mentees);
    let waits = bidders.mentees.length;
    for (let idle = menteeCount; idle < waiting.length; idle += 1, waits += 1) waiting[waits] = idle;
    for (let left = MOST_BIDS * waits; waits > 0 && left > 0; left -= 1) {
      waits -= 1;
      const bidder = waiting[waits] as number;
      const sentOff = bidder < menteeCount ? this.bid(bidder, slack) : this.bidIdly(bidder, slack);
      if (sentOff < 0) continue;
      waiting[waits] = sentOff;
      waits += 1;
    }
    return waits === 0;
  }

  /** Answers who lost a seat by it, or -1. */
  private bid(mentee: number, slack: number): number {
    const { mentor, value, count, stride } = this.candidates;
    const { prices } = this;
    const alone = prices.length - 1;
    const mayStayAlone = (this.bidders.seats[alone] as number) > 0;
    let best = mayStayAlone ? -(prices[alone] as number) : -Infinity;
    let seat = mayStayAlone ? alone : -1;
    let second = -Infinity;
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
    if (seat < 0) return -1;
    return this.take(seat, mentee, (prices[seat] as number) + Math.min(best - second, SCORE_MAX) + slack);
  }

  private bidIdly(bidder: number, slack: number): number {
    const { prices } = this;
    let [lowest, second, seat] = [Infinity, Infinity, -1];
    for (const mentor of this.mentorsWithSeats) {
      const price = prices[mentor] as number;
      if (price >= second) continue;
      if (price < lowest) {
        second = lowest;
        lowest = price;
        seat = mentor;
      } else second = price;
    }
    if (seat < 0) return -1;
    return this.take(seat, bidder, Math.min(second, lowest + SCORE_MAX) + slack);
  }

  /** Prices above those of seats that stay free. */
  pricesAboveIdle(): Float64Array {
    const lowest = this.mentorsWithSeats.reduce(
      (least, mentor) => Math.min(least, this.prices[mentor] as number),
      Infinity,
    );
    const above = this.prices.map((price) => Math.max(0, price - lowest));
    for (const mentor of this.choice.subarray(this.candidates.menteeCount)) if (mentor >= 0) above[mentor] = 0;
    return above;
  }

  private take(seat: number, mentee: number, offer: number): number {
    const { bids, prices, choice } = this;
    const seats = this.bidders.seats[seat] as number;
    bids.add(seat, mentee, offer);
    choice[mentee] = seat;
    const sentOff = (bids.held[seat] as number) > seats ? bids.dropLowest(seat) : -1;
    if (sentOff >= 0) choice[sentOff] = -1;
    if (bids.held[seat] === seats) prices[seat] = Math.max(prices[seat] as number, bids.lowest(seat));
    return sentOff;
  }
}
