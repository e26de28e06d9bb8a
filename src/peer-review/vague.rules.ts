/** A comment that an author can do little with: a few words, or praise alone. A hint, never a judgement. */
import type { ReviewContent } from './peer-review.js';

const wordsAtLeast = 4;
const praise = new Set(
  (
    'good great nice fine ok okay well done excellent perfect super cool amazing awesome best wonderful keep it up go on so far ' +
    'job work text very really much i like love this your the a is was all and you did have no nothing to change'
  ).split(' '),
);
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** What was written and is vague, in the order of the form; what was left empty is not. */
export function vagueIn({ criteria, overall }: ReviewContent): string[] {
  const written = [...Object.values(criteria).map(({ comment }) => comment), overall];
  return written.filter((text) => text !== '' && isVague(text));
}

function isVague(text: string): boolean {
  const words = [...segmenter.segment(text)].flatMap(({ segment, isWordLike }) =>
    isWordLike === true ? [segment.toLowerCase()] : [],
  );
  return words.length < wordsAtLeast || words.every((word) => praise.has(word));
}
