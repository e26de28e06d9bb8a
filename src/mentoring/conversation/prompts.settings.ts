/** Questions that begin a conversation, in `config/templates/conversation`; a course may ask its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Prompts } from './prompts.rules.js';

const stage = z.array(z.string().min(1).max(300)).min(1);
const library = z.strictObject({ first: stage, middle: stage });

/** @throws when the file is missing or not of this shape */
export function readPrompts(folder: string): Prompts {
  return library.parse(JSON.parse(readFileSync(join(folder, 'prompts.json'), 'utf8')));
}
