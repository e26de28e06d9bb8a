import { CandidateMatching } from './candidate-matching.js';
import type { OpenCase, ThresholdMatching } from '../transport/coverage.js';
import { announce, stopIfCancelled } from '../run.js';
import type { Survey } from './survey.js';
import { SCORE_MAX, type Cover, type SolveOptions } from '../types.js';

/**
 * Bisection on the threshold (Gross 1959), each try growing from the pairs of the best one so far: over candidates first,
 * which gives a floor that holds, then over all pairs, where the next threshold usually fails at once and leaves its cover.
 */
export function raiseFloor(open: OpenCase, matching: ThresholdMatching, surveyed: () => Survey, options: SolveOptions) {
  announce(options, 'floor');
  const wanted = matching.matched;
  if (wanted === 0) return { threshold: 0, cover: null, start: matching.mentorOf };
  const { floorAtMost } = options;
  if (floorAtMost !== undefined) {
    const today = matching.mentorOf.slice();
    matching.restart(today, floorAtMost);
    if (matching.grow(floorAtMost, wanted)) return { threshold: floorAtMost, cover: null, start: matching.mentorOf };
    matching.restart(today, 0);
  }
  const found = surveyed();
  const bound = highestFloor(open, found, wanted);
  const highest = Math.min(floorAtMost ?? SCORE_MAX, bound.score);
  let best = matching.mentorOf.slice();
  let reached = Math.min(worstOf(open, best), highest);
  let cover: Cover | null = highest === bound.score ? bound.cover : null;
  const search = (beyond: number, first: number, holds: (tried: number) => Int32Array | undefined) => {
    let [tried, failed] = [first, beyond];
    while (reached + 1 < failed) {
      stopIfCancelled(options);
      const holding = holds(tried);
      if (holding) {
        best = holding.slice();
        reached = Math.min(worstOf(open, best), highest);
      } else failed = tried;
      tried = (reached + failed) >> 1;
    }
  };
  const quick = new CandidateMatching(open, found.candidates);
  const mayStayAlone = open.isOpen.reduce((sum, isOpen) => sum + isOpen, 0) - wanted;
  search(highest + 1, highest, (tried) => {
    quick.restart(best, tried);
    return quick.grow(tried, mayStayAlone) ? quick.mentorOf : undefined;
  });
  const holdsForAll = (tried: number) => {
    matching.restart(best, tried);
    if (matching.grow(tried, wanted)) return matching.mentorOf;
    cover = matching.cover();
    return undefined;
  };
  search(highest + 1, reached + 1, holdsForAll);
  return { threshold: reached, cover, start: best };
}

export function worstOf({ scores, menteeCount }: OpenCase, mentorOf: Int32Array): number {
  let worst = SCORE_MAX;
  mentorOf.forEach((mentor, mentee) => {
    if (mentor >= 0) worst = Math.min(worst, scores[mentor * menteeCount + mentee] as number);
  });
  return worst;
}

/** No floor can be higher: `pairs` mentees must have a mentor at least so good, and `pairs` seats a mentee. */
function highestFloor(
  open: OpenCase,
  { bestOfMentee, bestOfSeats }: Survey,
  pairs: number,
): { score: number; cover: Cover } {
  const ranked = (list: Int32Array) => list.slice().sort()[list.length - pairs] as number;
  const [ofMentees, ofMentors] = [ranked(bestOfMentee), ranked(bestOfSeats)];
  if (ofMentees > ofMentors) return { score: ofMentors, cover: coverAbove(open, ofMentors) };
  const isAbove = bestOfMentee.map((best) => (best > ofMentees ? 1 : 0));
  return {
    score: ofMentees,
    cover: { mentors: new Uint8Array(open.mentorCount), mentees: Uint8Array.from(isAbove) },
  };
}

/** The pairs above a score: mentors with more of them than seats, of the others their mentees. */
function coverAbove({ mentorCount, menteeCount, seats, isOpen, scores }: OpenCase, score: number): Cover {
  const cover = { mentors: new Uint8Array(mentorCount), mentees: new Uint8Array(menteeCount) };
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    const above: number[] = [];
    for (let mentee = 0; mentee < menteeCount; mentee += 1) {
      if ((scores[mentor * menteeCount + mentee] as number) > score && isOpen[mentee] === 1) above.push(mentee);
    }
    if (above.length > (seats[mentor] as number)) cover.mentors[mentor] = 1;
    else for (const mentee of above) cover.mentees[mentee] = 1;
  }
  return cover;
}
