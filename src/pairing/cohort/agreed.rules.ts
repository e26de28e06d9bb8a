/** Which pairs that two people agreed on may be made; the same rules as for every other pair. */
import { placesOfMentor, type Compared } from '../measure/compared.rules.js';
import type { Forbidden } from '../words/comparison.js';
import { compare, forbiddenFor } from '../measure/pairing.rules.js';
import { neverKey } from '../words/keys.rules.js';
import { formOf, type PairingSetup } from '../words/setup.js';
import { highestScore, type Yardstick } from '../measure/yardstick.rules.js';

/**
 * - `gone`: one of them is not among those who are paired
 * - `untrained`, `noSeat`: neither of them may mentor; or the mentor's places are taken
 * - `taken`: one of them has somebody already
 */
export type Refusal = 'gone' | 'untrained' | 'noSeat' | 'taken';

export interface Judged {
  /** Mentoring: the mentor first. */
  members: readonly [string, string];
  /** Absent together with {@link Judged.forbidden}: it may be made. */
  refusal?: Refusal;
  /** Rules that keep them apart. */
  forbidden?: readonly Forbidden[];
}

export interface Field {
  setup: PairingSetup;
  people: ReadonlyMap<string, Compared>;
  yardstick: Yardstick;
  /** Pairs that were decided before: the mentor first where there is one. */
  settled: readonly (readonly string[])[];
}

/** Earlier agreements come first. */
export function judgedPairs(field: Field, agreed: readonly (readonly [string, string])[]): Judged[] {
  const isMentoring = formOf(field.setup.mode) === 'mentoring';
  const places = new Places(field, isMentoring);
  const together = new Set(field.settled.map(([one = '', other = '']) => neverKey(one, other)));
  return agreed.map((pair) => {
    const found = pair.map((personId) => field.people.get(personId));
    const [one, other] = found;
    if (!one || !other) return { members: pair, refusal: 'gone' };
    const sides = isMentoring ? sidesOf(field, one, other) : ([one, other] as const);
    if (!sides) return { members: pair, refusal: 'untrained' };
    const members = [sides[0].personId, sides[1].personId] as const;
    // Who are a pair already are none the other way round as well: nobody mentors their own mentor.
    if (together.has(neverKey(...members))) return { members, refusal: 'taken' };
    const forbidden = forbiddenFor(field.yardstick, ...sides);
    if (forbidden.length > 0) return { members, forbidden };
    const refusal = places.take(...sides);
    return { members, ...(refusal && { refusal }) };
  });
}

export function isMade({ refusal, forbidden }: Judged): boolean {
  return refusal === undefined && forbidden === undefined;
}

type Sided = readonly [mentor: Compared, mentee: Compared];

/** Who mentors: who may, of these who wishes to, else by what the two score each way round; undefined where neither may. */
function sidesOf({ setup, yardstick }: Field, one: Compared, other: Compared): Sided | undefined {
  const may = ({ trained }: Compared) => !setup.rules.trainedOnly || trained;
  const [first, second] = mentorFirst({ setup, yardstick }, one, other);
  if (may(first)) return [first, second];
  return may(second) ? [second, first] : undefined;
}

/** Of two, who mentors the other: who wishes to, else whoever does it with the better score, whom no rule keeps from it. */
export function mentorFirst(
  { setup, yardstick }: Pick<Field, 'setup' | 'yardstick'>,
  one: Compared,
  other: Compared,
): Sided {
  const [wished, turned] = [mentorWish(one, setup), mentorWish(other, setup)];
  if (wished !== turned) return wished > turned ? [one, other] : [other, one];
  const fit = (first: Compared, second: Compared) => {
    const { score, forbidden } = compare(yardstick, first, second);
    return score - (forbidden.length > 0 ? highestScore + 1 : 0);
  };
  return fit(one, other) >= fit(other, one) ? [one, other] : [other, one];
}

function mentorWish({ wish }: Compared, { mode }: PairingSetup): number {
  if (wish !== 'mentor' && wish !== 'mentee') return 0;
  return (wish === 'mentor') === (mode === 'reverse') ? -1 : 1;
}

/** Who has somebody already; a mentor has as many places as for everybody else. */
class Places {
  private readonly busy: Set<string>;
  private readonly mentees = new Map<string, number>();

  constructor(
    private readonly field: Field,
    private readonly isMentoring: boolean,
  ) {
    this.busy = new Set(field.settled.flatMap((members) => (isMentoring ? members.slice(1) : members)));
    for (const [mentor = ''] of isMentoring ? field.settled : []) this.count(mentor);
  }

  take(first: Compared, second: Compared): Refusal | undefined {
    if (this.busy.has(second.personId)) return 'taken';
    if (!this.isMentoring && this.busy.has(first.personId)) return 'taken';
    const capacity = placesOfMentor(first, this.field.setup.capacity);
    if (this.isMentoring && (this.mentees.get(first.personId) ?? 0) >= capacity) return 'noSeat';
    this.busy.add(second.personId);
    if (this.isMentoring) this.count(first.personId);
    else this.busy.add(first.personId);
    return undefined;
  }

  private count(mentorId: string): void {
    this.mentees.set(mentorId, (this.mentees.get(mentorId) ?? 0) + 1);
  }
}
