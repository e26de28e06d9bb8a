/**
 * What answers are like in a course. Criteria differ in how much two people usually have in common: of three topics asked for
 * often one is found, of eight hours between clocks mostly all. Each share is raised to a power, its *curve*, that brings the
 * usual share to one half, so that weights mean what they say: none stays none, full stays full, more is never less. What was
 * left empty counts a little less than an answer usually gives, and less than any answer with something in common.
 */
import type { Compared } from './compared.rules.js';
import type { BitsPart, CodePart, Part, Verdict } from './parts.js';
import type { Form, Mode, Norm, Norms, Weighed } from '../words/setup.js';
import { verdictOn } from './verdicts.rules.js';

/** Where the usual share of every criterion belongs. */
const middle = 0.5;
/** Beyond these a curve would tell only none from some, or only full from the rest. */
const [flattest, steepest] = [0.25, 2];
const curveStep = 0.05;
/** Of what an answer usually gives: who says it is on average no worse off than who is silent. */
const prudence = 0.8;
/** So many pairs of a course are looked at. */
const pairsLookedAt = 2000;
/** As many pairs as these count the shares below, so that three people do not make a rule. */
const pairsPresumed = 30;

/** Shares of two people in courses at large, before any curve. */
const presumed: Readonly<Record<Exclude<Weighed, 'newFaces'>, readonly number[]>> = {
  topics: [0, 0, 1 / 3, 1 / 3, 1 / 3, 2 / 3, 1],
  confidence: [0, 0, 1 / 3, 1 / 2, 1 / 2, 1],
  stage: [0, 0.4, 0.4, 0.8, 1],
  gates: [0, 0.5, 0.5, 1],
  role: [0.5, 0.9, 1, 1],
  hours: [0, 0, 1 / 6, 1 / 3, 1 / 2, 1],
  timeZone: [0.375, 0.625, 0.875, 1, 1],
  channel: [0.2, 0.2, 0.5, 1, 1],
  format: [0, 1, 1],
  languages: [0, 1, 1, 1],
  style: [0.25, 0.5, 0.75, 0.75, 1],
  groups: [0, 0, 1],
};

export type Graded = CodePart | BitsPart;

/** The same part as it counts in this course. */
export function measuredPart(part: Graded, norm: Norm): Graded {
  const measured = (verdict: Verdict): Verdict => ({ ...verdict, share: shareBy(norm, verdict) });
  if (part.kind === 'codes')
    return { ...part, verdict: (one: number, other: number) => measured(part.verdict(one, other)) };
  return { ...part, verdict: (shared, one, other) => measured(part.verdict(shared, one, other)) };
}

function shareBy({ curve, usual }: Norm, { share, found }: Verdict): number {
  const curved = share ** curve;
  return found === 'unknown' ? prudence * Math.min(usual, curved) : curved;
}

/** @param partsOf the raw parts of each criterion; @param people everybody of the course, in any order */
export function normsFor(
  partsOf: ReadonlyMap<Weighed, readonly Part[]>,
  people: readonly Compared[],
  how: { form: Form; mode: Mode },
): Norms {
  const pairs = pairsToLookAt(people, how);
  const norms = [...partsOf].flatMap(([criterion, all]): [Weighed, Norm][] => {
    if (criterion === 'newFaces') return [];
    const parts = all.filter((part) => part.kind !== 'pairs');
    const counts = sharesIn(parts, pairs);
    for (const share of presumed[criterion]) add(counts, share, pairsPresumed / presumed[criterion].length);
    const curve = curveFor(counts);
    return [[criterion, { curve, usual: meanOf(counts, curve), asked: isAnswered(parts, people) }]];
  });
  // SAFETY: the entries are those of the record.
  return Object.fromEntries(norms);
}

/** How often each share is found. */
type Counts = Map<number, number>;

function add(counts: Counts, share: number, times: number): void {
  counts.set(share, (counts.get(share) ?? 0) + times);
}

function sharesIn(parts: readonly Graded[], pairs: readonly (readonly [Compared, Compared])[]): Counts {
  const counts: Counts = new Map();
  for (const part of parts) {
    for (const [first, second] of pairs) {
      const { share, found } = verdictOn(part, first, second);
      if (found !== 'unknown' && !isWithheld(part, first, second)) add(counts, share, 1);
    }
  }
  return counts;
}

function isWithheld({ reads: [one, other] }: Graded, first: Compared, second: Compared): boolean {
  return (first.withheld & one) !== 0 || (second.withheld & other) !== 0;
}

function meanOf(counts: Counts, curve: number): number {
  let [sum, all] = [0, 0];
  for (const [share, times] of counts) {
    sum += times * share ** curve;
    all += times;
  }
  return sum / all;
}

/** A steeper curve lowers the mean. Where only none and full are found, no curve changes anything. */
function curveFor(counts: Counts): number {
  if ([...counts.keys()].every((share) => share <= 0 || share >= 1)) return 1;
  let [low, high] = [flattest, steepest];
  while (high - low > curveStep / 4) {
    const between = (low + high) / 2;
    if (meanOf(counts, between) > middle) low = between;
    else high = between;
  }
  return Math.round((low + high) / 2 / curveStep) * curveStep;
}

/** The same pairs in whatever order people come: those who would mentor with those who would be mentored, or all. */
function pairsToLookAt(
  people: readonly Compared[],
  { form, mode }: { form: Form; mode: Mode },
): [Compared, Compared][] {
  const [guide, guided] = mode === 'reverse' ? (['mentee', 'mentor'] as const) : (['mentor', 'mentee'] as const);
  const all = [...people].sort((one, other) => (one.personId < other.personId ? -1 : 1));
  const firsts = form === 'peers' ? all : all.filter(({ wish }) => wish !== guided);
  const seconds = form === 'peers' ? all : all.filter(({ wish }) => wish !== guide);
  const whole = firsts.length * seconds.length;
  return Array.from({ length: Math.min(whole, pairsLookedAt) }, (_, turn): [Compared, Compared][] => {
    const round = Math.floor(turn / seconds.length);
    const first = firsts[(whole <= pairsLookedAt ? round : turn * 48_271 + round * 31) % firsts.length];
    const second = seconds[turn % seconds.length];
    return !first || !second || first === second ? [] : [[first, second]];
  }).flat();
}

function isAnswered(parts: readonly Graded[], people: readonly Compared[]): boolean {
  return parts.some((part) => {
    const says = (code: number) => {
      const verdict = part.kind === 'codes' ? part.verdict(code, code) : part.verdict(0, code, code);
      return verdict.found !== 'unknown';
    };
    if (part.kind === 'codes') return people.some((one) => says(part.first(one)) || says(part.second(one)));
    return people.some((one) => says(part.first(one).class) || says(part.second(one).class));
  });
}
