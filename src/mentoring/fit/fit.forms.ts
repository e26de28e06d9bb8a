import { z } from 'zod';
import { fitAnswers } from './fit.js';
import { seenText } from '../../shared/seen.js';

export const fitForm = z.strictObject({
  answer: z.enum(fitAnswers, { error: 'fit.form.answer' }),
  note: z.string().overwrite(seenText).max(500).optional(),
});
