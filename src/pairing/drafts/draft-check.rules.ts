/** Judges a made draft by the rules of the course, pair by pair and without the tables and the solver that made it. */
import { placesOfMentor, type Compared } from '../measure/compared.rules.js';
import { isKnownAsMentor } from '../measure/known.rules.js';
import { score } from '../measure/pairing.rules.js';
import type { Cohort } from '../cohort/draft-cohort.rules.js';
import type { DraftPair, DraftResult } from '../words/draft.js';
import { formOf } from '../words/setup.js';

/** A draft that breaks a rule is not shown: the fault is ours. */
export class DraftRefused extends Error {
  override name = 'DraftRefused';

  constructor(readonly faults: readonly string[]) {
    super(`The draft breaks ${faults.length} rules: ${[...new Set(faults)].slice(0, 5).join('; ')}`);
  }
}

/** What is wrong, in words without names; empty when all is well. */
export function faultsOf(cohort: Cohort, { pairs, unpaired }: Pick<DraftResult, 'pairs' | 'unpaired'>): string[] {
  const judge = new DraftJudge(cohort);
  for (const pair of pairs) judge.pair(pair);
  return [
    ...judge.faults,
    ...(formOf(cohort.setup.mode) === 'mentoring' ? judge.loads(pairs) : judge.once(pairs)),
    ...judge.everybody(pairs, unpaired),
  ];
}

class DraftJudge {
  readonly faults: string[] = [];
  private readonly people: ReadonlyMap<string, Compared>;
  private readonly decided: ReadonlySet<string>;

  constructor(private readonly cohort: Cohort) {
    this.people = new Map(cohort.people.map((person) => [person.personId, person]));
    this.decided = new Set([...cohort.locked, ...cohort.musts].map(({ members }) => setOf(members)));
  }

  pair({ members, score: told }: DraftPair): void {
    const group = members.flatMap((id) => this.people.get(id) ?? []);
    if (group.length !== members.length) this.faults.push('Somebody is paired who is not there');
    const couples = group.flatMap((one, at) => group.slice(at + 1).map((other) => [one, other] as const));
    const isDecided = this.decided.has(setOf(members));
    const { yardstick } = this.cohort;
    const points = couples.map(([one, other]) => score(yardstick, one, other));
    if (!isDecided && points.some((own, at) => own < 0 && !this.isDecidedCouple(couples[at]))) {
      this.faults.push('A rule keeps two apart who are together');
    }
    if (points.every((own) => own >= 0) && told !== meanOf(points))
      this.faults.push('A score is not that of its criteria');
  }

  /**
   * In mentoring: nobody has two mentors, no mentor more than their places, none has a mentor who is untrained or
   * of whom nothing is known, but by decision.
   */
  loads(pairs: readonly DraftPair[]): string[] {
    const { locked } = this.cohort;
    const faults: string[] = [];
    const mentees = pairs.map(({ members: [, mentee = ''] }) => mentee);
    if (new Set(mentees).size !== mentees.length) faults.push('Somebody has two mentors');
    const decided = countsOf(locked.map(({ members: [mentor = ''] }) => mentor));
    for (const [mentorId, count] of countsOf(pairs.map(({ members: [mentor = ''] }) => mentor))) {
      const places = this.placesOf(this.people.get(mentorId));
      if (count > Math.max(places, decided.get(mentorId) ?? 0)) faults.push('A mentor has more mentees than places');
    }
    return faults;
  }

  private placesOf(mentor: Compared | undefined): number {
    const { rules, capacity } = this.cohort.setup;
    if (!mentor || (rules.trainedOnly && !mentor.trained)) return 0;
    return rules.mentorsAnswered && !isKnownAsMentor(mentor) ? 0 : placesOfMentor(mentor, capacity);
  }

  once(pairs: readonly DraftPair[]): string[] {
    const members = pairs.flatMap((pair) => pair.members);
    return new Set(members).size === members.length ? [] : ['Somebody is in two groups'];
  }

  everybody(pairs: readonly DraftPair[], unpaired: DraftResult['unpaired']): string[] {
    const paired = new Set(pairs.flatMap(({ members }) => members));
    const told = new Set(unpaired.map(({ personId }) => personId));
    const isWhole = this.cohort.people.every(({ personId }) => paired.has(personId) || told.has(personId));
    const isTwice = [...told].some((personId) => paired.has(personId)) || told.size !== unpaired.length;
    return [
      ...(isWhole ? [] : ['Somebody is left out']),
      ...(isTwice ? ['Somebody stands both with and without a partner'] : []),
    ];
  }

  private isDecidedCouple(couple: readonly [Compared, Compared] | undefined): boolean {
    return couple !== undefined && this.decided.has(setOf(couple.map(({ personId }) => personId)));
  }
}

function meanOf(scores: readonly number[]): number {
  return Math.floor(scores.reduce((sum, own) => sum + own, 0) / Math.max(1, scores.length));
}

function setOf(members: readonly string[]): string {
  return [...members].sort().join(' ');
}

function countsOf(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
