import { z } from 'zod';
import { nameProblem, pathInside, tidyName } from './names.rules.js';

/** A button without fields. */
export const refreshForm = z.strictObject({});

export const nameForm = z.strictObject({
  /** Empty: no name of one's own. */
  name: z
    .string()
    .max(1000, 'roster.name.problem.long')
    .transform(tidyName)
    .superRefine((name, context) => {
      const problem = name === '' ? undefined : nameProblem(name);
      if (problem) context.addIssue({ code: 'custom', message: `roster.name.problem.${problem}` });
    }),
  /** Where the visit goes on. */
  next: z.string().transform(pathInside).optional(),
});

export const groupsForm = z.strictObject({ list: z.string().max(60_000) });
