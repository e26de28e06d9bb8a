/** How many pairs of the course each hard rule forbids, and whom it leaves with nobody. */
import { boardFor, type Board, type Facts } from '../cohort/board.rules.js';
import { placesOfMentor, type Compared } from '../measure/compared.rules.js';
import { isKnownAsMentor } from '../measure/known.rules.js';
import { forbiddenFor } from '../measure/pairing.rules.js';
import type { Forbidden } from '../words/comparison.js';
import { type RuleValues } from '../words/rule-values.js';
import { formOf, type HardRules, type PairingSetup } from '../words/setup.js';

export const countedRules = [
  'minimumSharedHours',
  'maximumHoursApart',
  'shareLanguage',
  'groups',
  'lowestScore',
  'trainedOnly',
  'mentorsAnswered',
  'noRepeats',
  'profileNeeded',
] as const satisfies (keyof HardRules)[];
export type CountedRule = (typeof countedRules)[number];

/** Of one rule alone, whatever the others say. */
export interface RuleEffect {
  rule: CountedRule;
  holds: boolean;
  forbidden: number;
  /** Who could be in a pair without it, and with it in none. */
  alone: readonly string[];
}

export interface RuleCounts {
  /** Two people who could be a pair by what they would like to be, whatever must hold. */
  possible: number;
  /** Those of them that keep all rules that hold, also rules about two people. */
  left: number;
  effects: readonly RuleEffect[];
}

export interface CountAsked {
  setup: PairingSetup;
  values: RuleValues;
  at: Date;
}

/** The couples of 1,000 people: half a second in the thread that is asked. */
const couplesLookedAt = 500_000;

/** Undefined in a course too large to look at every two while somebody waits. */
export function ruleCountsOf(facts: Facts, { setup, values, at }: CountAsked): RuleCounts | undefined {
  const { length } = facts.people;
  if ((length * (length - 1)) / 2 > couplesLookedAt) return undefined;
  const isMentoring = formOf(setup.mode) === 'mentoring';
  const rules = countedRules.filter((rule) => isMentoring || !ofMentors.includes(rule));
  const forbids = forbidding(facts, { setup, values, at }, rules);
  const tally = new Tally(rules, holdingIn(setup.rules, rules));
  const people = [...forbids.people.values()];
  for (const [place, one] of people.entries()) {
    for (const other of people.slice(place + 1)) {
      const ways = waysRound(setup, one, other).map(([first, second]) => forbids.between(first, second));
      if (ways.length > 0) tally.add([one.personId, other.personId], ways);
    }
  }
  return tally.counts();
}

/** Rules about who mentors say nothing of equals. */
const ofMentors: readonly CountedRule[] = ['trainedOnly', 'mentorsAnswered'];

function holdingIn(held: HardRules, rules: readonly CountedRule[]): number {
  const holds = (rule: CountedRule) =>
    rule === 'groups' ? held.groups !== 'any' : held[rule] !== undefined && held[rule] !== false;
  return bitsWhere(rules, holds);
}

function bitsWhere<Item>(items: readonly Item[], is: (item: Item) => boolean): number {
  return items.reduce((bits, item, place) => (is(item) ? bits | (1 << place) : bits), 0);
}

/** Two equals once; of mentor and mentee each way round that both would like. */
function waysRound(setup: PairingSetup, one: Compared, other: Compared): (readonly [Compared, Compared])[] {
  if (formOf(setup.mode) === 'peers') return [[one, other]];
  const [guide, guided] = setup.mode === 'reverse' ? ['mentee', 'mentor'] : ['mentor', 'mentee'];
  const may = (mentor: Compared, mentee: Compared) =>
    mentor.wish !== guided && mentee.wish !== guide && placesOfMentor(mentor, setup.capacity) > 0;
  return [...(may(one, other) ? [[one, other] as const] : []), ...(may(other, one) ? [[other, one] as const] : [])];
}

/** Above the bits of the rules: the two may never meet. */
const neverBit = 1 << 30;

/** Which rules forbid a first and a second, a bit each. */
function forbidding(facts: Facts, { setup, values, at }: CountAsked, rules: readonly CountedRule[]) {
  const all: HardRules = { ...setup.rules, ...values, shareLanguage: true, noRepeats: true };
  delete all.lowestScore;
  const ruled: Board = boardFor({ ...setup, rules: all }, facts, at);
  // What a pair scores hangs on the rules that hold.
  const scored: Board = boardFor({ ...setup, rules: { ...setup.rules, lowestScore: values.lowestScore } }, facts, at);
  const between = (mentor: Compared, mentee: Compared): number => {
    const found = new Set<Forbidden>(forbiddenFor(ruled.yardstick, mentor, mentee));
    if (forbiddenFor(scored.yardstick, mentor, mentee).includes('lowest')) found.add('lowest');
    const is = (rule: CountedRule) => judge[rule]({ found, mentor, mentee });
    return bitsWhere(rules, is) | (found.has('never') ? neverBit : 0);
  };
  return { people: ruled.people, between };
}

interface Judged {
  found: ReadonlySet<Forbidden>;
  mentor: Compared;
  mentee: Compared;
}

const judge: Readonly<Record<CountedRule, (judged: Judged) => boolean>> = {
  minimumSharedHours: ({ found }) => found.has('hours'),
  maximumHoursApart: ({ found }) => found.has('timeZone'),
  shareLanguage: ({ found }) => found.has('languages'),
  groups: ({ found }) => found.has('groups'),
  lowestScore: ({ found }) => found.has('lowest'),
  noRepeats: ({ found }) => found.has('met'),
  trainedOnly: ({ mentor }) => !mentor.trained,
  mentorsAnswered: ({ mentor }) => !isKnownAsMentor(mentor),
  profileNeeded: ({ mentor, mentee }) => !mentor.hasProfile || !mentee.hasProfile,
};

class Tally {
  private possible = 0;
  private left = 0;
  private readonly forbidden: number[];
  private readonly known = new Set<string>();
  /** By rule, who is in a pair that it allows. */
  private readonly placed: Set<string>[];

  constructor(
    private readonly rules: readonly CountedRule[],
    private readonly held: number,
  ) {
    this.forbidden = rules.map(() => 0);
    this.placed = rules.map(() => new Set());
  }

  /** @param ways what forbids them, each way round */
  add(couple: readonly [string, string], ways: readonly number[]): void {
    this.possible += 1;
    const against = this.held | neverBit;
    if (ways.some((bits) => (bits & against) === 0)) this.left += 1;
    for (const personId of couple) this.known.add(personId);
    for (const place of this.rules.keys()) {
      if (ways.every((bits) => (bits & (1 << place)) !== 0)) this.forbidden[place] = (this.forbidden[place] ?? 0) + 1;
      else for (const personId of couple) this.placed[place]?.add(personId);
    }
  }

  counts(): RuleCounts {
    const effects = this.rules.map((rule, place): RuleEffect => {
      const alone = [...this.known].filter((personId) => !this.placed[place]?.has(personId));
      return { rule, holds: (this.held & (1 << place)) !== 0, forbidden: this.forbidden[place] ?? 0, alone };
    });
    return { possible: this.possible, left: this.left, effects };
  }
}
