/** Launches that were refused, so that who runs Tandem or Moodle finds out why: code and reference, nothing of a person. */
import type { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import type { FailedLaunch, LaunchFailure, LtiGateway } from './gateway.js';
import { settingOf } from './launch-failures.js';
import type { FailureRow, LtiModels } from './lti.models.js';
import type { GatewayLogger } from './options.js';
import { createTally } from './tally.js';

export interface Failures extends Pick<LtiGateway, 'failures'> {
  /** Never rejects: a failure that cannot be stored is logged, its page is shown all the same. */
  record(failure: Pick<LaunchFailure, 'code' | 'reference'>, platformId: string | undefined): Promise<void>;
}

/** Anybody can fail without end: of one kind only so many are stored in a minute, and the oldest make room. */
export const failureBounds = { perKindAndMinute: 30, perMinute: 600, rows: 5000 } as const;
const trimEvery = 250;

export function createFailures(models: LtiModels, clock: Clock, logger: GatewayLogger): Failures {
  const tally = createTally(clock);
  let untilTrim = trimEvery;

  async function trim(): Promise<void> {
    const oldestKept = await models.failures
      .findOne({}, { createdAt: 1 })
      .sort({ createdAt: -1 })
      .skip(failureBounds.rows - 1)
      .lean();
    if (oldestKept) await models.failures.deleteMany({}).lt('createdAt', oldestKept.createdAt);
  }

  async function store(row: FailureRow): Promise<void> {
    await models.failures.create(row);
    untilTrim -= 1;
    if (untilTrim > 0) return;
    untilTrim = trimEvery;
    await trim();
  }

  return {
    async record({ code, reference }, platformId) {
      const few = tally.count(JSON.stringify([platformId, code])) <= failureBounds.perKindAndMinute;
      if (!few || tally.count('all') > failureBounds.perMinute) return;
      const row = { _id: newId(), code, reference, createdAt: clock() };
      try {
        await store({ ...row, ...(platformId === undefined ? {} : { platformId }) });
      } catch (err) {
        logger.error({ err, code, reference }, 'failed launch not recorded');
      }
    },
    failures: {
      async recent(limit, platformIds) {
        const filter = platformIds ? { platformId: { $in: [...platformIds] } } : {};
        const rows = await models.failures.find(filter).sort({ createdAt: -1 }).limit(limit).lean();
        return rows.map(toFailedLaunch);
      },
    },
  };
}

function toFailedLaunch({ createdAt, code, reference, platformId }: FailureRow): FailedLaunch {
  const setting = settingOf(code);
  return {
    at: createdAt,
    code,
    reference,
    ...(platformId === undefined ? {} : { platformId }),
    ...(setting === undefined ? {} : { setting }),
  };
}
