/**
 * How a course is paired: what is compared and how much it counts (*criteria*), what must hold (*rules*), and what comes
 * of it (*mode*). It names nobody, so it can be copied to another course; what concerns people (pair rules, who is
 * trained, places of one mentor) is kept apart.
 */

/** Mentors with mentees, or people of one kind who help each other. */
export type Form = 'mentoring' | 'peers';

/**
 * - `mentoring`: mentors with one or more mentees each
 * - `reverse`: those who would be mentees mentor those who would be mentors
 * - `peers`: two help each other, with an odd number one group of three
 * - `circles`: groups of 3 to 6, by ordered rules
 * - `choices`: mentors and mentees rank each other
 * - `chosen`, `chosenPeers`: mentors and mentees, or peers, agree with each other, and the teacher approves
 */
/** The usual ones first. */
export const modes = ['mentoring', 'peers', 'circles', 'choices', 'reverse', 'chosen', 'chosenPeers'] as const;
export type Mode = (typeof modes)[number];

/** What becomes of those who chose nobody and were chosen by nobody: placed by score, or left on the wait-list. */
export const rests = ['score', 'wait'] as const;
export type Rest = (typeof rests)[number];

export const weighed = [
  'topics',
  'confidence',
  'stage',
  'gates',
  'role',
  'hours',
  'timeZone',
  'channel',
  'format',
  'languages',
  'style',
  'groups',
  'newFaces',
] as const;
export type Weighed = (typeof weighed)[number];

/** `complementary`: one has what the other lacks. */
export const wishes = ['similar', 'complementary'] as const;
export type Wish = (typeof wishes)[number];

/** Criteria that can be wished both ways; the others have one sensible direction. */
export const twoWayCriteria = ['topics', 'confidence', 'stage', 'gates', 'style', 'groups'] as const;

export interface Weighing {
  criterion: Weighed;
  /** 0 to 10. */
  weight: number;
  wish: Wish;
}

/** `fair`: everyone matched, then the weakest pair as good as can be, then the sum. `sum`: everyone matched, then the sum. */
export const objectives = ['fair', 'sum'] as const;
export type Objective = (typeof objectives)[number];

/** `all`: nobody who offered to mentor stands idle while another has several mentees. `needed`: where that is better. */
export const employs = ['all', 'needed'] as const;
export type Employ = (typeof employs)[number];

export const groupRules = ['any', 'same', 'different'] as const;

/** Who did not answer is nobody's disadvantage: a rule about an answer holds where both gave one. */
export interface HardRules {
  /** Hours a week in which both are free. */
  minimumSharedHours?: number;
  maximumHoursApart?: number;
  /** Of 100: nobody is paired below it, and who fits nobody better stays without a partner. */
  lowestScore?: number;
  /** Of Moodle. */
  groups: (typeof groupRules)[number];
  shareLanguage: boolean;
  /** Only people the teacher has marked may mentor. */
  trainedOnly: boolean;
  /** Only who sent a profile mentors, or whom the teacher marked; absent in drafts of before: no such rule. */
  mentorsAnswered?: boolean;
  /** Nobody meets anybody of an earlier round again. */
  noRepeats: boolean;
  /** People without a profile stay out. */
  profileNeeded: boolean;
}

/** Rules of circles, most important first. */
export const circleKinds = ['distribute', 'aggregate', 'cluster', 'balance'] as const;
/** `answered`: whether they sent a profile; spread, no circle is made of people of whom nothing is known. */
export const circleTraits = [
  'stage',
  'gates',
  'confidence',
  'languages',
  'groups',
  'channel',
  'role',
  'answered',
] as const;
export interface CircleWish {
  kind: (typeof circleKinds)[number];
  trait: (typeof circleTraits)[number];
}

/**
 * What answers to a criterion are like in a course. `curve`: the power that brings the usual share towards one half; `usual`:
 * the mean share of two who both answered, after it, or with `often` that of two who have anything in common, and how often
 * two have; `asked`: whether anybody answered, or for what can be said more of, whether the course asks for it; `scale`: by
 * what the weight is multiplied, so that a usual pair gets points in proportion to the weights.
 */
export interface Norm {
  curve: number;
  usual: number;
  asked: boolean;
  /** 1 in figures of before there were scales. */
  scale?: number;
  often?: number;
}
export type Norms = Partial<Record<Weighed, Norm>>;

export interface PairingSetup {
  mode: Mode;
  /** Mentees per mentor; the teacher's word on one mentor goes before, and no mentor gets more than they wish for. */
  capacity: number;
  /** 3 to 6. */
  circleSize: number;
  circleRules: readonly CircleWish[];
  /** Where people choose. */
  rest: Rest;
  objective: Objective;
  employ: Employ;
  /** One for each of {@link weighed}. */
  criteria: readonly Weighing[];
  rules: HardRules;
  /** Of a draft: what it was measured with, so that its figures stay; absent: as people answer today. */
  norms?: Norms;
}

/** What a preset or a form says; the rest is as it is by default. */
export type SetupChange = Partial<Omit<PairingSetup, 'rules'>> & {
  /** Undefined takes a rule away. */
  rules?: { [Rule in keyof HardRules]?: HardRules[Rule] | undefined };
};

export const maximumCapacity = 6;
export const circleSizesOffered = [3, 4, 5, 6] as const;
export const maximumCircleRules = 4;

const usual: readonly Weighing[] = [
  { criterion: 'topics', weight: 9, wish: 'complementary' },
  { criterion: 'confidence', weight: 0, wish: 'complementary' },
  { criterion: 'stage', weight: 0, wish: 'complementary' },
  { criterion: 'gates', weight: 0, wish: 'complementary' },
  { criterion: 'role', weight: 3, wish: 'similar' },
  { criterion: 'hours', weight: 3, wish: 'similar' },
  { criterion: 'timeZone', weight: 2, wish: 'similar' },
  { criterion: 'channel', weight: 2, wish: 'similar' },
  { criterion: 'format', weight: 0, wish: 'similar' },
  { criterion: 'languages', weight: 1, wish: 'similar' },
  { criterion: 'style', weight: 0, wish: 'similar' },
  { criterion: 'groups', weight: 0, wish: 'similar' },
  { criterion: 'newFaces', weight: 0, wish: 'similar' },
];

export const defaultSetup: PairingSetup = {
  mode: 'mentoring',
  capacity: 1,
  circleSize: 4,
  circleRules: [{ kind: 'balance', trait: 'confidence' }],
  rest: 'score',
  objective: 'fair',
  employ: 'all',
  criteria: usual,
  rules: {
    groups: 'any',
    shareLanguage: true,
    trainedOnly: false,
    mentorsAnswered: true,
    noRepeats: false,
    profileNeeded: false,
  },
};

/** Mentors with mentees, or equals. */
export function formOf(mode: Mode): Form {
  return mode === 'peers' || mode === 'circles' || mode === 'chosenPeers' ? 'peers' : 'mentoring';
}

/** Whether people rank each other, agree with each other, or the course decides alone. */
export function choosingOf(mode: Mode): 'rank' | 'agree' | undefined {
  if (mode === 'choices') return 'rank';
  return mode === 'chosen' || mode === 'chosenPeers' ? 'agree' : undefined;
}

/** Whether only those who were chosen get a partner. */
export function leavesRest({ mode, rest }: Pick<PairingSetup, 'mode' | 'rest'>): boolean {
  return choosingOf(mode) !== undefined && rest === 'wait';
}

export function withChange(setup: PairingSetup, { rules, criteria, ...change }: SetupChange): PairingSetup {
  const changed = new Map((criteria ?? []).map((weighing) => [weighing.criterion, weighing]));
  return {
    ...setup,
    ...change,
    rules: withRules(setup.rules, rules),
    criteria: setup.criteria.map((weighing) => changed.get(weighing.criterion) ?? weighing),
  };
}

/** Measured as that draft was, in what both of them compare alike: its figures are those of the course when it was made. */
export function withFiguresOf(setup: PairingSetup, made: PairingSetup | undefined): PairingSetup {
  if (!made?.norms || formOf(made.mode) !== formOf(setup.mode)) return setup;
  const wishOf = ({ criteria }: PairingSetup, name: Weighed) =>
    criteria.find(({ criterion }) => criterion === name)?.wish;
  const alike = weighed.filter((criterion) => wishOf(setup, criterion) === wishOf(made, criterion));
  const { norms } = made;
  return { ...setup, norms: Object.fromEntries(alike.flatMap((name) => (norms[name] ? [[name, norms[name]]] : []))) };
}

function withRules(before: HardRules, change: SetupChange['rules'] = {}): HardRules {
  const all = Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined);
  // SAFETY: what must be there was there before and has no value for "taken away".
  return Object.fromEntries(all) as unknown as HardRules;
}

/** Rules between two people; one for each two. `never` and `must` are kept, `avoid` and `prefer` count. */
export const pairRuleKinds = ['must', 'never', 'prefer', 'avoid'] as const;
export type PairRuleKind = (typeof pairRuleKinds)[number];

export interface PairRule {
  ruleId: string;
  kind: PairRuleKind;
  personIds: readonly [string, string];
  /** Only teachers read it. */
  reason?: string;
  by: string;
  at: Date;
}

/** What the teacher says of one person as a mentor. */
export interface MentorMark {
  trained: boolean;
  /** Places; absent: as many as the course says. */
  capacity?: number;
}
