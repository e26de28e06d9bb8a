/** How stored answers, or a first guess, stand in the form. */
import { partsIn } from './availability.rules.js';
import type { DraftAnswers, SavedProfile } from './draft-profile.js';

type Posted = Readonly<Record<string, string | readonly string[]>>;

interface Known {
  saved: SavedProfile | undefined;
  knownTimeZone: string | undefined;
  questions: { topics: readonly string[] };
}

/** What is said of a topic; `both` only of who said it when there were two lists. */
export type TopicSaid = 'need' | 'help' | 'both' | 'neither';

export function saidOfTopic({ strong = [], wanted = [] }: DraftAnswers, topic: string): TopicSaid {
  if (strong.includes(topic)) return wanted.includes(topic) ? 'both' : 'help';
  return wanted.includes(topic) ? 'need' : 'neither';
}

/** Choices of one topic by name and value: {@link intakeForm} reads them. */
export function topicName(place: number): string {
  return `topic-${String(place)}`;
}

const texts = ['goals', 'helpWith', 'constraints', 'stage', 'channel', 'format', 'maxMentees'] as const;

export function postedFrom({ saved, knownTimeZone, questions: { topics } }: Known): Posted {
  const answers = saved?.answers ?? {};
  return {
    ...Object.fromEntries(topics.map((topic, place) => [topicName(place), `${saidOfTopic(answers, topic)} ${topic}`])),
    ...Object.fromEntries(texts.map((field) => [field, String(answers[field] ?? '')])),
    ...(isRoleSaid(saved) && { roleWish: answers.roleWish ?? '' }),
    timeZone: answers.timeZone ?? knownTimeZone ?? '',
    ...listsFrom(answers),
    shares: saved?.shares ?? [],
  };
}

function listsFrom({ languages = [], availability = [], confidence, style, withheld = [] }: DraftAnswers): Posted {
  const { parts, hours } = partsIn(availability);
  return {
    ...{ languages, withheld, part: parts, availability: hours },
    ...{ confidence: levelled(confidence), style: levelled(style) },
  };
}

/** The role that everybody has who was not asked for one is no answer. */
function isRoleSaid(saved: SavedProfile | undefined): boolean {
  return saved?.answers.roleWish !== undefined && (!saved.completedAt || saved.asked.includes('roleWish'));
}

/** `3 Academic writing`. */
export function levelled(record: Readonly<Record<string, number>> | undefined): string[] {
  return Object.entries(record ?? {}).map(([about, level]) => `${String(level)} ${about}`);
}
