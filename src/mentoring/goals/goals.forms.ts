import { z } from 'zod';
import { isSeen, seenLine, seenText } from '../../shared/seen.js';
import { isWebAddress } from '../../shared/web-address.js';
import { levels } from './goal.js';

const line = z.string().overwrite(seenLine).max(300, 'goals.form.tooLong');
const level = z.enum(levels, { error: 'goals.form.level' }).transform(Number);
const why = z.string().overwrite(seenText).max(1000, 'goals.form.tooLong').default('');

export type GoalAnswers = z.infer<typeof goalForm>;
export const goalForm = z.strictObject({
  /** Names the page that was filled in: sent twice, it is one goal. */
  once: z.string().regex(/^[\w-]{16}$/),
  text: line.refine(isSeen, 'goals.form.text'),
  measure: line.refine(isSeen, 'goals.form.measure'),
  by: z.iso.date('goals.form.by'),
  week2: line.default(''),
  week4: line.default(''),
  before: level,
});

export const finishForm = z.strictObject({ after: level, why });
export const dropForm = z.strictObject({ why });

/** A page by its address, or what was made in words. */
export const evidenceForm = z
  .strictObject({
    evidence: line.refine(isSeen, 'goals.form.evidence'),
    href: line.refine((text) => text === '' || isWebAddress(text), 'goals.form.href').default(''),
  })
  .transform(({ evidence, href }) => ({ text: evidence, ...(href !== '' && { href }) }));
