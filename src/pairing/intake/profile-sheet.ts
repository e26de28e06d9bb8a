import type { SavedProfile } from './draft-profile.js';
import type { AskedField, Questions, Uses } from './profile.js';

/** Everything the pages of a profile show. */
export interface ProfileSheet {
  saved: SavedProfile | undefined;
  questions: Questions;
  /** What its form asks, in the order of the page. */
  fields: readonly AskedField[];
  uses: Uses;
  languages: readonly string[];
  /** What the launch or the person said before. */
  knownTimeZone: string | undefined;
  /** A learner who, by the course's word, takes part in no pairs. */
  isOut: boolean;
}
