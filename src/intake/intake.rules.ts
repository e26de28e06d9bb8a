import { maximumTopics, type ProfileAnswers } from './profile.js';

/** "I prefer not to say", as a form posts it. */
export const unsaid = 'unsaid';

/** An answer that is no longer on offer: the form was opened before the teacher changed the list. */
export interface Stale {
  field: 'strong' | 'wanted' | 'languages';
}

export function staleAnswer(
  answers: ProfileAnswers,
  offered: { topics: readonly string[]; languages: readonly string[] },
): Stale | undefined {
  const missing = (chosen: readonly string[], list: readonly string[]) => chosen.some((item) => !list.includes(item));
  if (missing(answers.strong, offered.topics)) return { field: 'strong' };
  if (missing(answers.wanted, offered.topics)) return { field: 'wanted' };
  return missing(answers.languages, offered.languages) ? { field: 'languages' } : undefined;
}

/** One topic per line as a teacher types them: blank lines and repetitions (in any case) fall away, the order stays. */
export function topicsFromText(text: string): string[] {
  const byKey = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const topic = line.trim().replace(/\s+/g, ' ');
    const key = topic.toLocaleLowerCase('en');
    if (topic !== '' && !byKey.has(key)) byKey.set(key, topic);
  }
  return [...byKey.values()];
}

export type TopicsProblem = 'none' | 'tooMany' | 'tooLong';

/** Longest topic in characters: it must fit a line of a phone twice. */
export const longestTopic = 60;

export function topicsProblem(topics: readonly string[]): TopicsProblem | undefined {
  if (topics.length === 0) return 'none';
  if (topics.length > maximumTopics) return 'tooMany';
  return topics.some((topic) => topic.length > longestTopic) ? 'tooLong' : undefined;
}

/** Zones a person may choose; the one already known stays choosable though this machine's list spells it otherwise. */
export function timeZonesOffered(...known: readonly (string | undefined)[]): string[] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ...known.filter((zone) => zone !== undefined)]);
  return [...zones].sort();
}

/** How the stored answers, or a first guess, stand in the form. */
export function postedFrom(
  profile: ProfileAnswers | undefined,
  knownTimeZone: string | undefined,
): Readonly<Record<string, string | readonly string[]>> {
  if (!profile) return { timeZone: knownTimeZone ?? unsaid, strong: [], wanted: [], languages: [] };
  return {
    roleWish: profile.roleWish,
    strong: profile.strong,
    wanted: profile.wanted,
    channel: profile.channel ?? unsaid,
    timeZone: profile.timeZone ?? unsaid,
    languages: profile.languages,
  };
}
