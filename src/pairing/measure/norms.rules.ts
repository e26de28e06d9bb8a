/**
 * What answers are like in a course, so that weights mean what they say (decision 12). Criteria differ in how much two people
 * usually have in common: of three topics asked for often one is found, of eight hours between clocks mostly all. Each share is
 * raised to a power, its *curve*, that brings the usual share towards one half; what is left of the difference the weight
 * takes, its *scale*, so that a usual pair gets points in proportion to the weights. None stays none, full stays full, more is
 * never less. What was left empty counts less than an answer usually gives, and less than any answer with something
 * in common.
 */
import type { Compared, Lexicon } from './compared.rules.js';
import { likelyShares, standsStill, type Counts } from './presumed.rules.js';
import type { BitsPart, CodePart, Part, Verdict } from './parts.js';
import { fewAsked } from './answers-parts.rules.js';
import { formOf, type Norm, type Norms, type PairingSetup, type Weighed } from '../words/setup.js';
import { verdictOn } from './verdicts.rules.js';

/** Where the usual share of every criterion belongs. */
const middle = 0.5;
/** Beyond these a curve would tell only none from some, or only full from the rest. */
const [flattest, steepest] = [0.25, 2];
const curveStep = 0.05;
/** A criterion weighs at most so many times what its weight says, and at least one half of it. */
const heaviest = 2;
/** Of what an answer usually gives: who says it is on average no worse off than who is silent. */
const prudence = 0.8;
/** So many pairs of a course are looked at. */
const pairsLookedAt = 2000;

/** Two who never met are the usual pair, whatever anybody answers. */
const newFaces: Norm = { curve: 1, usual: 1, asked: true, scale: middle };

export type Graded = CodePart | BitsPart;

/** The same part as it counts in this course. */
export function measuredPart(part: Graded, norm: Norm): Graded {
  const measured = (verdict: Verdict): Verdict => ({ ...verdict, share: shareBy(norm, verdict) });
  if (part.kind === 'codes')
    return { ...part, verdict: (one: number, other: number) => measured(part.verdict(one, other)) };
  return { ...part, verdict: (shared, one, other) => measured(part.verdict(shared, one, other)) };
}

function shareBy({ curve, usual, often = 1 }: Norm, { share, found }: Verdict): number {
  const curved = share ** curve;
  return found === 'unknown' ? prudence * often * Math.min(usual, curved) : curved;
}

/** @param partsOf the raw parts of each criterion; @param people everybody of the course, in any order */
export function normsFor(
  partsOf: ReadonlyMap<Weighed, readonly Part[]>,
  { people, lexicon }: { people: readonly Compared[]; lexicon: Lexicon },
  setup: Pick<PairingSetup, 'mode' | 'rules'>,
): Norms {
  const pairs = pairsToLookAt(people, setup);
  const norms = [...partsOf].flatMap(([criterion, all]): [Weighed, Norm][] => {
    if (criterion === 'newFaces') return [];
    const parts = all.filter((part) => part.kind !== 'pairs');
    const wish = parts[0]?.wish ?? 'similar';
    const likely = likelyShares(criterion, { rules: setup.rules, wish, topics: lexicon.topics.length });
    const counts = together(sharesIn(parts, pairs), likely);
    const asked = standsStill(criterion) ? isAsked(criterion, lexicon) : isAnswered(parts, people);
    const norm = normBy(criterion, counts, { likely, asked });
    if (criterion !== 'topics') return [[criterion, norm]];
    return [[criterion, { ...norm, ...topicsEmpty(norm, counts, silentIn(parts, pairs)) }]];
  });
  // SAFETY: the entries are those of the record.
  return { ...Object.fromEntries(norms), newFaces };
}

function normBy(criterion: Weighed, counts: Counts, { likely, asked }: { likely: Counts; asked: boolean }): Norm {
  // What may be said more of is measured by courses at large: a measure that follows the answers would move with one's own.
  const measure = standsStill(criterion) ? likely : counts;
  const curve = curveFor(measure);
  const scale = Math.min(heaviest, middle / meanOf(measure, curve));
  return { curve, usual: meanOf(counts, curve), asked, scale };
}

/**
 * By how often two have any topic in common, which one more can only raise, where it would lower a mean of shares. `silent`:
 * pairs that count as having none.
 */
function topicsEmpty({ curve }: Norm, counts: Counts, silent: number): Pick<Norm, 'usual' | 'often'> {
  const all = sumOf(counts.values());
  return { usual: (1 / fewAsked) ** curve, often: (all - (counts.get(0) ?? 0)) / (all + silent) };
}

/**
 * Of equals, who both ask and give: where one asks and the other names nothing to give. Counted, or else somebody who begins
 * to give would lower what is estimated the other way round.
 */
function silentIn(parts: readonly Graded[], pairs: readonly (readonly [Compared, Compared])[]): number {
  const [there, back] = parts;
  if (!there || !back) return 0;
  const isSilent = (part: Graded, [first, second]: readonly [Compared, Compared], asker: Compared) =>
    asker.wanted !== 0 && !isWithheld(part, first, second) && verdictOn(part, first, second).found === 'unknown';
  return pairs.reduce((sum, pair) => {
    return sum + Number(isSilent(there, pair, pair[1])) + Number(isSilent(back, pair, pair[0]));
  }, 0);
}

function together(one: Counts, other: Counts): Counts {
  const shares = new Set([...one.keys(), ...other.keys()]);
  return new Map([...shares].map((share) => [share, (one.get(share) ?? 0) + (other.get(share) ?? 0)]));
}

function sharesIn(parts: readonly Graded[], pairs: readonly (readonly [Compared, Compared])[]): Counts {
  const counts = new Map<number, number>();
  for (const part of parts) {
    for (const [first, second] of pairs) {
      const { share, found } = verdictOn(part, first, second);
      if (found === 'unknown' || isWithheld(part, first, second)) continue;
      counts.set(share, (counts.get(share) ?? 0) + 1);
    }
  }
  return counts;
}

function isWithheld({ reads: [one, other] }: Graded, first: Compared, second: Compared): boolean {
  return (first.withheld & one) !== 0 || (second.withheld & other) !== 0;
}

function meanOf(counts: Counts, curve: number): number {
  const sum = sumOf([...counts].map(([share, times]) => times * share ** curve));
  return sum / sumOf(counts.values());
}

function sumOf(values: Iterable<number>): number {
  return [...values].reduce((sum, value) => sum + value, 0);
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
function pairsToLookAt(people: readonly Compared[], { mode }: Pick<PairingSetup, 'mode'>): [Compared, Compared][] {
  const isPeers = formOf(mode) === 'peers';
  const [guide, guided] = mode === 'reverse' ? (['mentee', 'mentor'] as const) : (['mentor', 'mentee'] as const);
  const all = [...people].sort((one, other) => (one.personId < other.personId ? -1 : 1));
  const firsts = isPeers ? all : all.filter(({ wish }) => wish !== guided);
  const seconds = isPeers ? all : all.filter(({ wish }) => wish !== guide);
  const whole = firsts.length * seconds.length;
  return Array.from({ length: Math.min(whole, pairsLookedAt) }, (_, turn): [Compared, Compared][] => {
    const round = Math.floor(turn / seconds.length);
    const first = firsts[(whole <= pairsLookedAt ? round : turn * 48_271 + round * 31) % firsts.length];
    const second = seconds[turn % seconds.length];
    return !first || !second || first === second ? [] : [[first, second]];
  }).flat();
}

/** Whether the course asks for it, by its questions: not by what anybody answered. */
function isAsked(criterion: Weighed, { topics, asked }: Lexicon): boolean {
  const asks = (...fields: readonly string[]) => fields.every((field) => asked?.includes(field) ?? true);
  if (criterion === 'topics') return topics.length > 0 && (asks('wanted') || asks('strong'));
  return criterion === 'hours' ? asks('availability', 'timeZone') : asks('languages');
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
