/** Carries wanted scores to the gradebook: claim, send, store what it came to. Safe to run twice at once. */
import { after, second, type Clock } from '../../shared/clock.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { Activities, Activity } from '../activities/activity.js';
import type { Job, JobOutcome } from '../../jobs/job.js';
import { whileHeld } from '../../shared/holding.js';
import type { LtiGateway, PlatformFailure } from '../../lti/gateway.js';
import type { Person, Roster } from '../roster/person.js';
import type { Due } from './deliveries.rules.js';
import type { Outcome, TravelStore } from './travels.store.js';
import {
  concernsWholePlatform,
  discrepancy,
  nextStep,
  stampAfter,
  ungradedPause,
  withdrawalReason,
  type SendFailure,
} from './grades.rules.js';
import { deliverScores } from './grades.service.js';

export interface SendingNeeds {
  travels: TravelStore;
  activities: Pick<Activities, 'activity'>;
  roster: Pick<Roster, 'person'>;
  gateway: Pick<LtiGateway, 'submitScore' | 'results'>;
  clock: Clock;
}

export type SendingService = ReturnType<typeof sendingService>;

/** Deliveries looked at in one go. */
const batch = 200;
/** Calls at once to one platform: it is somebody's shared server. */
const callsPerPlatform = 2;
/** After this a run ends; what is left is taken up by the next one. */
const runTime = 45 * second;

/** The platform is away, and until when. */
type Away = Extract<Outcome, { state: 'retrying' }>;

interface Addressed {
  due: Due;
  activity: Activity;
  lineItemUrl: string;
}

export function sendingService({ travels, activities, roster, gateway, clock }: SendingNeeds) {
  /** Sends one that is claimed. */
  async function send(
    { due, activity, lineItemUrl }: Addressed,
    person: Person | undefined,
    stampAt: Date,
  ): Promise<Result<void, SendFailure>> {
    if (!person) return failure({ code: 'not_enrolled', retryable: false });
    const { given, maximum, comment } = due;
    const score = { personExternalId: person.externalId, given, maximum, ...(comment !== undefined && { comment }) };
    const answer = await gateway.submitScore(activity.service, lineItemUrl, score, stampAt);
    const isSettled = !answer.ok && answer.failure.code !== 'stale';
    return isSettled ? answer : compared({ due, activity, lineItemUrl }, person.externalId, answer);
  }

  /** That Moodle took a score, or has a newer one, says too little: look. */
  async function compared(
    { due, activity, lineItemUrl }: Addressed,
    externalId: string,
    answer: Result<void, PlatformFailure>,
  ): Promise<Result<void, SendFailure>> {
    const results = await gateway.results(activity.service, lineItemUrl, externalId);
    if (!results.ok) return answer;
    const found = discrepancy(
      due,
      results.value.find((result) => result.personExternalId === externalId),
    );
    if (!found) return success(undefined);
    const detail = 'detail' in found && { detail: found.detail };
    if (!answer.ok || (due.disputed && !detail)) return failure({ code: 'stale', retryable: false, ...detail });
    // Taken a moment ago and not listed yet: the next reading of the column tells.
    return detail ? failure({ code: 'overridden', retryable: false, ...detail }) : answer;
  }

  /** Yields why the platform is away, when it is. */
  async function deliver(addressed: Addressed, count: JobOutcome): Promise<Away | undefined> {
    const { due } = addressed;
    const now = clock();
    const stampAt = stampAfter(due.stampAt, now);
    const person = await roster.person(due.courseId, due.personId);
    const claimed = await travels.claim(due.courseId, due, { now, stampAt });
    if (!claimed) return undefined;
    const reason = person && withdrawalReason(person);
    if (reason) {
      await travels.settle(due.courseId, claimed, { state: 'withdrawn', withdrawal: { reason, at: now } });
      return undefined;
    }
    const answer = await whileHeld(
      () => travels.hold(due.courseId, claimed, clock()),
      () => send({ ...addressed, due: claimed }, person, stampAt),
    );
    const outcome = outcomeOf(answer, claimed.attempts, clock());
    await travels.settle(due.courseId, claimed, outcome);
    count[outcome.state === 'delivered' ? 'done' : 'failed'] += 1;
    const away = !answer.ok && concernsWholePlatform(answer.failure.code);
    return away && outcome.state === 'retrying' ? outcome : undefined;
  }

  /** A few at once; the first that finds the platform away puts off all the others. */
  async function deliverToPlatform(queue: Addressed[], count: JobOutcome): Promise<void> {
    let away: Away | undefined;
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        if (away) await travels.postpone(next.due.courseId, next.due, away);
        else away = await deliver(next, count);
      }
    };
    await Promise.all(Array.from({ length: callsPerPlatform }, worker));
  }

  /** Finds the column of each; what has none is settled at once, what belongs to a course that started fresh rests. */
  async function address(dues: readonly Due[]): Promise<Map<string, Addressed[]>> {
    const known = new Map<string, Activity | undefined>();
    const byPlatform = new Map<string, Addressed[]>();
    for (const due of dues) {
      const { courseId, activityId } = due;
      if (!known.has(activityId)) known.set(activityId, await activities.activity(courseId, activityId));
      const activity = known.get(activityId);
      if (!activity) {
        await travels.rest(courseId, due);
        continue;
      }
      const { platformId, lineItemUrl } = activity.service;
      if (lineItemUrl === undefined) await travels.settle(courseId, due, withoutColumn(clock()));
      else byPlatform.set(platformId, [...(byPlatform.get(platformId) ?? []), { due, activity, lineItemUrl }]);
    }
    return byPlatform;
  }

  return {
    /** Sends what is due, batch after batch, for less than a minute. */
    async deliverDue(now: Date): Promise<JobOutcome> {
      const count = { done: 0, failed: 0 };
      const until = after(clock(), runTime);
      for (let time = now; time < until; time = clock()) {
        const dues = await travels.dueDeliveries(time, batch);
        const byPlatform = await address(dues);
        await Promise.all([...byPlatform.values()].map((queue) => deliverToPlatform(queue, count)));
        if (dues.length < batch) break;
      }
      return count;
    },
  };
}

function outcomeOf(answer: Result<void, SendFailure>, attempts: number, now: Date): Outcome {
  if (answer.ok) return { state: 'delivered', deliveredAt: now };
  const { code, detail } = answer.failure;
  const reason = { code, ...(detail !== undefined && { detail }) };
  const step = nextStep(answer.failure, attempts, now);
  return step.kind === 'retry'
    ? { state: 'retrying', nextTryAt: step.at, failure: reason }
    : { state: 'refused', failure: reason };
}

function withoutColumn(now: Date): Outcome {
  return { state: 'ungraded', nextTryAt: after(now, ungradedPause) };
}

export function deliverScoresJob(sending: Pick<SendingService, 'deliverDue'>): Job {
  return {
    name: deliverScores,
    cron: '*/10 * * * * *',
    run: (now) => sending.deliverDue(now),
  };
}
