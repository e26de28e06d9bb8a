/** Entry of the thread that answers questions about whole courses, one after the other, until it is ended. */
import { parentPort } from 'node:worker_threads';
import type { PackedFacts } from '../cohort/facts.rules.js';
import { answerTo, type About, type Answer, type Question } from './questions.rules.js';

export interface Sent<Name extends Question = Question> {
  id: number;
  name: Name;
  facts: PackedFacts;
  about: About<Name>;
}

export type Came = { id: number; answer: Answer<Question> } | { id: number; problem: unknown };

parentPort?.on('message', ({ id, name, facts, about }: Sent) => {
  parentPort?.postMessage(answered());

  function answered(): Came {
    try {
      return { id, answer: answerTo(name, facts, about) };
    } catch (problem) {
      return { id, problem };
    }
  }
});
