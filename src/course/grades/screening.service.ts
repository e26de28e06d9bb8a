/**
 * Looks before it sends to a column that stands alone: Moodle knows no override there, a later score simply replaces what a
 * teacher gave by hand. What is not ours stays, unless a teacher said *Use ours*.
 */
import { after, hour, type Clock } from '../../shared/clock.js';
import type { JobOutcome } from '../../jobs/job.js';
import type { GradebookResult, LtiGateway, PlatformFailure } from '../../lti/gateway.js';
import type { Person } from '../roster/person.js';
import { readCells, type ColumnAddress } from './columns.js';
import type { Due } from './deliveries.rules.js';
import { nextStep } from './grades.rules.js';
import type { TravelStore } from './travels.store.js';
import { holding, inPoints } from './truth.rules.js';

export interface ScreeningNeeds {
  travels: Pick<TravelStore, 'postpone' | 'settle'>;
  gateway: Pick<LtiGateway, 'results'>;
  clock: Clock;
}

export type ScreeningService = ReturnType<typeof screeningService>;

interface Addressed {
  due: Due;
  person: Person | undefined;
  address: ColumnAddress & { lineItemUrl: string };
}

export function screeningService({ travels, gateway, clock }: ScreeningNeeds) {
  async function later(all: readonly Addressed[], problem: PlatformFailure): Promise<void> {
    for (const { due } of all) {
      const step = nextStep(problem, { attempts: 1, recordedAt: due.recordedAt }, clock());
      const nextTryAt = step.kind === 'retry' ? step.at : after(clock(), hour);
      const { code } = problem;
      await travels.postpone(due.courseId, due, { state: 'retrying', nextTryAt, failure: { code } });
    }
  }

  async function keep({ due }: Addressed, result: GradebookResult | undefined, count: JobOutcome): Promise<void> {
    const failure = { code: 'overridden', detail: inPoints(result) };
    await travels.settle(due.courseId, due, { state: 'refused', failure });
    count.failed += 1;
  }

  async function ofColumn<One extends Addressed>(all: readonly One[], count: JobOutcome): Promise<One[]> {
    const [first] = all;
    if (!first) return [];
    const asked = all.flatMap(({ person }) => (person ? [person.externalId] : []));
    const held = await readCells(gateway, first.address, asked);
    if (!held.ok && held.failure.retryable) {
      await later(all, held.failure);
      return [];
    }
    // Nobody lets us look: a score that is wanted is sent.
    if (!held.ok) return [...all];
    const free: One[] = [];
    for (const one of all) {
      const result = held.value.get(one.person?.externalId ?? '');
      if (holding(one.due, result) === 'theirs' && !one.due.insisted) await keep(one, result, count);
      else free.push(one);
    }
    return free;
  }

  return {
    /** Those of one course that may be sent. */
    async screened<One extends Addressed>(all: readonly One[], count: JobOutcome): Promise<One[]> {
      const free = all.filter(({ address }) => !address.standsAlone);
      const alone = all.filter(({ address }) => address.standsAlone);
      for (const url of new Set(alone.map(({ address }) => address.lineItemUrl))) {
        free.push(
          ...(await ofColumn(
            alone.filter(({ address }) => address.lineItemUrl === url),
            count,
          )),
        );
      }
      return free;
    },
  };
}
