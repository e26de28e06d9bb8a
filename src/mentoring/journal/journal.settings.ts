/** Questions to write about, in `config/templates/journal`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** @throws when the file is missing or not of this shape */
export function readPrompts(folder: string): readonly string[] {
  const list = z.array(z.string().min(1).max(300)).min(1);
  return list.parse(JSON.parse(readFileSync(join(folder, 'prompts.json'), 'utf8')));
}
