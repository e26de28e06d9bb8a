/**
 * Questions about a whole course, answered in a thread that is kept as long as questions come: nobody else's request
 * waits for one. It remembers nothing from one question to the next, so there is nothing that could be out of date.
 */
import type { Worker } from 'node:worker_threads';
import { minute } from '../../shared/clock.js';
import { startWorker } from '../../shared/workers.js';
import { weightOf, type PackedFacts } from '../cohort/facts.rules.js';
import type { Asking } from '../cohort/questions.rules.js';
import { answerTo, type About, type Answer, type Answers, type Question } from './questions.rules.js';
import type { Came, Sent } from './questions.worker.js';

/** Bytes that are read in a few hundredths of a second: faster here than a thread starts. */
const readHere = 300_000;
/** The thread and its memory are given back then. */
const idleFor = minute;

interface Waiting {
  resolve: (answer: Answer<Question>) => void;
  reject: (problem: unknown) => void;
}

export type Questions = ReturnType<typeof questionsService>;

export function questionsService(limits: { readHere: number } = { readHere }) {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  function settle(came: Came): void {
    const asker = waiting.get(came.id);
    waiting.delete(came.id);
    if (waiting.size === 0) rest();
    if ('problem' in came) asker?.reject(came.problem);
    else asker?.resolve(came.answer);
  }

  /** A process may end while the thread has nothing to do. */
  function rest(): void {
    thread?.unref();
    clearTimeout(idle);
    idle = setTimeout(() => void stop(), idleFor).unref();
  }

  function started(): Worker {
    const worker = startWorker(new URL('./questions.worker.js', import.meta.url), undefined);
    const lost = (problem: unknown) => {
      if (thread === worker) refuse(problem);
    };
    worker.on('message', settle);
    worker.once('error', lost);
    worker.once('exit', () => lost(new Error('The thread ended without an answer')));
    return worker;
  }

  /** Whoever still waits is told; the next question starts another thread. */
  async function stop(): Promise<void> {
    clearTimeout(idle);
    const ended = thread;
    refuse(new Error('The thread was stopped'));
    await ended?.terminate();
  }

  function refuse(problem: unknown): void {
    thread = undefined;
    const askers = [...waiting.values()];
    waiting.clear();
    for (const { reject } of askers) reject(problem);
  }

  return {
    async ask<Name extends Question>(name: Name, facts: PackedFacts, about: About<Name>): Promise<Answer<Name>> {
      if (weightOf(facts) <= limits.readHere) return answerTo(name, facts, about);
      clearTimeout(idle);
      thread ??= started();
      thread.ref();
      last += 1;
      const sent: Sent<Name> = { id: last, name, facts, about };
      const { people, profiles, published } = facts;
      const moved = [...people.rows, ...profiles, ...published.whole, ...published.changes].map(({ buffer }) => buffer);
      return new Promise<Answer<Name>>((resolve, reject) => {
        thread?.postMessage(sent, moved);
        // SAFETY: the thread answers a question by the function of that name.
        waiting.set(sent.id, { resolve: resolve as Waiting['resolve'], reject });
      });
    },

    /** Ends the thread; who asks again gets another one. */
    stop,
  };
}

/** Every question by its name, about what a course knows when it is asked. */
export function askingOf(
  { ask }: Pick<Questions, 'ask'>,
  packedFacts: (courseId: string) => Promise<PackedFacts>,
): Asking<Answers> {
  const asks =
    <Name extends Question>(name: Name) =>
    async (courseId: string, about: About<Name>): Promise<Answer<Name>> =>
      ask(name, await packedFacts(courseId), about);
  return {
    ...{ conflicts: asks('conflicts'), judged: asks('judged') },
    ...{ equity: asks('equity'), readiness: asks('readiness') },
    ...{ swaps: asks('swaps'), swapped: asks('swapped'), placings: asks('placings'), placed: asks('placed') },
  };
}
