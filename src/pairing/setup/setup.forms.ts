import { z } from 'zod';
import { severalOf } from '../../web/forms.js';
import {
  circleKinds,
  circleTraits,
  groupRules,
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
  type SetupChange,
  type Weighing,
} from '../words/setup.js';
import { seenLine, seenText } from '../../shared/seen.js';

export const most = { weight: 10, hours: 20, hoursApart: 12, lowest: 90 } as const;

/** Rules that hold or do not. */
export const switches = ['shareLanguage', 'trainedOnly', 'noRepeats', 'profileNeeded'] as const;

export const none = 'none';

const whole = (least: number, greatest: number) =>
  z.coerce.number({ error: 'pairing.setup.problem.number' }).int().min(least).max(greatest);
const orNone = (least: number, greatest: number) => z.union([z.literal(none), whole(least, greatest)]);
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
    minimumSharedHours: orNone(1, most.hours),
    maximumHoursApart: orNone(0, most.hoursApart),
    lowestScore: orNone(1, most.lowest),
    groups: z.enum(groupRules),
    rules: severalOf(...switches),
    ...weights,
    ...directions,
    ...circleRules,
  })
  .refine((answers) => weighed.some((name) => Number(fieldOf(answers, `weight-${name}`)) > 0), {
    path: [`weight-${weighed[0]}`],
    message: 'pairing.setup.problem.noWeight',
  })
  .transform((answers): { act: (typeof acts)[number]; change: SetupChange } => {
    const { act, mode, objective, employ, capacity, circleSize, rest } = answers;
    const change = { mode, objective, employ, capacity, circleSize, rest, rules: rulesFrom(answers) };
    return { act, change: { ...change, criteria: criteriaFrom(answers), circleRules: circlesFrom(answers) } };
  });

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

interface RuleAnswers {
  minimumSharedHours: 'none' | number;
  maximumHoursApart: 'none' | number;
  lowestScore: 'none' | number;
  groups: (typeof groupRules)[number];
  rules: readonly string[];
}

function rulesFrom({
  minimumSharedHours,
  maximumHoursApart,
  lowestScore,
  groups,
  rules,
}: RuleAnswers): Required<SetupChange>['rules'] {
  return {
    groups,
    minimumSharedHours: minimumSharedHours === none ? undefined : minimumSharedHours,
    maximumHoursApart: maximumHoursApart === none ? undefined : maximumHoursApart,
    lowestScore: lowestScore === none ? undefined : lowestScore,
    ...{ shareLanguage: rules.includes('shareLanguage'), trainedOnly: rules.includes('trainedOnly') },
    ...{ noRepeats: rules.includes('noRepeats'), profileNeeded: rules.includes('profileNeeded') },
  };
}

const id = z.string().min(1).max(100);
/** A name as the teacher writes it, or an id from a link. */
const somebody = z
  .string({ error: 'pairing.people.problem.nobody' })
  .overwrite(seenLine)
  .min(1, 'pairing.people.problem.nobody')
  .max(200);

export const presetForm = z.strictObject({ preset: id });

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
