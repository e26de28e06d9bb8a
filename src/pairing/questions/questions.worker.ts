/** Entry of the thread that answers questions about whole courses, one after the other, until it is ended. */
import { parentPort } from 'node:worker_threads';
import type { Facts } from '../cohort/board.rules.js';
import { factsIn, type PackedFacts } from '../cohort/facts.rules.js';
import { answerTo, type About, type Answer, type Question } from './questions.rules.js';

export interface Sent<Name extends Question = Question> {
  id: number;
  name: Name;
  courseId: string;
  about: About<Name>;
  /** Absent where what is held of the course is as good. */
  facts?: PackedFacts;
  /** Courses that are asked about no more. */
  forget: readonly string[];
}

export type Came = { id: number; answer: Answer<Question> } | { id: number; problem: unknown };

/** Whoever asks says what is held. */
const held = new Map<string, Facts>();

parentPort?.on('message', ({ id, name, courseId, about, facts, forget }: Sent) => {
  for (const gone of forget) held.delete(gone);
  parentPort?.postMessage(answered());

  function answered(): Came {
    try {
      return { id, answer: answerTo(name, factsNow(), about) };
    } catch (problem) {
      return { id, problem };
    }
  }

  function factsNow(): Facts {
    const now = facts ? factsIn(facts) : held.get(courseId);
    if (!now) throw new Error('Nothing is held of this course');
    held.set(courseId, now);
    return now;
  }
});
