import { z } from 'zod';
import { linesFromText, stagesProblem, statementsProblem, topicsProblem, type ListProblem } from './lists.rules.js';
import { optionalFields } from './profile.js';
import { seenText } from '../../shared/seen.js';

const longestIntro = 600;
const field = z.enum(optionalFields);

/** One entry per line, judged as a list. */
function lines(name: string, problemOf: (list: readonly string[]) => ListProblem | undefined) {
  return z
    .string()
    .max(6000)
    .transform(linesFromText)
    .superRefine((list, context) => {
      const wrong = problemOf(list);
      if (wrong) context.addIssue({ code: 'custom', message: `intake.questions.problem.${name}.${wrong}` });
    });
}

export const questionsForm = z.strictObject({
  intro: z.string().transform(seenText).pipe(z.string().max(longestIntro)),
  asked: z
    .union([z.array(field).max(optionalFields.length), field.transform((one) => [one])])
    .default([])
    .transform((chosen) => optionalFields.filter((one) => chosen.includes(one))),
  used: z
    .string()
    .max(400)
    .default('')
    .transform((text) => optionalFields.filter((one) => text.split(' ').includes(one))),
  topics: lines('topics', topicsProblem),
  stages: lines('stages', stagesProblem),
  style: lines('style', statementsProblem),
});
export type QuestionsAnswers = z.infer<typeof questionsForm>;
