/** Carries wanted scores to the gradebook: claim, send, store what it came to, read back. Safe to run twice at once. */
import { setTimeout as sleepFor } from 'node:timers/promises';
import { after, minute, second, type Clock } from '../../shared/clock.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { Job, JobOutcome } from '../../jobs/job.js';
import { whileHeld } from '../../shared/holding.js';
import type { LtiGateway } from '../../lti/gateway.js';
import type { Person, Roster } from '../roster/person.js';
import type { ColumnAddress, Columns } from './columns.js';
import type { Due } from './deliveries.rules.js';
import {
  concernsWholePlatform,
  nextStep,
  stampAfter,
  ungradedPause,
  withdrawalReason,
  type SendFailure,
} from './grades.rules.js';
import { deliverScores } from './grades.service.js';
import type { ProvingService } from './proving.service.js';
import type { ScreeningService } from './screening.service.js';
import type { Outcome, TravelStore } from './travels.store.js';

export interface SendingNeeds {
  travels: TravelStore;
  columns: Columns;
  screening: ScreeningService;
  proving: Pick<ProvingService, 'proveDue'>;
  roster: Pick<Roster, 'peopleById'>;
  gateway: Pick<LtiGateway, 'submitScore'>;
  clock: Clock;
  /** Calls at once to one platform: it is somebody's shared server. */
  callsPerPlatform: number;
  sleep?: (milliseconds: number) => Promise<unknown>;
}

export type SendingService = ReturnType<typeof sendingService>;

/** Deliveries looked at in one go. */
const batch = 400;
/** After this a run ends; what is left is taken up by the next one. */
const runTime = 45 * second;
/** A run waits for what is tried again so soon. */
const soon = 10 * second;
/** Where Moodle does not take our sign-in, one score finds out and the others wait so long. */
const signInPause = 10 * minute;

type Retrying = Extract<Outcome, { state: 'retrying' }>;

interface Addressed {
  due: Due;
  person: Person | undefined;
  address: ColumnAddress & { lineItemUrl: string };
}

/** `disputed`: a newer grade is there (409). Only reading it back tells what both come to. */
type Answer = Result<{ disputed: boolean }, SendFailure>;

export function sendingService(needs: SendingNeeds) {
  const { travels, columns, screening, proving, roster, gateway, clock, callsPerPlatform, sleep = sleepFor } = needs;

  /** Sends one that is claimed. */
  async function send({ due, person, address }: Addressed, stampAt: Date): Promise<Answer> {
    if (!person) return failure({ code: 'not_enrolled', retryable: false });
    const { given, maximum, comment } = due;
    const score = { personExternalId: person.externalId, given, maximum, ...(comment !== undefined && { comment }) };
    const answer = await gateway.submitScore(address.service, address.lineItemUrl, score, stampAt);
    if (answer.ok) return success({ disputed: false });
    return answer.failure.code === 'stale' ? success({ disputed: true }) : answer;
  }

  /** Yields why the platform is away, when it is. */
  async function deliver(addressed: Addressed, count: JobOutcome): Promise<Retrying | undefined> {
    const { due, person } = addressed;
    const now = clock();
    const stampAt = stampAfter(due.stampAt, now);
    const claimed = await travels.claim(due.courseId, due, { now, stampAt });
    if (!claimed) return undefined;
    const reason = person && withdrawalReason(person);
    if (reason) {
      await travels.settle(due.courseId, claimed, { state: 'withdrawn', withdrawal: { reason, at: now } });
      return undefined;
    }
    const answer = await whileHeld(
      () => travels.hold(due.courseId, claimed, clock()),
      () => send({ ...addressed, due: claimed }, stampAt),
    );
    const outcome = outcomeOf(answer, claimed, clock());
    await travels.settle(due.courseId, claimed, outcome);
    if (outcome.state !== 'taken') count.failed += 1;
    return answer.ok ? undefined : pauseOf(answer.failure, outcome, clock());
  }

  /** A few at once; the first that finds the platform away puts off all the others. */
  async function deliverToPlatform(queue: Addressed[], count: JobOutcome): Promise<void> {
    let away: Retrying | undefined;
    const rest = queue[Symbol.iterator]();
    const worker = async () => {
      for (const next of rest) {
        if (away) await travels.postpone(next.due.courseId, next.due, away);
        else away = (await deliver(next, count)) ?? away;
      }
    };
    await Promise.all(Array.from({ length: callsPerPlatform }, worker));
  }

  /** The column of each; what has none is settled at once, what belongs to a course that started fresh rests. */
  async function addressed(courseId: string, dues: readonly Due[]): Promise<Addressed[]> {
    const people = await roster.peopleById(courseId, [...new Set(dues.map(({ personId }) => personId))]);
    const known = new Map<string, ColumnAddress | undefined>();
    const found: Addressed[] = [];
    for (const due of dues) {
      const { activityId, personId } = due;
      if (!known.has(activityId)) known.set(activityId, await columns.address(courseId, activityId));
      const address = known.get(activityId);
      const { lineItemUrl } = address ?? {};
      if (!address) await travels.rest(courseId, due);
      else if (lineItemUrl === undefined) await travels.settle(courseId, due, withoutColumn(clock()));
      else found.push({ due, person: people.get(personId), address: { ...address, lineItemUrl } });
    }
    return found;
  }

  async function sendAll(dues: readonly Due[], count: JobOutcome): Promise<void> {
    const byPlatform = new Map<string, Addressed[]>();
    for (const courseId of new Set(dues.map((due) => due.courseId))) {
      const ofCourse = await addressed(
        courseId,
        dues.filter((due) => due.courseId === courseId),
      );
      for (const one of await screening.screened(ofCourse, count)) {
        const { platformId } = one.address.service;
        const queue = byPlatform.get(platformId) ?? [];
        queue.push(one);
        byPlatform.set(platformId, queue);
      }
    }
    await Promise.all([...byPlatform.values()].map((queue) => deliverToPlatform(queue, count)));
  }

  /** False when nothing is due soon, or when no time passes. */
  async function waitForNext(until: Date): Promise<boolean> {
    const now = clock();
    const next = await travels.dueNext(now, new Date(Math.min(after(now, soon).getTime(), until.getTime())));
    if (!next) return false;
    await sleep(next.getTime() - now.getTime());
    return clock() > now;
  }

  return {
    /** Sends what is due, batch after batch, for less than a minute, and reads back what was taken. */
    async deliverDue(now: Date): Promise<JobOutcome> {
      const count = { done: 0, failed: 0 };
      const prove = async () => {
        const proven = await proving.proveDue(clock());
        count.done += proven.done;
        count.failed += proven.failed;
      };
      const until = after(clock(), runTime);
      for (let time = now; time < until; time = clock()) {
        const dues = await travels.dueDeliveries(time, batch);
        await sendAll(dues, count);
        if (dues.length === batch) continue;
        await prove();
        if (!(await waitForNext(until))) break;
      }
      await prove();
      return count;
    },
  };
}

function outcomeOf(answer: Answer, { attempts, recordedAt }: Due, now: Date): Outcome {
  if (answer.ok) return { state: 'taken', takenAt: now, proofAt: now, disputed: answer.value.disputed };
  const { code, detail } = answer.failure;
  const reason = { code, ...(detail !== undefined && { detail }) };
  const step = nextStep(answer.failure, { attempts, recordedAt }, now);
  return step.kind === 'retry'
    ? { state: 'retrying', nextTryAt: step.at, failure: reason }
    : { state: 'refused', failure: reason };
}

/** How long the others of this platform wait, if they need not find out for themselves. */
function pauseOf(problem: SendFailure, outcome: Outcome, now: Date): Retrying | undefined {
  if (problem.code === 'unauthorised') {
    return { state: 'retrying', nextTryAt: after(now, signInPause), failure: { code: 'unauthorised' } };
  }
  return concernsWholePlatform(problem) && outcome.state === 'retrying' ? outcome : undefined;
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
