import { z } from 'zod';
import { severalOf } from '../../web/forms.js';
import { groupsRuled, type RuleValues } from '../words/rule-values.js';
import {
  circleKinds,
  circleTraits,
  maximumCapacity,
  maximumCircleRules,
  modes,
  defaultSetup,
  employs,
  objectives,
  pairRuleKinds,
  rests,
  weighed,
  wishes,
  type CircleWish,
  type HardRules,
  type SetupChange,
  type Weighing,
} from '../words/setup.js';
import { seenLine, seenText } from '../../shared/seen.js';

export const most = { weight: 10, hours: 20, hoursApart: 12, lowest: 90 } as const;

/** Rules that have a value, and rules that hold or do not. */
export const valued = ['minimumSharedHours', 'maximumHoursApart', 'groups', 'lowestScore'] as const;
export const switches = ['shareLanguage', 'trainedOnly', 'mentorsAnswered', 'noRepeats', 'profileNeeded'] as const;

export const none = 'none';

const whole = (least: number, greatest: number) =>
  z.coerce.number({ error: 'pairing.setup.problem.number' }).int().min(least).max(greatest);
const circleRule = z.union([
  z.literal(none),
  z
    .string()
    .regex(new RegExp(`^(${circleKinds.join('|')}) (${circleTraits.join('|')})$`), 'pairing.setup.problem.circle'),
]);

const weights = Object.fromEntries(weighed.map((name) => [`weight-${name}`, whole(0, most.weight)]));
const directions = Object.fromEntries(weighed.map((name) => [`wish-${name}`, z.enum(wishes).optional()]));
const circleRules = Object.fromEntries(
  Array.from({ length: maximumCircleRules }, (_, place) => [`circle-${place + 1}`, circleRule]),
);

/** `show` counts the shares anew and saves nothing. */
const acts = ['save', 'preview', 'show'] as const;

/** The page of criteria and rules; `act` is the button that was pressed. */
export const setupForm = z
  .strictObject({
    act: z.enum(acts).default('save'),
    mode: z.enum(modes, { error: 'pairing.form.mode' }),
    objective: z.enum(objectives, { error: 'pairing.setup.problem.objective' }),
    employ: z.enum(employs).default(defaultSetup.employ),
    rest: z.enum(rests),
    capacity: whole(1, maximumCapacity),
    circleSize: whole(3, 6),
    revision: whole(0, Number.MAX_SAFE_INTEGER).default(0),
    minimumSharedHours: whole(1, most.hours),
    maximumHoursApart: whole(0, most.hoursApart),
    lowestScore: whole(1, most.lowest),
    groups: z.enum(groupsRuled),
    rules: severalOf(...valued, ...switches),
    ...weights,
    ...directions,
    ...circleRules,
  })
  .refine((answers) => weighed.some((name) => Number(fieldOf(answers, `weight-${name}`)) > 0), {
    path: [`weight-${weighed[0]}`],
    message: 'pairing.setup.problem.noWeight',
  })
  .transform((answers): SetupAnswers => {
    const { act, mode, objective, employ, capacity, circleSize, rest, revision } = answers;
    const values = valuesFrom(answers);
    const change = { mode, objective, employ, capacity, circleSize, rest, rules: rulesFrom(answers.rules, values) };
    return {
      ...{ act, revision, values },
      change: { ...change, criteria: criteriaFrom(answers), circleRules: circlesFrom(answers) },
    };
  });

export interface SetupAnswers {
  act: (typeof acts)[number];
  /** Of the answers that the page showed. */
  revision: number;
  change: SetupChange;
  /** Of the rules that have one, whether or not they hold. */
  values: RuleValues;
}

function fieldOf(answers: object, name: string): unknown {
  return Object.entries(answers).find(([key]) => key === name)?.[1];
}

function criteriaFrom(answers: object): Weighing[] {
  return weighed.map((criterion) => ({
    criterion,
    weight: Number(fieldOf(answers, `weight-${criterion}`)),
    wish: fieldOf(answers, `wish-${criterion}`) === 'complementary' ? 'complementary' : 'similar',
  }));
}

function circlesFrom(answers: object): CircleWish[] {
  return Array.from({ length: maximumCircleRules }, (_, place) => fieldOf(answers, `circle-${place + 1}`)).flatMap(
    (said): CircleWish[] => {
      const [kind, trait] = String(said).split(' ');
      const known = circleKinds.find((one) => one === kind);
      const what = circleTraits.find((one) => one === trait);
      return known && what ? [{ kind: known, trait: what }] : [];
    },
  );
}

function valuesFrom({ minimumSharedHours, maximumHoursApart, groups, lowestScore }: RuleValues): RuleValues {
  return { minimumSharedHours, maximumHoursApart, groups, lowestScore };
}

function rulesFrom(held: readonly string[], values: RuleValues): Required<SetupChange>['rules'] {
  const holds = (rule: keyof HardRules) => held.includes(rule);
  return {
    groups: holds('groups') ? values.groups : 'any',
    minimumSharedHours: holds('minimumSharedHours') ? values.minimumSharedHours : undefined,
    maximumHoursApart: holds('maximumHoursApart') ? values.maximumHoursApart : undefined,
    lowestScore: holds('lowestScore') ? values.lowestScore : undefined,
    ...Object.fromEntries(switches.map((rule) => [rule, holds(rule)])),
  };
}

const id = z.string().min(1).max(100);
/** A name as the teacher writes it, or an id from a link. */
const somebody = z
  .string({ error: 'pairing.people.problem.nobody' })
  .overwrite(seenLine)
  .min(1, 'pairing.people.problem.nobody')
  .max(200);

export const presetForm = z.strictObject({ preset: id, revision: whole(0, Number.MAX_SAFE_INTEGER) });
export const backForm = z.strictObject({ revision: whole(0, Number.MAX_SAFE_INTEGER) });

export const pairRuleForm = z.strictObject({
  kind: z.enum(pairRuleKinds, { error: 'pairing.rules.problem.kind' }),
  one: somebody,
  other: somebody,
  reason: z.string().overwrite(seenText).max(300).default(''),
});
export const removeRuleForm = z.strictObject({ ruleId: id });

export const mentorForm = z.strictObject({
  person: somebody,
  trained: z.enum(['yes', 'no'], { error: 'pairing.mentors.problem.trained' }),
  capacity: z.union([z.literal('course'), whole(0, maximumCapacity)]),
});
