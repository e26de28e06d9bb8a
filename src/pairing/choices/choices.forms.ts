import { z } from 'zod';
import { severalOf } from '../../web/forms.js';
import { mostRanked } from '../words/choices.js';
import { seenLine } from '../../shared/seen.js';

const id = z.string().min(1).max(100);
/** A name as the learner writes it, or an id from the list. */
const somebody = z.string().overwrite(seenLine).max(200).default('');

export const rankFields = Array.from({ length: mostRanked }, (_, place) => `rank-${place + 1}`);

/** Where people do not rank each other, the form has no ranks. */
export const choiceForm = z
  .strictObject({ listed: severalOf('yes'), ...Object.fromEntries(rankFields.map((name) => [name, somebody])) })
  .transform((answers: Readonly<Record<string, unknown>>) => ({
    listed: Array.isArray(answers.listed) && answers.listed.includes('yes'),
    ranks: rankFields.map((name) => (typeof answers[name] === 'string' ? answers[name] : '')),
  }));

export const proposalForm = z.strictObject({
  partner: z.string({ error: 'choices.problem.nobody' }).overwrite(seenLine).min(1, 'choices.problem.nobody').max(200),
});
export const answerForm = z.strictObject({ proposalId: id, answer: z.enum(['agreed', 'declined']) });
/** A time as a browser's field writes it, in the zone of the teacher. */
export const windowForm = z.strictObject({ until: z.string({ error: 'choices.window.missing' }).max(40) });
export const takeBackForm = z.strictObject({ proposalId: id });
