import { z } from 'zod';

/** A button without fields. */
export const againForm = z.strictObject({});
