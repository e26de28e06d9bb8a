/** Criteria that are left out between two people because one of them prefers not to say; the others share their points. */
import type { Compared } from './compared.rules.js';
import type { Graded } from './norms.rules.js';
import type { BitsPart, CodePart, Part, Verdict } from './parts.js';

const leftOut: Verdict = { share: 0, found: 'left' };

/** The same part with a code of its own for those who withhold what it reads; itself where nobody does. */
export function withLeaving(part: Graded, people: readonly Compared[]): Graded {
  const [one, other] = part.reads;
  if (people.every(({ withheld }) => (withheld & (one | other)) === 0)) return part;
  return part.kind === 'codes' ? leavingCodes(part) : leavingBits(part);
}

function leavingCodes(part: CodePart): CodePart {
  const { codes, first, second, verdict, reads } = part;
  return {
    ...part,
    codes: codes + 1,
    first: (person) => ((person.withheld & reads[0]) === 0 ? first(person) : codes),
    second: (person) => ((person.withheld & reads[1]) === 0 ? second(person) : codes),
    verdict: (one, other) => (one === codes || other === codes ? leftOut : verdict(one, other)),
  };
}

function leavingBits(part: BitsPart): BitsPart {
  const { classes, first, second, verdict, reads } = part;
  const hidden = { mask: [], class: classes };
  return {
    ...part,
    classes: classes + 1,
    first: (person) => ((person.withheld & reads[0]) === 0 ? first(person) : hidden),
    second: (person) => ((person.withheld & reads[1]) === 0 ? second(person) : hidden),
    verdict: (shared, one, other) => (one === classes || other === classes ? leftOut : verdict(shared, one, other)),
  };
}

/** Which parts somebody's withholding leaves out, a bit each, as the first or as the second of two. */
export function leavesOut(parts: readonly Part[], { withheld }: Compared, side: 0 | 1): number {
  if (withheld === 0) return 0;
  return parts.reduce((bits, { reads }, place) => ((withheld & reads[side]) === 0 ? bits : bits | (1 << place)), 0);
}

/** Thousandths that these parts would give. */
export function pointsLeft(parts: readonly Part[], bits: number): number {
  return parts.reduce((sum, { possible }, place) => ((bits & (1 << place)) === 0 ? sum : sum + possible), 0);
}
