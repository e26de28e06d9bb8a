/** Reads back what Moodle took: one call for a column, or one a person where they are few. Safe to run twice at once. */
import { after, hour, minute, type Clock } from '../../shared/clock.js';
import type { JobOutcome } from '../../jobs/job.js';
import type { GradebookResult, LtiGateway, PlatformFailure } from '../../lti/gateway.js';
import type { Person, Roster } from '../roster/person.js';
import { readCells, type ColumnAddress, type Columns } from './columns.js';
import type { Taken } from './deliveries.rules.js';
import { concernsWholePlatform, nextStep } from './grades.rules.js';
import type { ProofStore } from './proofs.store.js';
import { proofOf, type Proof } from './truth.rules.js';

export interface ProvingNeeds {
  proofs: ProofStore;
  columns: Columns;
  roster: Pick<Roster, 'peopleById'>;
  gateway: Pick<LtiGateway, 'results'>;
  clock: Clock;
}

export type ProvingService = ReturnType<typeof provingService>;

/** Rows looked at in one go. */
const batch = 5000;
/** After a reading that failed; then Moodle's word is believed, and the nightly comparison tells. */
const pauses = [minute, 10 * minute, hour];

type Unproved = Extract<Proof, { kind: 'failed' }>;

const noColumn: PlatformFailure = { code: 'gone', retryable: false };
const oddRow: PlatformFailure = { code: 'unreadable', retryable: true };

type Readable = ColumnAddress & { lineItemUrl: string };

interface Turn {
  address: ColumnAddress | undefined;
  away: PlatformFailure | undefined;
  count: JobOutcome;
}

interface Group {
  courseId: string;
  activityId: string;
  taken: Taken[];
}

export function provingService({ proofs, columns, roster, gateway, clock }: ProvingNeeds) {
  async function believe({ courseId, activityId, taken }: Group, maximum?: number): Promise<number> {
    const read = {
      activityId,
      readFrom: clock(),
      takenUntil: lastOf(taken),
      ...(maximum !== undefined && { maximum }),
    };
    return taken.length === 0 ? 0 : proofs.proven(courseId, taken, read);
  }

  /** Moodle took them and does not say what it holds. */
  async function unread(group: Group, { retryable }: PlatformFailure, count: JobOutcome): Promise<void> {
    const pause = pauses[Math.max(...group.taken.map(({ proofs: tries }) => tries))];
    if (retryable && pause !== undefined) {
      await proofs.proveLater(group.courseId, idsOf(group.taken), after(clock(), pause));
      return;
    }
    const [disputed, accepted] = split(group.taken, (one) => one.disputed);
    count.done += await believe({ ...group, taken: accepted });
    for (const one of disputed) {
      await settle(one, { kind: 'failed', failure: { code: 'stale', retryable: true } }, count);
    }
  }

  async function settle(one: Taken, proof: Unproved, count: JobOutcome): Promise<void> {
    const { retryable, ...failure } = proof.failure;
    const step = nextStep({ ...failure, retryable }, one, clock());
    const outcome =
      step.kind === 'retry'
        ? ({ state: 'retrying', nextTryAt: step.at, failure } as const)
        : ({ state: 'refused', failure } as const);
    await proofs.unproven(one.courseId, one, outcome);
    count.failed += 1;
  }

  function compare(
    group: Group,
    standsAlone: boolean,
    { people, held }: { people: ReadonlyMap<string, Person>; held: ReadonlyMap<string, GradebookResult> },
  ): { there: Map<number | undefined, Taken[]>; others: [Taken, Unproved][]; untold: Taken[] } {
    const there = new Map<number | undefined, Taken[]>();
    const others: [Taken, Unproved][] = [];
    const untold: Taken[] = [];
    for (const one of group.taken) {
      const result = held.get(people.get(one.personId)?.externalId ?? '');
      const proof = proofOf(one, result, { disputed: one.disputed, standsAlone });
      if (proof.kind === 'failed') others.push([one, proof]);
      else if (proof.kind === 'unread') untold.push(one);
      else pushTo(there, proof.maximum, one);
    }
    return { there, others, untold };
  }

  async function readBack(group: Group, column: Readable, count: JobOutcome): Promise<PlatformFailure | undefined> {
    const { courseId, taken } = group;
    const people = await roster.peopleById(courseId, [...new Set(taken.map(({ personId }) => personId))]);
    const held = await readCells(
      gateway,
      column,
      [...people.values()].map(({ externalId }) => externalId),
    );
    if (!held.ok) {
      await unread(group, held.failure, count);
      return concernsWholePlatform(held.failure) ? held.failure : undefined;
    }
    const { there, others, untold } = compare(group, column.standsAlone, { people, held: held.value });
    for (const [maximum, proven] of there) count.done += await believe({ ...group, taken: proven }, maximum);
    for (const [one, proof] of others) await settle(one, proof, count);
    if (untold.length > 0) await unread({ ...group, taken: untold }, oddRow, count);
    return undefined;
  }

  /** Yields why the platform is away, when it is. */
  async function prove(group: Group, { address, away, count }: Turn): Promise<PlatformFailure | undefined> {
    if (away === undefined && address?.lineItemUrl !== undefined) {
      return readBack(group, { ...address, lineItemUrl: address.lineItemUrl }, count);
    }
    await unread(group, away ?? noColumn, count);
    return away;
  }

  return {
    /** Of all courses; the columns of one platform one after the other. */
    async proveDue(now: Date): Promise<JobOutcome> {
      const count = { done: 0, failed: 0 };
      for (;;) {
        const taken = await proofs.dueProofs(now, batch);
        const byPlatform = new Map<string, Work[]>();
        for (const group of groupsOf(taken)) {
          const address = await columns.address(group.courseId, group.activityId);
          const platformId = address?.service.platformId ?? '';
          pushTo(byPlatform, platformId, (away) => prove(group, { address, away, count }));
        }
        await Promise.all([...byPlatform.values()].map(inTurn));
        if (taken.length < batch) return count;
      }
    },
  };
}

/** The first that finds the platform away spares the others the call. */
type Work = (away: PlatformFailure | undefined) => Promise<PlatformFailure | undefined>;

async function inTurn(works: readonly Work[]): Promise<void> {
  let away: PlatformFailure | undefined;
  for (const work of works) away = await work(away);
}

function groupsOf(taken: readonly Taken[]): Group[] {
  const groups = new Map<string, Group>();
  for (const one of taken) {
    const { courseId, activityId } = one;
    const key = `${courseId} ${activityId}`;
    const group = groups.get(key) ?? { courseId, activityId, taken: [] };
    group.taken.push(one);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const idsOf = (taken: readonly Taken[]) => taken.map(({ deliveryId }) => deliveryId);

function lastOf(taken: readonly Taken[]): Date {
  return new Date(Math.max(...taken.map(({ takenAt }) => takenAt.getTime())));
}

function split<One>(all: readonly One[], isFirst: (one: One) => boolean): [One[], One[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

function pushTo<Key, One>(map: Map<Key, One[]>, key: Key, one: One): void {
  const known = map.get(key);
  if (known) known.push(one);
  else map.set(key, [one]);
}
