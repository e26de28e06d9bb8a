/** Lists a course starts with, from `config/templates`; the teacher edits the topics. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { maximumTopics } from './profile.js';

const topicList = z.array(z.string().min(1)).max(maximumTopics);
/** Pairing compares languages as bits of a 32-bit word. */
const languageList = z.array(z.string().regex(/^[a-z]{2,3}$/)).max(30);

export interface IntakeTemplates {
  topics: readonly string[];
  /** ISO 639-1 codes offered in the profile. */
  languages: readonly string[];
}

/** @param folder where `topics.json` and `languages.json` are. Throws when a file is missing or misshapen. */
export function readIntakeTemplates(folder: string): IntakeTemplates {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return { topics: topicList.parse(read('topics.json')), languages: languageList.parse(read('languages.json')) };
}
