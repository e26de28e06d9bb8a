import { z } from 'zod';
import { kindField } from '../activities/activities.forms.js';
import type { Kinds } from '../activities/kind.js';
import { longestTitle, mostPoints } from './programme.js';
import { seenLine } from '../../shared/seen.js';

function typed(maximum: number) {
  return z.string('web.form.missing').transform(seenLine).pipe(z.string().max(maximum));
}

/** Empty: as usual for the kind. "2,5" is two and a half. */
const points = z
  .string('activities.picker.points.invalid')
  .transform((text) => text.trim().replace(',', '.'))
  .pipe(z.string().regex(/^(\d{1,4}(\.\d{1,2})?)?$/, 'activities.picker.points.invalid'))
  .transform((text) => (text === '' ? undefined : Number(text)))
  .pipe(
    z
      .number()
      .positive('activities.picker.points.invalid')
      .max(mostPoints, 'activities.picker.points.invalid')
      .optional(),
  );

export function oneForm(kinds: Kinds) {
  return z.strictObject({ kind: kindField(kinds), title: typed(longestTitle), points });
}

/** Fields of the same name come as one text or as several. */
function listOf(one: z.ZodType<string>) {
  return z.union([z.array(one), one.transform((text) => [text])]);
}

/** `title`: of every activity of the programme, in its order; `item`: keys of those to be inserted. */
export const programmeForm = z.strictObject({
  programme: z.string('web.form.missing'),
  item: listOf(z.string()).default([]),
  title: listOf(typed(longestTitle)),
});

export type OneAnswers = z.infer<ReturnType<typeof oneForm>>;
export type ProgrammeAnswers = z.infer<typeof programmeForm>;
