/** Topics that are proposed, in `config/templates/concerns`; a course may set its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const topics = z.array(z.string().min(1).max(200)).min(1).max(12);

/** @throws when the file is missing or not of this shape */
export function readTopics(folder: string): readonly string[] {
  return topics.parse(JSON.parse(readFileSync(join(folder, 'topics.json'), 'utf8')));
}
