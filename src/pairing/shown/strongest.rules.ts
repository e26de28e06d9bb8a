/** What of a comparison is worth saying first. */
import type { Finding } from '../words/comparison.js';

export interface Strongest {
  /** What brings the pair most points; absent where nothing does. */
  speaksFor: Finding | undefined;
  /** What costs it most; absent where nothing does. */
  speaksAgainst: Finding | undefined;
  /** Where nothing speaks against it: what brings the second most. */
  second: Finding | undefined;
}

/** What somebody withheld is not named; what was left empty costs points, and says nothing for the two. */
export function strongestOf(findings: readonly Finding[]): Strongest {
  const told = findings.filter(({ found }) => found !== 'left');
  const gains = told
    .filter(({ found, points }) => found !== 'unknown' && points > 0)
    .sort((one, other) => other.points - one.points);
  const losses = told.filter((one) => lostBy(one) > 0).sort((one, other) => lostBy(other) - lostBy(one));
  const [speaksFor] = gains;
  const speaksAgainst = losses.find((one) => one !== speaksFor) ?? (speaksFor ? undefined : losses[0]);
  return { speaksFor, speaksAgainst, second: speaksAgainst ? undefined : gains[1] };
}

function lostBy({ points, possible }: Finding): number {
  return possible - points;
}
