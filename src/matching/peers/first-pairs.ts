import { Candidates } from '../transport/candidates.js';
import type { PeerTable } from './peer-table.js';

/** Up to so many people all pairs are candidates. */
const FEW = 250;
const PER_PERSON = 32;
const SAMPLE = 256;
const RUN = 16;
/** Whom the sample misjudged, so that fewer were found, gets the best of all. */
const AT_LEAST = 16;
/** Whom very many suit has so many at first: prices tell which of the others matter. */
const AT_MOST = 3 * PER_PERSON;
const CHAIR = -1;
/** Of many people those with the lowest best scores are the ones to whom the chair may go. */
const FOR_CHAIR = 64;

/** Pairs worth looking at, both ways round, and everyone's best score (-1: none). */
export function firstPairs(table: PeerTable): { pairs: Candidates; best: Int32Array } {
  const { count, scores, people } = table;
  const pairs = new Candidates(count, count <= FEW ? Math.max(1, count) : PER_PERSON * 3);
  const best = new Int32Array(count).fill(-1);
  const enough = Int32Array.from(best, (_, one) => (count <= FEW ? 0 : Math.max(0, thresholdOf(scores, count, one))));
  const hasChair = count > FEW && people[count - 1] === CHAIR;
  const mostAfter = count <= FEW ? count : 8 * PER_PERSON;
  const last = hasChair ? count - 1 : count;
  for (let one = 0; one < last; one += 1) {
    const row = scores.subarray(one * count, one * count + last);
    const own = enough[one] as number;
    let taken = 0;
    for (let other = one + 1; other < row.length; other += 1) {
      const score = row[other] as number;
      if (score < own && score < (enough[other] as number)) continue;
      if (score > (best[one] as number)) best[one] = score;
      if (score > (best[other] as number)) best[other] = score;
      if (taken >= mostAfter) continue;
      if (count > FEW && Math.max(pairs.count[one] as number, pairs.count[other] as number) >= AT_MOST) continue;
      taken += 1;
      putBoth(pairs, one, other, score);
    }
  }
  for (let one = 0; one < last; one += 1) {
    if ((best[one] as number) < (enough[one] as number)) best[one] = bestOf(table, one);
    if (count > FEW && (pairs.count[one] as number) < AT_LEAST) addBest(table, pairs, one, last);
  }
  if (hasChair) offerChair(table, pairs, best);
  return { pairs, best };
}

function putBoth(pairs: Candidates, one: number, other: number, score: number): void {
  pairs.add(one, other, score);
  pairs.add(other, one, score);
}

function addBest({ count, scores }: PeerTable, pairs: Candidates, one: number, last: number): void {
  const best = ranked(AT_LEAST, last, (other) => (other === one ? -1 : (scores[one * count + other] as number)));
  for (let other = 0; other < last; other += 1) {
    const score = scores[one * count + other] as number;
    if (score < 0 || score < best || other === one || pairs.has(one, other)) continue;
    if ((pairs.count[one] as number) < 2 * AT_LEAST) putBoth(pairs, one, other, score);
  }
}

function offerChair({ count, scores }: PeerTable, pairs: Candidates, best: Int32Array): void {
  const chair = count - 1;
  const mayHave = [...best.keys()].filter((one) => one !== chair && (scores[chair * count + one] as number) >= 0);
  mayHave.sort((one, other) => (best[one] as number) - (best[other] as number));
  for (const one of mayHave.slice(0, FOR_CHAIR)) putBoth(pairs, one, chair, scores[chair * count + one] as number);
  for (const one of [...mayHave, chair]) best[one] = bestOf({ count, scores }, one);
}

function bestOf({ count, scores }: Pick<PeerTable, 'count' | 'scores'>, one: number): number {
  let best = -1;
  for (let other = 0; other < count; other += 1) {
    if (other !== one) best = Math.max(best, scores[one * count + other] as number);
  }
  return best;
}

/** A score that about `PER_PERSON` others reach, by the ranks in a sample of runs here and there. */
function thresholdOf(scores: Int32Array, count: number, one: number): number {
  const step = Math.floor(count / (SAMPLE / RUN));
  const rank = 1 + Math.ceil((PER_PERSON * SAMPLE) / count);
  const scoreAt = (at: number) =>
    scores[one * count + ((Math.floor(at / RUN) * step + (at % RUN) + one) % count)] as number;
  return ranked(rank, Math.min(count, SAMPLE), scoreAt);
}

/** The score of this rank among several; -1 when there are not so many. */
function ranked(rank: number, count: number, scoreAt: (at: number) => number): number {
  const best = new Int32Array(rank).fill(-1);
  for (let at = 0; at < count; at += 1) {
    const score = scoreAt(at);
    if (score <= (best[rank - 1] as number)) continue;
    let place = rank - 1;
    for (; place > 0 && (best[place - 1] as number) < score; place -= 1) best[place] = best[place - 1] as number;
    best[place] = score;
  }
  return best[rank - 1] as number;
}
