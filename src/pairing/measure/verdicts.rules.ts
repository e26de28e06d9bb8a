/** How verdicts become points and points become findings. */
import { countShared } from './bits.rules.js';
import type { Compared } from './compared.rules.js';
import type { Finding } from '../words/comparison.js';
import { neverKey } from '../words/keys.rules.js';
import type { Part, Verdict } from './parts.js';

/**
 * Somebody left it empty. `least`: what an answer would give at least that has something in common with the other's, which
 * bounds the estimate, so that no answer of that kind is worth less than silence.
 */
export function notKnown(least = 1): Verdict {
  return { share: least, found: 'unknown' };
}

/** At most one: a table also asks for what cannot be, more shared than asked for. */
export function byShare(found: number): Verdict {
  const share = Math.min(1, found);
  return { share, found: share >= 1 ? 'full' : share <= 0 ? 'none' : 'part' };
}

/** By what the two said; raw or measured, as the part is. */
export function verdictOn(part: Part, first: Compared, second: Compared): Verdict {
  if (part.kind === 'codes') return part.verdict(part.first(first), part.second(second));
  if (part.kind === 'pairs') return part.listed.get(neverKey(first.personId, second.personId)) ?? part.usual;
  const one = part.first(first);
  const other = part.second(second);
  return part.verdict(Math.min(part.most, countShared(one.mask, other.mask)), one.class, other.class);
}

/** Of two that count alike. */
export function meanVerdict(one: Verdict, other: Verdict): Verdict {
  const share = (one.share + other.share) / 2;
  const unknown = one.found === 'unknown' || other.found === 'unknown';
  // One wish against the role is a wish not met, however well the other fits.
  if (!unknown && (one.share === 0 || other.share === 0)) return { share, found: 'none' };
  return unknown ? { share, found: 'unknown' } : byShare(share);
}

/** Whole thousandths. */
export function pointsOf({ share }: Verdict, possible: number): number {
  return Math.round(possible * share);
}

/** What the parts of one criterion found together; what is not known is not counted. */
export function foundTogether(found: readonly Finding['found'][]): Finding['found'] {
  const known = found.filter((one) => one !== 'unknown' && one !== 'left');
  const [first] = known;
  if (first === undefined) return found.every((one) => one === 'left') ? 'left' : 'unknown';
  return known.every((one) => one === first) ? first : 'part';
}

/** Equal on both sides, so that two peers fit each other alike whoever is named first. `possible` is even. */
export function halves(possible: number): [number, number] {
  return [possible / 2, possible / 2];
}

/** Whole numbers in the proportion of the weights that sum to `whole`: the largest remainders get what is left. */
export function portions(whole: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (whole * weight) / sum);
  const portion = exact.map(Math.floor);
  const missing = whole - portion.reduce((total, value) => total + value, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of byRemainder.slice(0, missing)) portion[index] = (portion[index] ?? 0) + 1;
  return portion;
}
