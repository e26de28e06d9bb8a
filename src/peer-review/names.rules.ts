/** Who reads whose name. */
import { readsAs } from '../shared/seen.js';
import type { NamesShown, Naming } from './names.js';
import type { Assignment } from './peer-review.js';

export function namesShown(names: Naming, assignment: Pick<Assignment, 'releasedAt'> | undefined): NamesShown {
  const isReleased = assignment?.releasedAt !== undefined;
  const both = names === 'open' || (names === 'release' && isReleased);
  return { author: both || names === 'single', reviewer: both };
}

/** Shorter parts of a name are words of many texts. */
const shortestPart = 3;

/** Whether a text says its writer's name, as it reads: the whole name, or a part of it as a word of its own. */
export function saysName(text: string, name: string): boolean {
  const words = new Set(wordsIn(text));
  return wordsIn(name).some((part) => part.length >= shortestPart && words.has(part));
}

function wordsIn(text: string): string[] {
  return readsAs(text).split(/[^\p{L}\p{M}\p{N}]+/u);
}
