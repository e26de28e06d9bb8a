/** All questions about a whole course, each with its answer: small, so that whoever waits for it has little to read. */
import { boardAnswers } from '../board/questions.rules.js';
import type { Facts } from '../cohort/board.rules.js';
import { cohortAnswers, type By } from '../cohort/questions.rules.js';
import { explainedAnswers } from '../explained/questions.rules.js';
import { readinessAnswers } from '../readiness/questions.rules.js';
import { setupAnswers } from '../setup/questions.rules.js';
import { minute } from '../../shared/clock.js';

const answers = { ...cohortAnswers, ...explainedAnswers, ...boardAnswers, ...readinessAnswers, ...setupAnswers };

export type Answers = typeof answers;
export type Question = keyof Answers;
export type About<Name extends Question> = Parameters<Answers[Name]>[1];
export type Answer<Name extends Question> = ReturnType<Answers[Name]>;

/** Asked at every page of a coordinator, about nothing but the setup. */
const lasting: ReadonlySet<Question> = new Set<Question>(['readiness', 'conflicts', 'ruleCounts']);
/** Clocks change at full quarters; nothing else of an answer hangs on the time. */
const quarter = 15 * minute;

/** Of one course: a setup that is tried again and again is another question each time. */
const answersKept = 8;
/** What was answered from the same facts, by question. */
const lastAnswers = new WeakMap<Facts, Map<string, unknown>>();

export function answerTo<Name extends Question>(name: Name, facts: Facts, about: About<Name>): Answer<Name> {
  // SAFETY: what a question is about and its answer are those of its own function.
  const answer = answers[name] as (facts: Facts, about: About<Name>) => Answer<Name>;
  if (!lasting.has(name)) return answer(facts, about);
  const known = lastAnswers.get(facts) ?? new Map<string, unknown>();
  lastAnswers.set(facts, known);
  const key = keyOf(name, about);
  // SAFETY: under this key stands what the same question was answered.
  const last = known.get(key) as Answer<Name> | undefined;
  if (last) return last;
  const fresh = answer(facts, about);
  if (known.size >= answersKept) known.clear();
  known.set(key, fresh);
  return fresh;
}

function keyOf(name: Question, { at, ...about }: Pick<By, 'at'>): string {
  return JSON.stringify([name, Math.floor(at.getTime() / quarter), about]);
}
