import { z } from 'zod';

/** A button without fields. */
export const refreshForm = z.strictObject({});
