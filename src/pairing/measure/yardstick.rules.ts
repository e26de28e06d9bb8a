/** What the people of a course are measured with: parts with their possible points, and who must not meet. */
import { confidenceParts, gateParts, roleParts, stageParts, topicParts } from './answers-parts.rules.js';
import type { Lexicon } from './compared.rules.js';
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
import type { Part, Verdict } from './parts.js';
import { formOf, type PairingSetup, type PairRuleKind, type Weighed, type Wish, type Form } from '../words/setup.js';
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
  /** Thousandths: below it nobody is paired; 0: no such rule. */
  lowest: number;
  /** Keys of {@link neverKey}. */
  never: ReadonlySet<string>;
  /** Those of earlier rounds who must not meet again; empty where they may. */
  met: ReadonlySet<string>;
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

type Setup = Pick<PairingSetup, 'mode' | 'criteria' | 'rules'>;

export function yardstickOf(setup: Setup, lexicon: Lexicon, knots: Knots): Yardstick {
  const form = formOf(setup.mode);
  const { rules } = setup;
  const parts = weighedCriteria(setup, knots).flatMap(({ criterion, wish, possible }): Part[] => {
    if (criterion === 'newFaces') return [facesPart(possible, knots)];
    if (criterion === 'wishes') return [wishesPart(possible, knots)];
    if (possible === 0 && !isRuled(criterion, setup)) return [];
    return makers[criterion]({ criterion, possible, form, wish, lexicon, rules });
  });
  const never = knots.rules.filter(({ kind }) => kind === 'never').map(({ personIds }) => neverKey(...personIds));
  const met = rules.noRepeats ? knots.met.map((pair) => neverKey(...pair)) : [];
  const lowest = (rules.lowestScore ?? 0) * thousandths;
  return { form, lexicon, parts, lowest, never: new Set(never), met: new Set(met) };
}

/** Whether it matters who met whom before. */
export function readsMet({ criteria, rules }: Pick<Setup, 'criteria' | 'rules'>): boolean {
  return rules.noRepeats || criteria.some(({ criterion, weight }) => criterion === 'newFaces' && weight > 0);
}

/** What each criterion may give: together exactly {@link highestScore}, each an even number. */
function weighedCriteria(setup: Setup, { rules }: Knots): { criterion: Criterion; wish: Wish; possible: number }[] {
  const wished = rules.some(({ kind }) => kind === 'prefer' || kind === 'avoid');
  const all = [
    ...setup.criteria.filter(({ criterion }) => criterion !== 'role' || hasRoles(setup)),
    ...(wished ? [{ criterion: 'wishes', weight: wishesWeight, wish: 'similar' } as const] : []),
  ];
  const possible = portions(
    highestScore / 2,
    all.map(({ weight }) => weight),
  );
  return all.map(({ criterion, wish }, index) => ({ criterion, wish, possible: 2 * (possible[index] ?? 0) }));
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
  return { kind: 'pairs', criterion: 'newFaces', wish: 'similar', possible, usual: byShare(1), listed };
}

function wishesPart(possible: number, { rules }: Knots): Part {
  const listed = new Map(
    rules.flatMap(({ kind, personIds }): [string, Verdict][] => {
      if (kind !== 'prefer' && kind !== 'avoid') return [];
      return [[neverKey(...personIds), byShare(kind === 'prefer' ? 1 : 0)]];
    }),
  );
  return { kind: 'pairs', criterion: 'wishes', wish: 'similar', possible, usual: byShare(0.5), listed };
}
