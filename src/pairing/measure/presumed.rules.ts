/** What two people have in common in courses at large: all there is to go by before a course has answered. */
import type { HardRules, Weighed } from '../words/setup.js';

/** How often each share is found. */
export type Counts = ReadonlyMap<number, number>;

/** As many pairs as these count the shares below, so that three people do not make a rule. */
const pairsPresumed = 30;

type Answered = Exclude<Weighed, 'newFaces'>;

/** Before any curve. */
const presumed: Readonly<Record<Answered, readonly number[]>> = {
  topics: [0, 0, 1 / 3, 1 / 3, 1 / 3, 2 / 3, 1],
  confidence: [0, 0, 1 / 3, 1 / 2, 1 / 2, 1],
  stage: [0, 0.4, 0.4, 0.8, 1],
  gates: [0, 0.5, 0.5, 1],
  role: [0.5, 0.9, 1, 1],
  hours: [0, 0, 1 / 6, 1 / 3, 1 / 2, 1],
  timeZone: [0.375, 0.625, 0.875, 1, 1],
  channel: [0.2, 0.2, 0.5, 1, 1],
  format: [0, 1, 1],
  languages: [0, 1, 1, 1],
  style: [0.25, 0.5, 0.75, 0.75, 1],
  groups: [0, 0, 1],
};

/** Where two must share a language, all who may be a pair do. */
export function likelyShares(criterion: Answered, { shareLanguage }: Pick<HardRules, 'shareLanguage'>): Counts {
  const shares = criterion === 'languages' && shareLanguage ? [1] : presumed[criterion];
  const counts = new Map<number, number>();
  for (const share of shares) counts.set(share, (counts.get(share) ?? 0) + pairsPresumed / shares.length);
  return counts;
}

/** Those of which two people may say more and more, and have it in common; of the others each says one thing. */
export function standsStill(criterion: Weighed): criterion is 'topics' | 'hours' | 'languages' {
  return criterion === 'topics' || criterion === 'hours' || criterion === 'languages';
}
