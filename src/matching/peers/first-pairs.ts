import { Candidates } from '../transport/candidates.js';
import type { PairScores } from '../pair-scores.js';
import { SCORE_MAX } from '../types.js';
import type { PeerTable } from './peer-table.js';

/** Up to so many people all pairs are candidates. */
const FEW = 250;
const PER_PERSON = 32;
const SAMPLE = 256;
/** Of a sample so many are better than what somebody usually scores at best. */
const USUAL_RANK = 16;
/** Whom the sample misjudged, so that fewer were found, gets the best of all. */
const AT_LEAST = 16;
/** Whom very many suit has so many at first: prices tell which of the others matter. */
const AT_MOST = 6 * PER_PERSON;
/** Below all differences of scores. */
const LOWEST = -2 * SCORE_MAX;
const CHAIR = -1;
/** Of many people those with the lowest best scores are the ones to whom the chair may go. */
const FOR_CHAIR = 64;

/** Pairs worth looking at, both ways round, and everyone's best score (-1: none). */
export function firstPairs(table: PeerTable): { pairs: Candidates; best: Int32Array } {
  const { count } = table;
  if (count <= FEW) return allPairs(table);
  const hasChair = table.people[count - 1] === CHAIR;
  const last = hasChair ? count - 1 : count;
  const { pairs, best } = new PromisingPairs(table.scores, last).look();
  if (hasChair) offerChair(table, pairs, best);
  return { pairs, best };
}

function allPairs({ count, scores }: PeerTable): { pairs: Candidates; best: Int32Array } {
  const pairs = new Candidates(count, Math.max(1, count));
  const best = new Int32Array(count).fill(-1);
  for (let one = 1; one < count; one += 1) {
    for (const [other, score] of scores.before(one).entries()) {
      if (score < 0) continue;
      best[one] = Math.max(best[one] as number, score);
      best[other] = Math.max(best[other] as number, score);
      putBoth(pairs, one, other, score);
    }
  }
  return { pairs, best };
}

/**
 * Some people score high with everybody, and are in the end with one of these: what suits somebody is what is high beside what
 * the other usually scores. Of each person the best few so measured, by their ranks in a sample (people come in no order), and the one they score highest with.
 */
class PromisingPairs {
  private readonly pairs: Candidates;
  private readonly best: Int32Array;
  private readonly bestMate: Int32Array;
  /** What somebody scores with few of a sample. */
  private readonly usual: Int32Array;
  /** How far above what is usual for the other somebody scores with the few. */
  private readonly enough: Int32Array;

  constructor(
    private readonly scores: PairScores,
    private readonly last: number,
  ) {
    this.pairs = new Candidates(scores.count, AT_MOST);
    this.best = new Int32Array(scores.count).fill(-1);
    this.bestMate = new Int32Array(last).fill(-1);
    this.usual = this.ranks(USUAL_RANK, new Int32Array(last)).map((score) => Math.max(0, score));
    this.enough = this.ranks(1 + Math.ceil((PER_PERSON * SAMPLE) / last), this.usual);
  }

  look(): { pairs: Candidates; best: Int32Array } {
    const { pairs, best, bestMate, last } = this;
    for (let one = 1; one < last; one += 1) this.lookFrom(one);
    for (let one = 0; one < last; one += 1) {
      if ((pairs.count[one] as number) < AT_LEAST) this.addBest(one);
      const mate = bestMate[one] as number;
      if (mate >= 0 && !pairs.has(one, mate)) putBoth(pairs, one, mate, best[one] as number);
    }
    return { pairs, best };
  }

  private lookFrom(one: number): void {
    const { best, bestMate, usual, enough } = this;
    const row = this.scores.before(one);
    const own = usual[one] as number;
    const from = enough[one] as number;
    let top = -1;
    let mate = -1;
    for (let other = 0; other < row.length; other += 1) {
      const score = row[other] as number;
      if (score > top) {
        top = score;
        mate = other;
      }
      if (score > (best[other] as number)) {
        best[other] = score;
        bestMate[other] = one;
      }
      if (score >= from + (usual[other] as number) || score >= own + (enough[other] as number))
        this.keep(one, other, score);
    }
    if (top <= (best[one] as number)) return;
    best[one] = top;
    bestMate[one] = mate;
  }

  private keep(one: number, other: number, score: number): void {
    const { count } = this.pairs;
    if (score < 0 || Math.max(count[one] as number, count[other] as number) >= AT_MOST) return;
    putBoth(this.pairs, one, other, score);
  }

  /** Of each person the score of a rank among the last of all, beside what is usual for these; low where so many are not allowed. */
  private ranks(rank: number, usual: Int32Array): Int32Array {
    const { last, scores } = this;
    const first = Math.max(0, last - SAMPLE);
    const top = new Int32Array(last * rank).fill(LOWEST);
    for (let other = first; other < last; other += 1) {
      const row = scores.before(other);
      const own = usual[other] as number;
      for (let one = 0; one < last; one += 1) {
        const score = one < other ? (row[one] as number) : scores.at(one, other);
        if (score >= 0) putInOrder(top, one * rank, rank, score - own);
      }
    }
    return Int32Array.from({ length: last }, (_, one) => top[(one + 1) * rank - 1] as number);
  }

  private addBest(one: number): void {
    const { pairs, last, usual, scores } = this;
    const top = new Int32Array(AT_LEAST).fill(LOWEST);
    const heights = Int32Array.from(usual, (own, mate) => {
      const score = scores.at(one, mate);
      return score < 0 ? LOWEST : score - own;
    });
    for (let mate = 0; mate < last; mate += 1) putInOrder(top, 0, AT_LEAST, heights[mate] as number);
    const least = Math.max(LOWEST + 1, top[AT_LEAST - 1] as number);
    for (let mate = 0; mate < last && (pairs.count[one] as number) < 2 * AT_LEAST; mate += 1) {
      if ((heights[mate] as number) >= least && !pairs.has(one, mate)) putBoth(pairs, one, mate, scores.at(one, mate));
    }
  }
}

/** Among the highest of one person, the highest first, where it is one of these. */
function putInOrder(top: Int32Array, first: number, rank: number, height: number): void {
  let place = first + rank - 1;
  if (height <= (top[place] as number)) return;
  for (; place > first && (top[place - 1] as number) < height; place -= 1) top[place] = top[place - 1] as number;
  top[place] = height;
}

function putBoth(pairs: Candidates, one: number, other: number, score: number): void {
  pairs.add(one, other, score);
  pairs.add(other, one, score);
}

function offerChair({ count, scores }: PeerTable, pairs: Candidates, best: Int32Array): void {
  const chair = count - 1;
  const offers = scores.before(chair);
  const mayHave = [...offers.keys()].filter((one) => (offers[one] as number) >= 0);
  mayHave.sort((one, other) => (best[one] as number) - (best[other] as number));
  for (const one of mayHave.slice(0, FOR_CHAIR)) putBoth(pairs, one, chair, offers[one] as number);
  for (const one of mayHave) best[one] = Math.max(best[one] as number, offers[one] as number);
  best[chair] = offers.reduce((most, offer) => Math.max(most, offer), -1);
}
