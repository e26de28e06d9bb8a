import { z } from 'zod';
import { isSeen, seenLine, seenText } from '../../shared/seen.js';
import { writingQuestions } from './agenda.js';
import { linesIn, listIn, longestAgenda, longestLine, mostLines } from './agenda.rules.js';

const longest = 4000;
const text = z.string().overwrite(seenText).max(longest, 'sessions.form.tooLong').default('');
const list = text
  .transform(listIn)
  .refine((lines) => lines.length <= mostLines, 'sessions.agendas.form.most')
  .refine((lines) => lines.every((line) => line.length <= longestLine), 'sessions.agendas.form.longLine');

export type AgendaAnswers = z.infer<typeof agendaForm>;
/** Texts as a teacher writes them, one thing a line. */
export const agendaForm = z.strictObject({
  title: z.string().overwrite(seenLine).refine(isSeen, 'sessions.agendas.form.title').max(80, 'sessions.form.tooLong'),
  lines: text
    .transform((written) => linesIn(written) ?? [])
    .refine((lines) => lines.length > 0, 'sessions.agendas.form.lines')
    .refine((lines) => lines.length <= mostLines, 'sessions.agendas.form.most')
    .refine((lines) => lines.every(({ text: words }) => words.length <= longestLine), 'sessions.agendas.form.longLine')
    .refine((lines) => lines.reduce((sum, { minutes }) => sum + minutes, 0) <= longestAgenda, {
      message: 'sessions.agendas.form.long',
    }),
  points: list,
  prompts: list,
  caseTitle: z.string().overwrite(seenLine).max(80, 'sessions.form.tooLong').default(''),
  caseText: z.string().overwrite(seenText).max(1500, 'sessions.form.tooLong').default(''),
  writing: text
    .transform(listIn)
    .refine((lines) => lines.length === writingQuestions, 'sessions.agendas.form.writing')
    .refine((lines) => lines.every((line) => line.length <= longestLine), 'sessions.agendas.form.longLine'),
});
