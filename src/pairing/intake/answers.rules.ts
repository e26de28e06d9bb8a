/** What is said, what is left empty, and what is withheld. */
import type { DraftAnswers, SavedProfile } from './draft-profile.js';
import type { Withholdable } from './profile.js';

/** Lists and records, where nothing is said. */
export const emptyAnswers = {
  strong: [],
  wanted: [],
  languages: [],
  availability: [],
  confidence: {},
  style: {},
} satisfies DraftAnswers;

/** Absent where nothing is withheld. */
export function asWithheld(fields: readonly Withholdable[]): { withheld?: readonly Withholdable[] } {
  return fields.length === 0 ? {} : { withheld: fields };
}

/** What is named anew is said or withheld anew; everything else stays. */
export function answersAfter(before: DraftAnswers, { withheld = [], ...named }: DraftAnswers): DraftAnswers {
  const { withheld: hidden = [], ...said } = before;
  return { ...said, ...named, ...asWithheld([...hidden.filter((field) => !(field in named)), ...withheld]) };
}

/** A profile with these answers in it, as it would be stored; nothing was before: with these alone. */
export function savedWith(
  owner: Pick<SavedProfile, 'courseId' | 'personId'>,
  before: SavedProfile | undefined,
  answers: DraftAnswers,
): SavedProfile {
  const saved = before ?? { ...owner, shares: [], asked: [], changedAt: new Date(0), answers: {} };
  return { ...saved, answers: answersAfter(saved.answers, answers) };
}
