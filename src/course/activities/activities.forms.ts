import { z } from 'zod';
import type { Kinds } from './kind.js';

/** One of the kinds that features bring. */
export function kindField(kinds: Kinds) {
  const known = (kind: string) => kinds.of(kind) !== undefined;
  return z.string('activities.choose.missing').refine(known, 'activities.choose.missing');
}

export function kindForm(kinds: Kinds) {
  return z.strictObject({ kind: kindField(kinds) });
}
