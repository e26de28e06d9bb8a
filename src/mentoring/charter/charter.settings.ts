/** The proposed charters, in `config/templates/charters`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { longestLine, type CharterForm, type Templates } from './charter.js';

const charterFile = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z]{1,30}$/),
        title: z.string().min(1).max(80),
        text: z.string().min(1).max(longestLine),
        open: z.boolean(),
      }),
    )
    .min(1)
    .max(12),
});

/** @throws when a file is missing or not of this shape */
export function readCharters(folder: string): Templates {
  const read = (form: CharterForm) =>
    charterFile.parse(JSON.parse(readFileSync(join(folder, `${form}.json`), 'utf8'))).lines;
  return { mentoring: read('mentoring'), peers: read('peers') };
}
