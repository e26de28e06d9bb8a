/** All questions about a whole course, each with its answer: small, so that whoever waits for it has little to read. */
import { boardAnswers } from '../board/questions.rules.js';
import type { Facts } from '../cohort/board.rules.js';
import { factsIn, type PackedFacts } from '../cohort/facts.rules.js';
import { cohortAnswers } from '../cohort/questions.rules.js';
import { explainedAnswers } from '../explained/questions.rules.js';
import { readinessAnswers } from '../readiness/questions.rules.js';

const answers = { ...cohortAnswers, ...explainedAnswers, ...boardAnswers, ...readinessAnswers };

export type Answers = typeof answers;
export type Question = keyof Answers;
export type About<Name extends Question> = Parameters<Answers[Name]>[1];
export type Answer<Name extends Question> = ReturnType<Answers[Name]>;

export function answerTo<Name extends Question>(name: Name, facts: PackedFacts, about: About<Name>): Answer<Name> {
  // SAFETY: what a question is about and its answer are those of its own function.
  const answer = answers[name] as (facts: Facts, about: About<Name>) => Answer<Name>;
  return answer(factsIn(facts), about);
}
