import { z } from 'zod';
import { isSeen, seenLine } from '../../shared/seen.js';
import type { Milestone, Term } from './milestones.rules.js';

/** Fields that ask for a number of one fact. */
export const neededPrefix = 'need-';

const number = (most: number, key: string) =>
  z
    .string()
    .trim()
    .refine((value) => value === '' || (/^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= most), key)
    .optional()
    .transform((value) => (value ? Number(value) : undefined));

/** Beside the named fields one a fact: empty, or so often. `act` says which button it was. */
export const milestoneForm = z
  .object({
    act: z.enum(['save', 'count']).default('save'),
    title: z
      .string()
      .overwrite(seenLine)
      .refine(isSeen, 'milestones.form.titleMissing')
      .max(60, 'milestones.form.titleLong'),
    enough: number(50, 'milestones.form.number'),
    points: number(100, 'milestones.form.number'),
    bestBefore: z
      .string()
      .refine((value) => value === '' || isDay(value), 'milestones.form.day')
      .default(''),
  })
  .catchall(z.union([z.string().regex(/^\d{0,3}$/, 'milestones.form.number'), z.array(z.string())]))
  .transform(({ act, title, enough, points, bestBefore, ...rest }) => ({
    act,
    rule: {
      title,
      terms: termsOf(rest),
      ...(enough !== undefined && { enough }),
      ...(points !== undefined && { points }),
      ...(bestBefore !== '' && { bestBefore }),
    },
  }))
  .refine(({ rule }) => rule.terms.length > 0, { path: ['title'], message: 'milestones.form.nothing' });

export type MilestoneAnswers = z.infer<typeof milestoneForm>;

function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`));
}

function termsOf(rest: Readonly<Record<string, unknown>>): Term[] {
  return Object.entries(rest).flatMap(([name, value]) => {
    const atLeast = Number(value);
    return name.startsWith(neededPrefix) && atLeast >= 1 ? [{ fact: name.slice(neededPrefix.length), atLeast }] : [];
  });
}

/** What the fields hold for a stored milestone. */
export function fieldsOf(milestone: Partial<Milestone>): Record<string, string> {
  const { title = '', terms = [], enough, points, bestBefore = '' } = milestone;
  return {
    ...{ title, bestBefore, enough: enough === undefined ? '' : String(enough) },
    points: points === undefined ? '' : String(points),
    ...Object.fromEntries(terms.map(({ fact, atLeast }) => [`${neededPrefix}${fact}`, String(atLeast)])),
  };
}
