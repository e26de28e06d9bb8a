import type { OpenCase } from '../transport/coverage.js';
import { addUnderpriced, type Priced } from './pricing.js';
import { stopIfCancelled } from '../run.js';
import { SeatAuction, type Bidders } from './seat-auction.js';
import type { TransportState } from '../transport/transport.js';
import { SCORE_MAX, type Cover, type SolveOptions } from '../types.js';

/** Where every seat will be taken, prices may start anywhere: rough bids first, finer ones at the prices these left. */
const ROUGH = [SCORE_MAX / 50, SCORE_MAX / 250];
const FINE = [SCORE_MAX / 1000, SCORE_MAX / 5000];
/** A seat that stays free must cost nothing, so there is one round from nothing; unless prices differ too widely for that. */
const WITH_ROOM = 10;
/** As long as more than one mentee in so many lacks a candidate, */
const MANY = 50;
/** more are looked for at rough prices, at most so many times. */
const MOST_LOOKS = 8;

export interface Lots extends Priced {
  /** Of the coverage; null where it was no aim: whoever gains nothing stays alone. */
  readonly cover: Cover | null;
  readonly lift: number;
}

/**
 * Prices near the best ones, and a placing that mostly fits them, for `settle` to begin with. Adds the candidates that are
 * missed at such prices.
 */
export function firstPrices(open: OpenCase, lots: Lots, options: SolveOptions): TransportState {
  const opening = new Opening(open, lots, () => stopIfCancelled(options));
  opening.bid(ROUGH);
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    stopIfCancelled(options);
    const added = addUnderpriced(open, lots, opening.state());
    if (added > 0) opening.bid(ROUGH.slice(-1));
    if (added * MANY <= open.menteeCount) break;
  }
  opening.refine(FINE);
  return opening.state();
}

/**
 * The cover of the coverage splits the case. Its mentors are too few for the mentees outside it, who also bid for the right
 * number of places to stay alone; the mentees in it all find a mentor outside it.
 */
class Opening {
  private readonly cover: Cover | undefined;
  private ample: SeatAuction;
  private readonly scarce: SeatAuction;
  private readonly isScarce: Uint8Array;
  private readonly ampleBidders: Bidders;
  private readonly spare: number;
  private isFromNothing: boolean;

  constructor(
    private readonly open: OpenCase,
    private readonly lots: Lots,
    private readonly stop: () => void,
  ) {
    const { mentorCount, menteeCount, isOpen, seats } = open;
    const { candidates } = lots;
    const cover = lots.cover ?? usualCover(open);
    this.cover = cover;
    const [ampleSeats, scarceSeats] = [new Int32Array(mentorCount + 1), new Int32Array(mentorCount + 1)];
    this.isScarce = cover?.mentors ?? new Uint8Array(mentorCount);
    this.isScarce.forEach((is, mentor) => ((is ? scarceSeats : ampleSeats)[mentor] = seats[mentor] as number));
    const everyone = Int32Array.from(isOpen.keys()).filter((mentee) => isOpen[mentee] === 1);
    const covered = everyone.filter((mentee) => cover?.mentees[mentee] !== 0);
    const others = everyone.filter((mentee) => cover?.mentees[mentee] === 0);
    const sum = (list: Int32Array) => list.reduce((total, own) => total + own, 0);
    this.spare = sum(ampleSeats) - covered.length;
    this.isFromNothing = this.spare > 0;
    scarceSeats[mentorCount] = Math.max(0, others.length - sum(scarceSeats));
    if (!cover) ampleSeats[mentorCount] = menteeCount;
    this.ampleBidders = { mentees: covered, seats: ampleSeats };
    this.ample = new SeatAuction(candidates, this.ampleBidders);
    this.scarce = new SeatAuction(candidates, { mentees: others, seats: scarceSeats });
    this.closeScarce();
    this.scarce.prices[mentorCount] = -this.usualBest(others, scarceSeats[mentorCount]);
  }

  bid(slacks: readonly number[]): void {
    this.refine(slacks);
    if (!this.isFromNothing) return;
    this.ample.prices.forEach((price, mentor, prices) => (prices[mentor] = price === Infinity ? price : 0));
    if (this.ample.round(WITH_ROOM)) return;
    this.isFromNothing = false;
    const idle = Math.min(this.spare, this.open.menteeCount);
    this.ample = new SeatAuction(this.lots.candidates, { ...this.ampleBidders, idle });
    this.closeScarce();
    for (const slack of ROUGH) {
      this.stop();
      this.ample.round(slack);
    }
  }

  refine(slacks: readonly number[]): void {
    for (const slack of slacks) {
      this.stop();
      this.scarce.round(slack);
      if (!this.isFromNothing) this.ample.round(slack);
    }
  }

  private closeScarce(): void {
    this.isScarce.forEach((is, mentor) => {
      if (is) this.ample.prices[mentor] = Infinity;
    });
  }

  /** Staying alone costs nothing; where it is sought, seats cost the lift more than it. */
  state(): TransportState {
    const { ample, scarce, isScarce } = this;
    const { mentorCount, menteeCount } = this.open;
    const { candidates, lift } = this.lots;
    const above = lift - (scarce.prices[mentorCount] as number);
    const ofAmple = this.isFromNothing || this.spare <= 0 ? ample.prices : ample.pricesAboveIdle();
    const prices = ofAmple.map((price, mentor) =>
      isScarce[mentor] === 1 ? (scarce.prices[mentor] as number) + above : price,
    );
    prices[mentorCount] = 0;
    const choice = ample.choice
      .subarray(0, menteeCount)
      .map((own, mentee) => (this.cover?.mentees[mentee] === 0 ? (scarce.choice[mentee] as number) : own));
    const profits = new Float64Array(menteeCount).fill(-lift);
    for (let mentee = 0; mentee < menteeCount; mentee += 1) {
      const first = mentee * candidates.stride;
      for (let at = first; at < first + (candidates.count[mentee] as number); at += 1) {
        const gain = (candidates.value[at] as number) - (prices[candidates.mentor[at] as number] as number);
        if (gain > (profits[mentee] as number)) profits[mentee] = gain;
      }
    }
    return { prices, profits, choice };
  }

  /** The value that the best of all but `alone` mentees reaches: about what a seat will cost when so many stay alone. */
  private usualBest(mentees: Int32Array, alone: number): number {
    if (alone === 0) return 0;
    const { value, count, stride } = this.lots.candidates;
    const best = mentees.map((mentee) =>
      value
        .subarray(mentee * stride, mentee * stride + (count[mentee] as number))
        .reduce((top, own) => Math.max(top, own), 0),
    );
    return best.sort()[alone - 1] as number;
  }
}

/** With too few seats usually all are taken, and as many mentees stay alone as there are too many. */
function usualCover({ mentorCount, menteeCount, seats, isOpen }: OpenCase): Cover | undefined {
  const wanted = isOpen.reduce((sum, own) => sum + own, 0);
  if (wanted <= seats.reduce((sum, own) => sum + own, 0)) return undefined;
  return { mentors: new Uint8Array(mentorCount).fill(1), mentees: new Uint8Array(menteeCount) };
}
