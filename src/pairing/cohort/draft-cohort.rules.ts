/** What every kind of draft begins with: the people as they are compared, and what was decided before. */
import { isMade, judgedPairs, mentorFirst, type Judged } from './agreed.rules.js';
import type { Choices } from '../words/choices.js';
import { comparedPeople, type Compared, type Lists, type PersonSaid } from '../measure/compared.rules.js';
import { isKnownAsMentor } from '../measure/known.rules.js';
import { barsOf, mayStand } from '../measure/may-be.rules.js';
import { termFrom } from '../measure/term.rules.js';
import type { DraftPair, LockedFor, RunnerUp, Unpaired } from '../words/draft.js';
import { neverKey } from '../words/keys.rules.js';
import { choosingOf, formOf, type PairingSetup } from '../words/setup.js';
import { yardstickOf, type Knots, type Yardstick } from '../measure/yardstick.rules.js';

/** Plain data: it travels to a worker thread. */
export interface DraftTask {
  setup: PairingSetup;
  /** The same task with the same seed makes the same draft. */
  seed: number;
  at: Date;
  lists: Lists;
  people: readonly PersonSaid[];
  locked: readonly Locked[];
  /** Members of pairs of before that earn a bonus for staying. */
  stay?: readonly (readonly string[])[];
  knots: Knots;
  choices?: Choices;
}

export interface Locked {
  members: readonly string[];
  lockedBy: string;
  lockedFor?: LockedFor;
  /** Who put them together, where a teacher did. */
  placedBy?: string;
}

/** Decided before anybody is compared; without a name by the two themselves. */
export interface Decided {
  members: readonly string[];
  lockedBy?: string;
  lockedFor?: LockedFor;
  placedBy?: string;
}

export interface Cohort {
  setup: PairingSetup;
  seed: number;
  people: readonly Compared[];
  /** Locked pairs first, then, except in circles, what the teacher said must be, then what two people agreed on. */
  locked: readonly Decided[];
  /** Members of pairs of before that earn a bonus for staying. */
  stay: readonly (readonly string[])[];
  /** In circles, what must be is a wish above all others: a circle has room for more than those two. */
  musts: readonly Locked[];
  /** Musts that cannot all be kept; among equals there are none, since those who share somebody are one group. */
  conflicts: readonly MustConflict[];
  yardstick: Yardstick;
  /** Whom each would like, first choice first; empty unless people rank each other. */
  ranked: ReadonlyMap<string, readonly string[]>;
  /** All pairs that two people agreed on; those that can be made are in {@link Cohort.locked}. */
  judged: readonly Judged[];
  /** Who stays out. */
  out: Unpaired[];
}

export function cohortFor(task: DraftTask): Cohort {
  const { setup, seed, knots } = task;
  // In an order of their own, so that the order they come in changes nothing.
  const standing = task.people.filter(({ barred }) => mayStand(setup.mode, barred));
  const said = standing.sort((one, other) => (one.personId < other.personId ? -1 : 1));
  const compared = comparedPeople(said, task.lists, termFrom(task.at));
  const all = compared.people;
  const settled = new Set([...task.locked, ...mustPairs(knots)].flatMap(({ members }) => members));
  const isSilent = (person: Compared) => setup.rules.profileNeeded || mentorsUnheard(setup, person);
  const stays = (person: Compared) => person.hasProfile || settled.has(person.personId) || !isSilent(person);
  const people = all.filter(stays);
  const byId = new Map(people.map((person) => [person.personId, person]));
  const isHere = ({ members }: Locked) => members.every((member) => byId.has(member));
  const kept = task.locked.filter(isHere);
  const musts = mustPairs(knots).filter(isHere);
  const yardstick = yardstickOf(setup, compared, knots);
  const decided = lockedIn(setup, { kept, musts, byId, yardstick });
  const before = withoutConflicts(setup, decided);
  const judged = judgedIn(task, { byId, yardstick, before });
  const locked = [...before, ...judged.filter(isMade).map(({ members }): Decided => ({ members }))];
  const ranked = new Map(choosingOf(setup.mode) === 'rank' ? task.choices?.ranked : []);
  const out = all
    .filter((person) => !stays(person))
    .map(({ personId }): Unpaired => ({ personId, reason: 'noProfile' }));
  const conflicts = conflictsIn(setup, decided, musts);
  return { setup, seed, people, locked, stay: task.stay ?? [], musts, conflicts, yardstick, ranked, judged, out };
}

function judgedIn(
  { setup, choices }: DraftTask,
  found: { byId: ReadonlyMap<string, Compared>; yardstick: Yardstick; before: readonly Locked[] },
): Judged[] {
  if (choosingOf(setup.mode) !== 'agree') return [];
  const settled = found.before.map(({ members }) => members);
  const field = { setup, people: found.byId, yardstick: found.yardstick, settled };
  return judgedPairs(field, choices?.agreed ?? []);
}

/** May be nothing but a mentor, and nobody knows anything of them where somebody must. */
function mentorsUnheard({ mode, rules }: PairingSetup, person: Compared): boolean {
  const { second } = barsOf(mode);
  return rules.mentorsAnswered === true && (person.barred & second) !== 0 && !isKnownAsMentor(person);
}

interface Kept {
  kept: readonly Locked[];
  musts: readonly Locked[];
  byId: ReadonlyMap<string, Compared>;
  yardstick: Yardstick;
}

function lockedIn(setup: PairingSetup, decided: Kept): Locked[] {
  if (formOf(setup.mode) === 'mentoring') return withMusts(decided, setup);
  return grouped(setup.mode === 'circles' ? decided.kept : [...decided.kept, ...decided.musts]);
}

function mustPairs({ rules }: Knots): Locked[] {
  const musts = rules.filter(({ kind }) => kind === 'must');
  return musts.map(({ personIds, by }) => ({ members: personIds, lockedBy: by, lockedFor: 'rule' }));
}

function withMusts({ kept, musts, byId, yardstick }: Kept, setup: PairingSetup): Locked[] {
  const known = new Set(kept.map(({ members: [one = '', other = ''] }) => neverKey(one, other)));
  const added = musts.flatMap(({ members: [one = '', other = ''], ...by }): Locked[] => {
    const [first, second] = [byId.get(one), byId.get(other)];
    if (!first || !second || known.has(neverKey(one, other))) return [];
    const members = mentorFirst({ setup, yardstick }, first, second).map(({ personId }) => personId);
    return [{ ...by, members }];
  });
  return [...kept, ...added];
}

/** A mentee has one mentor: of several who must be theirs, the first counts. */
export interface MustConflict {
  menteeId: string;
  mentorIds: readonly string[];
}

function conflictsIn({ mode }: PairingSetup, decided: readonly Locked[], musts: readonly Locked[]): MustConflict[] {
  if (formOf(mode) !== 'mentoring') return [];
  const keys = new Set(musts.map(({ members: [one = '', other = ''] }) => neverKey(one, other)));
  const mentorsOf = new Map<string, string[]>();
  for (const { members } of decided) {
    const [mentor = '', mentee = ''] = members;
    if (keys.has(neverKey(mentor, mentee))) mentorsOf.set(mentee, [...(mentorsOf.get(mentee) ?? []), mentor]);
  }
  return [...mentorsOf].flatMap(([menteeId, mentorIds]) => (mentorIds.length > 1 ? [{ menteeId, mentorIds }] : []));
}

/** Of several mentors of one mentee the first: whose pair is not kept has no side and no place taken by it. */
function withoutConflicts({ mode }: PairingSetup, decided: readonly Locked[]): readonly Locked[] {
  if (formOf(mode) !== 'mentoring') return decided;
  const taken = new Set<string>();
  return decided.filter(({ members: [, mentee = ''] }) => {
    const isFirst = !taken.has(mentee);
    taken.add(mentee);
    return isFirst;
  });
}

/** Peers: pairs that share somebody are one group. */
function grouped(locked: readonly Locked[]): Locked[] {
  const groups: (Locked & { members: string[] })[] = [];
  for (const { members, ...by } of locked) {
    const joined = groups.filter((group) => group.members.some((member) => members.includes(member)));
    const rest = groups.filter((group) => !joined.includes(group));
    const all = new Set([...joined.flatMap((group) => group.members), ...members]);
    groups.splice(0, groups.length, ...rest, { ...by, ...joined[0], members: [...all] });
  }
  return groups;
}

/** Whose doing a pair is that was decided before. */
export function decidedBy({ lockedBy, lockedFor, placedBy }: Pick<Decided, 'lockedBy' | 'lockedFor' | 'placedBy'>) {
  return {
    ...{ ...(lockedBy !== undefined && { lockedBy }), ...(lockedFor !== undefined && { lockedFor }) },
    ...(placedBy !== undefined && { placedBy }),
  };
}

export const runnersUpKept = 3;

export function bestOf(
  people: readonly Compared[],
  besides: readonly number[],
  scoreOf: (place: number) => number,
): RunnerUp[] {
  const best: RunnerUp[] = [];
  for (const [place, person] of people.entries()) {
    const value = scoreOf(place);
    const worst = best[runnersUpKept - 1]?.score ?? -1;
    if (value < 0 || value <= worst || besides.includes(place)) continue;
    best.push({ personId: person.personId, score: value });
    best.sort((one, other) => other.score - one.score);
    best.length = Math.min(best.length, runnersUpKept);
  }
  return best;
}

/** Lowest score first: what needs a look comes first. */
export function inOrder(pairs: readonly DraftPair[]): DraftPair[] {
  return [...pairs].sort((one, other) => one.score - other.score || (one.pairId < other.pairId ? -1 : 1));
}
