/**
 * Questions about a whole course, answered in a thread that is kept as long as questions come: nobody else's request
 * waits for one. It holds what was read of the courses asked about last, and is told where that is out of date.
 */
import type { Worker } from 'node:worker_threads';
import { minute } from '../../shared/clock.js';
import { startWorker } from '../../shared/workers.js';
import { isReadingOnce } from '../../kept/remembered.js';
import { shelfOf } from '../../kept/shelf.js';
import type { Facts } from '../cohort/board.rules.js';
import { factsIn, weightOf, type PackedFacts } from '../cohort/facts.rules.js';
import type { Cohorts } from '../cohort/cohorts.service.js';
import type { Asking, By } from '../cohort/questions.rules.js';
import { answerTo, type About, type Answer, type Answers, type Question } from './questions.rules.js';
import type { Came, Sent } from './questions.worker.js';

/** Bytes that are read in a few hundredths of a second: faster here than a thread starts. */
const readHere = 300_000;
/** The thread and its memory are given back then. */
const idleFor = minute;
/** Megabytes for what is just made: the facts of a course live until the next ones, all else as long as a question. */
const nursery = 8;
/** Bytes of courses that are held here, and in the thread: read they weigh some three times as much. */
const [heldHere, heldThere] = [3_000_000, 30_000_000];

/** A course that is asked about. */
export interface AskedOf {
  courseId: string;
  /** Another one after every write of what is read. */
  stamp: string;
  /** Whether what is held under this stamp is good enough. */
  mayBeHeld: boolean;
  packed(): Promise<PackedFacts>;
}

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
  const here = shelfOf<Facts>(heldHere);
  /** What the thread holds. */
  const there = shelfOf<true>(heldThere);

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
    const worker = startWorker(new URL('./questions.worker.js', import.meta.url), undefined, {
      maxYoungGenerationSizeMb: nursery,
    });
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
    there.clear();
    const askers = [...waiting.values()];
    waiting.clear();
    for (const { reject } of askers) reject(problem);
  }

  function send<Name extends Question>(question: Omit<Sent<Name>, 'id'>): Promise<Answer<Name>> {
    clearTimeout(idle);
    thread ??= started();
    thread.ref();
    last += 1;
    const sent: Sent<Name> = { id: last, ...question };
    return new Promise<Answer<Name>>((resolve, reject) => {
      thread?.postMessage(sent, sent.facts ? buffersOf(sent.facts) : []);
      // SAFETY: the thread answers a question by the function of that name.
      waiting.set(sent.id, { resolve: resolve as Waiting['resolve'], reject });
    });
  }

  return {
    async ask<Name extends Question>(name: Name, asked: AskedOf, about: About<Name>): Promise<Answer<Name>> {
      const { courseId, stamp, mayBeHeld } = asked;
      const { at }: Pick<By, 'at'> = about;
      const known = mayBeHeld ? here.find(courseId, stamp, at) : undefined;
      if (known) return answerTo(name, known, about);
      if (mayBeHeld && there.find(courseId, stamp, at)) return send({ name, courseId, about, forget: [] });
      const packed = await asked.packed();
      const weight = weightOf(packed);
      if (weight > limits.readHere) {
        const forget = there.put(courseId, { thing: true, stamp, at, weight });
        return send({ name, courseId, about, facts: packed, forget });
      }
      const facts = factsIn(packed);
      here.put(courseId, { thing: facts, stamp, at, weight });
      return answerTo(name, facts, about);
    },

    /** Ends the thread; who asks again gets another one. */
    stop,
  };
}

/** They move to the thread: nobody reads them here any more. */
function buffersOf({ people, profiles, published }: PackedFacts): ArrayBuffer[] {
  return [...people.rows, ...profiles, ...published.whole, ...published.changes].map(({ buffer }) => buffer);
}

/** Every question by its name, about what a course knows when it is asked. */
export function askingOf(
  { ask }: Pick<Questions, 'ask'>,
  { packedFacts, factsStamp }: Pick<Cohorts, 'packedFacts' | 'factsStamp'>,
): Asking<Answers> {
  const asks =
    <Name extends Question>(name: Name) =>
    async (courseId: string, about: About<Name>): Promise<Answer<Name>> =>
      ask(name, await askedOf(courseId), about);

  /** What is held is for pages: who changes something goes by what is stored. */
  async function askedOf(courseId: string): Promise<AskedOf> {
    const stamp = await factsStamp(courseId);
    return { courseId, stamp, mayBeHeld: isReadingOnce(), packed: () => packedFacts(courseId) };
  }

  return {
    ...{ conflicts: asks('conflicts'), judged: asks('judged') },
    ...{ equity: asks('equity'), readiness: asks('readiness'), ruleCounts: asks('ruleCounts') },
    ...{ swaps: asks('swaps'), swapped: asks('swapped'), placings: asks('placings'), placed: asks('placed') },
    alone: asks('alone'),
  };
}
