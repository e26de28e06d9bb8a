/** What the people of a course are measured with: parts with their possible points, and who must not meet. */
import { confidenceParts, gateParts, roleParts, stageParts, topicParts } from './answers-parts.rules.js';
import type { Compared, Lexicon } from './compared.rules.js';
import type { Criterion } from '../words/comparison.js';
import { neverKey } from '../words/keys.rules.js';
import {
  channelParts,
  formatParts,
  groupParts,
  hourParts,
  languageParts,
  styleParts,
  zoneParts,
  type Ruled,
} from './meeting-parts.rules.js';
import { withLeaving } from './left-out.rules.js';
import { barsOf, type Bars } from './may-be.rules.js';
import { measuredPart, normsFor } from './norms.rules.js';
import type { Part, Verdict } from './parts.js';
import {
  formOf,
  type Form,
  type Norms,
  type PairingSetup,
  type PairRuleKind,
  type Weighed,
  type Weighing,
  type Wish,
} from '../words/setup.js';
import { byShare, portions } from './verdicts.rules.js';

/** Points of the perfect pair, in thousandths. */
export const thousandths = 1000;
export const highestScore = 100 * thousandths;

/** What is known of certain pairs. */
export interface Knots {
  rules: readonly { kind: PairRuleKind; personIds: readonly [string, string]; by: string }[];
  /** Who met whom in earlier rounds. */
  met: readonly (readonly [string, string])[];
}

export const noKnots: Knots = { rules: [], met: [] };

export interface Yardstick {
  form: Form;
  lexicon: Lexicon;
  parts: readonly Part[];
  /** What answers in this course are like. */
  norms: Norms;
  /** Thousandths: below it nobody is paired; 0: no such rule. */
  lowest: number;
  /** Keys of {@link neverKey}. */
  never: ReadonlySet<string>;
  /** Those of earlier rounds who must not meet again; empty where they may. */
  met: ReadonlySet<string>;
  bars: Bars;
}

/** What the teacher prefers and avoids counts like a criterion of this weight. */
const wishesWeight = 5;

const makers: Readonly<Record<Exclude<Weighed, 'newFaces'>, (ruled: Ruled) => Part[]>> = {
  topics: topicParts,
  confidence: confidenceParts,
  stage: stageParts,
  gates: gateParts,
  role: roleParts,
  hours: hourParts,
  timeZone: zoneParts,
  channel: channelParts,
  format: formatParts,
  languages: languageParts,
  style: styleParts,
  groups: groupParts,
};

type Setup = Pick<PairingSetup, 'mode' | 'criteria' | 'rules' | 'norms'>;

/** Everybody of a course as they are compared, or, where the setup brings its norms, some of them. */
interface Course {
  people: readonly Compared[];
  lexicon: Lexicon;
}

export function yardstickOf(setup: Setup, { people, lexicon }: Course, knots: Knots): Yardstick {
  const form = formOf(setup.mode);
  const { rules } = setup;
  const norms = normsOf(setup, { people, lexicon });
  const parts = weighedCriteria({ ...setup, norms }, knots).flatMap(({ criterion, wish, possible }): Part[] => {
    if (criterion === 'newFaces') return [facesPart(possible, knots)];
    if (criterion === 'wishes') return [wishesPart(possible, knots)];
    const norm = norms[criterion];
    if (!norm || (possible === 0 && !isRuled(criterion, setup))) return [];
    const raw = makers[criterion]({ criterion, possible, form, wish, lexicon, rules });
    return raw.map((part) => (part.kind === 'pairs' ? part : withLeaving(measuredPart(part, norm), people)));
  });
  const never = knots.rules.filter(({ kind }) => kind === 'never').map(({ personIds }) => neverKey(...personIds));
  const met = rules.noRepeats ? knots.met.map((pair) => neverKey(...pair)) : [];
  const lowest = (rules.lowestScore ?? 0) * thousandths;
  const bars = barsOf(setup.mode);
  return { form, lexicon, parts, norms, lowest, never: new Set(never), met: new Set(met), bars };
}

/** The setup's own, and of criteria without any what is found among these people. */
function normsOf(setup: Setup, course: Course): Norms {
  const { norms = {} } = setup;
  const missing = [...rawParts(setup, course.lexicon)].filter(([criterion]) => !norms[criterion]);
  if (missing.length === 0) return norms;
  return { ...normsFor(new Map(missing), course, setup), ...norms };
}

/** Before any weight; of the criteria that count, and of those that a rule reads. */
function rawParts(setup: Setup, lexicon: Lexicon): Map<Weighed, Part[]> {
  const [form, { rules }] = [formOf(setup.mode), setup];
  return new Map(
    setup.criteria.flatMap(({ criterion, weight, wish }): [Weighed, Part[]][] => {
      if (criterion === 'newFaces' || (weight === 0 && !isRuled(criterion, setup))) return [];
      return [[criterion, makers[criterion]({ criterion, possible: 0, form, wish, lexicon, rules })]];
    }),
  );
}

/** Of two of whom nothing may be compared; a lowest score costs nobody a partner for what they prefer not to say. */
export function scoreOfNothing({ lowest }: Pick<Yardstick, 'lowest'>): number {
  return Math.max(highestScore / 2, lowest);
}

/** Whether it matters who met whom before. */
export function readsMet({ criteria, rules }: Pick<Setup, 'criteria' | 'rules'>): boolean {
  return rules.noRepeats || criteria.some(({ criterion, weight }) => criterion === 'newFaces' && weight > 0);
}

/** What each criterion may give: together exactly {@link highestScore}, each an even number. */
function weighedCriteria(setup: Setup, { rules }: Knots): { criterion: Criterion; wish: Wish; possible: number }[] {
  const wished = rules.some(({ kind }) => kind === 'prefer' || kind === 'avoid');
  const all = [
    ...weighingsThatTell(setup),
    ...(wished ? [{ criterion: 'wishes', weight: wishesWeight, wish: 'similar' } as const] : []),
  ];
  const possible = portions(
    highestScore / 2,
    all.map(({ criterion, weight }) => weight * scaleOf(criterion, setup)),
  );
  return all.map(({ criterion, wish }, index) => ({ criterion, wish, possible: 2 * (possible[index] ?? 0) }));
}

/** Figures of before there were scales have none. */
function scaleOf(criterion: Criterion, { norms }: Setup): number {
  return (criterion === 'wishes' ? undefined : norms?.[criterion]?.scale) ?? 1;
}

/** What nobody of the course said anything about weighs nothing, unless that is so of everything. */
function weighingsThatTell(setup: Setup): readonly Weighing[] {
  const all = setup.criteria.filter(({ criterion }) => criterion !== 'role' || hasRoles(setup));
  const told = all.map((weighing) =>
    setup.norms?.[weighing.criterion]?.asked === false ? { ...weighing, weight: 0 } : weighing,
  );
  return told.some(({ weight }) => weight > 0) ? told : all;
}

/** Peers are equals, and in reverse mentoring the roles are turned round on purpose. */
function hasRoles({ mode }: Setup): boolean {
  return mode !== 'reverse' && formOf(mode) === 'mentoring';
}

/** Whether a rule reads what the criterion reads, whatever its weight. */
function isRuled(criterion: Criterion, { rules }: Setup): boolean {
  if (criterion === 'hours') return (rules.minimumSharedHours ?? 0) > 0;
  if (criterion === 'timeZone') return rules.maximumHoursApart !== undefined;
  if (criterion === 'languages') return rules.shareLanguage;
  return criterion === 'groups' && rules.groups !== 'any';
}

function facesPart(possible: number, { met }: Knots): Part {
  const listed = new Map(met.map((pair) => [neverKey(...pair), byShare(0)]));
  return { kind: 'pairs', criterion: 'newFaces', wish: 'similar', possible, reads: [0, 0], usual: byShare(1), listed };
}

function wishesPart(possible: number, { rules }: Knots): Part {
  const listed = new Map(
    rules.flatMap(({ kind, personIds }): [string, Verdict][] => {
      if (kind !== 'prefer' && kind !== 'avoid') return [];
      return [[neverKey(...personIds), byShare(kind === 'prefer' ? 1 : 0)]];
    }),
  );
  return { kind: 'pairs', criterion: 'wishes', wish: 'similar', possible, reads: [0, 0], usual: byShare(0.5), listed };
}
