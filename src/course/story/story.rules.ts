/** The order of a story, and how long one look at it lasts. */
import { hour } from '../../shared/clock.js';
import type { StoryEvent } from '../../home/story.js';

/** The newest first; of one moment, as the features told it. */
export function inOrder(events: readonly StoryEvent[]): StoryEvent[] {
  return [...events].sort((one, other) => other.at.getTime() - one.at.getTime());
}

/** Whoever turns a page or comes back within this looks once. */
export const lookLasts = hour;

/** Looks that are kept of one person's story. */
export const looksKept = 50;
