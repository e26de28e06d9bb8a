/** Lists that a teacher types, one entry per line. */
import { maximumStages, maximumStyleQuestions, maximumTopics } from './profile.js';
import { readsAs, seenLine } from '../../shared/seen.js';

/** Lines that show nothing and repetitions (of what reads the same) fall away, the order stays. */
export function linesFromText(text: string): string[] {
  const byKey = new Map<string, string>();
  for (const raw of text.split(/\r\n?|\n/)) {
    const line = seenLine(raw);
    const key = readsAs(line);
    if (line !== '' && !byKey.has(key)) byKey.set(key, line);
  }
  return [...byKey.values()];
}

export const topicsFromText = linesFromText;

/** Longest topic or stage in characters: it must fit a line of a phone twice. */
export const longestTopic = 60;
export const longestStatement = 160;

/** `reserved`: answers are kept by topic, and every object already has something of this name. */
export type ListProblem = 'none' | 'tooMany' | 'tooLong' | 'reserved';
export type TopicsProblem = ListProblem;

function listProblem(list: readonly string[], most: number, longest: number): ListProblem | undefined {
  if (list.length > most) return 'tooMany';
  if (list.some((item) => item.length > longest)) return 'tooLong';
  return list.some((item) => item in {}) ? 'reserved' : undefined;
}

export function topicsProblem(topics: readonly string[]): ListProblem | undefined {
  return topics.length === 0 ? 'none' : listProblem(topics, maximumTopics, longestTopic);
}

/** No stages is fine: then nobody is asked. */
export function stagesProblem(stages: readonly string[]): ListProblem | undefined {
  return listProblem(stages, maximumStages, longestTopic);
}

export function statementsProblem(statements: readonly string[]): ListProblem | undefined {
  return listProblem(statements, maximumStyleQuestions, longestStatement);
}

/** Titles of activities as stages: only as many and as long as a teacher may type. */
export function stagesFromTitles(titles: readonly string[]): string[] {
  const short = titles.map((title) => linesFromText(title).join(' ').slice(0, longestTopic));
  return linesFromText(short.join('\n'))
    .filter((stage) => !(stage in {}))
    .slice(0, maximumStages);
}
