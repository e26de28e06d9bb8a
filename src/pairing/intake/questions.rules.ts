/** What a course asks: the templates, and over them what its teacher changed. */
import { createHash } from 'node:crypto';
import { optionalFields, type Questions, type StyleQuestion } from './profile.js';

interface Changed {
  intro?: string;
  asked?: Questions['asked'];
  topics?: readonly string[];
  stages?: readonly string[];
  style?: readonly string[];
}

export function questionsFrom(
  changed: Changed,
  templates: { topics: readonly string[]; stages: readonly string[]; style: readonly string[] },
): Questions {
  return {
    intro: changed.intro ?? '',
    asked: changed.asked ?? optionalFields,
    topics: changed.topics ?? templates.topics,
    stages: changed.stages ?? templates.stages,
    style: (changed.style ?? templates.style).map(styleQuestion),
  };
}

/** The text decides the id, so that an answer never counts for a statement it was not given to. */
export function styleQuestion(text: string): StyleQuestion {
  return { id: createHash('sha256').update(text).digest('hex').slice(0, 12), text };
}
