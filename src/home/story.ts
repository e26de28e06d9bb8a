/** What features tell of one person, in order of time; contributed to a page that knows none of them. */
import type { Asked } from '../web/routing.js';

/** Where staff read the story of one person. */
export const storyPath = (personId: string) => `/people/${personId}/story`;

export interface StoryEvent {
  at: Date;
  /** A sentence without the person's name: "Sent the profile." */
  text: string;
  /** Below the visit: where the reader finds more of it. */
  href?: string;
  /** Words that staff may read, as they were shared. */
  said?: string;
}

export interface StoryContribution {
  /** Only what staff may read: a private answer is no event, that there was one may be. */
  events(asked: Asked, personId: string): Promise<readonly StoryEvent[]>;
}
