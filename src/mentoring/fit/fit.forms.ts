import { z } from 'zod';
import { fitAnswers } from './fit.js';

export const fitForm = z.strictObject({
  answer: z.enum(fitAnswers, { error: 'fit.form.answer' }),
  note: z.string().trim().max(500).optional(),
});
