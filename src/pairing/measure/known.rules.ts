import type { Compared } from './compared.rules.js';

/** What the course knows of them as a mentor: their own answers, or the teacher's word. */
export function isKnownAsMentor({ hasProfile, trained, places }: Pick<Compared, 'hasProfile' | 'trained' | 'places'>) {
  return hasProfile || trained || places !== undefined;
}
