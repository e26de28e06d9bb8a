import { z } from 'zod';
import { seenLine, seenText } from '../../shared/seen.js';
import { longestLine } from './rubric-csv.rules.js';
import { scales } from '../rubric.js';
import { stepsAtMost, type Written } from './writing.rules.js';

const line = (missing?: string) => {
  const text = z.string('web.form.missing').transform(seenLine);
  const kept = z.string().max(longestLine);
  return text.pipe(missing === undefined ? kept : kept.min(1, missing));
};

const places = Array.from({ length: stepsAtMost + 1 }, (_, place) => place);
const levelFields: Readonly<Record<string, z.ZodType<string | undefined>>> = Object.fromEntries(
  places.flatMap((place): [string, z.ZodType<string | undefined>][] => [
    [`title-${String(place)}`, line().exactOptional()],
    [`about-${String(place)}`, line().exactOptional()],
    [
      `points-${String(place)}`,
      z
        .string()
        .regex(/^(|\d{1,2}|100)$/, 'review-rubrics.criterion.points.invalid')
        .exactOptional(),
    ],
  ]),
);

/** As it is typed; `title-0`, `about-0`, `points-0` and so on stand for the levels. */
type Typed = Readonly<Record<`${'title' | 'about' | 'points'}-${number}`, string | undefined>> &
  Pick<Written, 'question' | 'hint' | 'prompt' | 'scale'> & { needsWords?: '1'; most: string; seen?: string };

const seenPrint = z.string().max(50).exactOptional();

const fields = z.strictObject({
  seen: seenPrint,
  question: line('review-rubrics.criterion.question.missing'),
  hint: line(),
  prompt: line('review-rubrics.criterion.prompt.missing'),
  needsWords: z.literal('1').exactOptional(),
  scale: z.enum(scales),
  most: z.string().regex(/^(|\d{1,2})$/, 'review-rubrics.criterion.most.invalid'),
  ...levelFields,
});

/** `seen`: the print of what the form began with. */
export interface CriterionAnswers extends Written {
  seen: string;
}

/** Levels without a title are none; each that has one needs points. */
export const criterionForm: z.ZodType<CriterionAnswers> = fields.transform((answers, context): CriterionAnswers => {
  // SAFETY: the schema above has just these fields; those of the levels are made by number.
  const typed = answers as unknown as Typed;
  const { question, hint, prompt, scale, needsWords, seen = '' } = typed;
  const most = Number(typed.most);
  const levels = places.flatMap((place) => {
    const title = typed[`title-${place}`] ?? '';
    const points = typed[`points-${place}`] ?? '';
    if (title === '') return [];
    if (points === '') refuse(`points-${String(place)}`, 'review-rubrics.criterion.points.invalid');
    return [{ title, description: typed[`about-${place}`] ?? '', points: Number(points) }];
  });
  function refuse(field: string, message: string): void {
    context.addIssue({ code: 'custom', path: [field], message });
  }
  if (scale === 'levels' && levels.length < 2) refuse('title-0', 'review-rubrics.criterion.levels.few');
  if (scale === 'levels' && levels.every(({ points }) => points === 0))
    refuse('points-0', 'review-rubrics.criterion.points.none');
  if (scale !== 'levels' && (most < 1 || most > stepsAtMost)) refuse('most', 'review-rubrics.criterion.most.invalid');
  return { seen, question, hint, prompt, scale, needsWords: needsWords !== undefined, most, levels };
});

export interface TitleAnswers {
  title: string;
}

export const titleForm: z.ZodType<TitleAnswers> = z.strictObject({ title: line('review-rubrics.title.missing') });

export interface CopyAnswers {
  from: string;
}

export const copyForm: z.ZodType<CopyAnswers> = z.strictObject({
  from: z.string('review-rubrics.library.missing').min(1, 'review-rubrics.library.missing').max(120),
});

export const longestTable = 50_000;

export interface TableAnswers {
  table: string;
  seen?: string;
}

export const tableForm: z.ZodType<TableAnswers> = z.strictObject({
  seen: seenPrint,
  table: z
    .string('review-rubrics.table.missing')
    .max(longestTable)
    .transform(seenText)
    .pipe(z.string().min(1, 'review-rubrics.table.missing')),
});
