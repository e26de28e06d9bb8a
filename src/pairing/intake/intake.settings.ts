/** What a course asks before its teacher changes anything, from `config/templates`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { maximumStages, maximumStyleQuestions, maximumTopics } from './profile.js';

const topicList = z.array(z.string().min(1)).max(maximumTopics);
const stageList = z.array(z.string().min(1)).max(maximumStages);
const styleList = z.array(z.string().min(1)).max(maximumStyleQuestions);
const languageList = z.array(z.string().regex(/^[a-z]{2,3}$/)).max(200);

export interface IntakeTemplates {
  topics: readonly string[];
  stages: readonly string[];
  style: readonly string[];
  /** ISO 639 codes offered in the profile, the first of them in sight. */
  languages: readonly string[];
}

/** @param folder where `topics.json` and the others are. Throws when a file is missing or misshapen. */
export function readIntakeTemplates(folder: string): IntakeTemplates {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8'));
  return {
    topics: topicList.parse(read('topics')),
    stages: stageList.parse(read('stages')),
    style: styleList.parse(read('style')),
    languages: languageList.parse(read('languages')),
  };
}
