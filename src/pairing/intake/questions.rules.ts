/** What a course asks: the templates, and over them what its teacher changed. */
import { createHash } from 'node:crypto';
import { optionalFields, type OptionalField, type Questions, type StyleQuestion } from './profile.js';

interface Changed {
  intro?: string;
  asked?: Questions['asked'];
  added?: Questions['added'];
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
    added: changed.added ?? [],
    topics: changed.topics ?? templates.topics,
    stages: changed.stages ?? templates.stages,
    style: (changed.style ?? templates.style).map(styleQuestion),
  };
}

/** The text decides the id, so that an answer never counts for a statement it was not given to. */
export function styleQuestion(text: string): StyleQuestion {
  return { id: createHash('sha256').update(text).digest('hex').slice(0, 12), text };
}

/**
 * What a teacher ticked, kept as what differs from what is asked anyway.
 * @param used what the way of pairing used when the page was made: there no tick leaves a question out, elsewhere a tick adds it
 */
export function askedBy(
  ticked: readonly OptionalField[],
  used: readonly OptionalField[],
  before: Pick<Questions, 'asked' | 'added'>,
): Pick<Questions, 'asked' | 'added'> {
  return {
    asked: optionalFields.filter((one) => ticked.includes(one) || (!used.includes(one) && before.asked.includes(one))),
    added: optionalFields.filter((one) => (used.includes(one) ? before.added.includes(one) : ticked.includes(one))),
  };
}
