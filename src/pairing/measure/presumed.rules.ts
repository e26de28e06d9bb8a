/** What two people have in common in courses at large: all there is to go by before a course has answered. */
import type { HardRules, Weighed, Wish } from '../words/setup.js';

/** How often each share is found. */
export type Counts = ReadonlyMap<number, number>;

/** As many pairs as these count the shares below, so that three people do not make a rule. */
const pairsPresumed = 30;

type Answered = Exclude<Weighed, 'newFaces'>;

/** How many topics people name, each as likely: what they are strong in, and what they would like help with. */
const [fewStrong, fewWanted] = [
  [1, 2, 3, 4],
  [1, 2, 3],
];

/** Before any curve. */
const presumed: Readonly<Record<Exclude<Answered, 'topics'>, readonly number[]>> = {
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

/** What a course lists and asks, which no answer changes. */
export interface Asking {
  rules: Pick<HardRules, 'shareLanguage'>;
  wish: Wish;
  /** How many there are to choose from. */
  topics: number;
}

export function likelyShares(criterion: Answered, asking: Asking): Counts {
  if (criterion === 'topics') return likelyTopics(asking);
  // Where two must share a language, all who may be a pair do.
  const shares = criterion === 'languages' && asking.rules.shareLanguage ? [1] : presumed[criterion];
  const counts = new Map<number, number>();
  for (const share of shares) counts.set(share, (counts.get(share) ?? 0) + pairsPresumed / shares.length);
  return counts;
}

/** Of two who name a few topics of the list by chance: the longer it is, the less they have in common. */
function likelyTopics({ wish, topics }: Asking): Counts {
  const counts = new Map<number, number>();
  const listed = Math.max(1, topics);
  const firsts = wish === 'similar' ? fewWanted : fewStrong;
  for (const named of firsts.map((few) => Math.min(few, listed))) {
    for (const asked of fewWanted.map((few) => Math.min(few, listed))) {
      for (let shared = 0; shared <= Math.min(named, asked); shared += 1) {
        const share = shared / (wish === 'similar' ? named + asked - shared : asked);
        const chance = (ways(named, shared) * ways(listed - named, asked - shared)) / ways(listed, asked);
        const times = (pairsPresumed * chance) / (firsts.length * fewWanted.length);
        counts.set(share, (counts.get(share) ?? 0) + times);
      }
    }
  }
  return counts;
}

/** To take so many of them, in any order. */
function ways(all: number, taken: number): number {
  if (taken > all) return 0;
  return Array.from({ length: taken }, (_, place) => (all - place) / (place + 1)).reduce(
    (one, other) => one * other,
    1,
  );
}

/** Those of which two people may say more and more, and have it in common; of the others each says one thing. */
export function standsStill(criterion: Weighed): criterion is 'topics' | 'hours' | 'languages' {
  return criterion === 'topics' || criterion === 'hours' || criterion === 'languages';
}
