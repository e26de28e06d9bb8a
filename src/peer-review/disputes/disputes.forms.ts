import { z } from 'zod';
import { seenText } from '../../shared/seen.js';
import { longestNote } from '../peer-review.forms.js';

function words(missing: string) {
  return z.string('web.form.missing').transform(seenText).pipe(z.string().min(1, missing).max(longestNote));
}

export const disputeForm: z.ZodType<{ reason: string }> = z.strictObject({
  reason: words('review-scores.dispute.reason.missing'),
});

export const answerForm: z.ZodType<{ words: string }> = z.strictObject({
  words: words('review-scores.dispute.words.missing'),
});
