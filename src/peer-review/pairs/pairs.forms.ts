import { z } from 'zod';
import { seenText } from '../../shared/seen.js';

export interface ReviewerAnswers {
  reviewerId: string;
}

const personId = z.string('review-pairs.reviewer.missing').min(1, 'review-pairs.reviewer.missing').max(80);

export const reviewerForm: z.ZodType<ReviewerAnswers> = z.strictObject({ reviewerId: personId });

export interface ListAnswers {
  list: string;
}

export const longestList = 500_000;

export const listForm: z.ZodType<ListAnswers> = z.strictObject({
  list: z
    .string('review-pairs.list.missing')
    .max(longestList)
    .transform(seenText)
    .pipe(z.string().min(1, 'review-pairs.list.missing')),
});
