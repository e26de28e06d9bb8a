/** The people of a course with the rules between them: what every edit of a draft is judged by. */
import type { Comparison, Form } from './comparison.js';
import type { Draft, RunnerUp } from './draft.js';
import { neverKey } from './keys.rules.js';
import { compare, score, type Compared, type Lexicon } from './pairing.rules.js';

export interface Board {
  form: Form;
  people: ReadonlyMap<string, Compared>;
  lexicon: Lexicon;
  /** Keys of {@link neverKey}. */
  never: ReadonlySet<string>;
}

export function byPerson(people: readonly Compared[]): Map<string, Compared> {
  return new Map(people.map((person) => [person.personId, person]));
}

/** -1 where a rule forbids them. Somebody who left the course counts as somebody who said nothing. */
export function scoreOf(board: Board, first: string, second: string): number {
  if (board.never.has(neverKey(first, second))) return -1;
  return score(board.form, comparedOn(board, first), comparedOn(board, second));
}

/** The mean over all pairs in the group; -1 when a rule forbids one of them. */
export function groupScoreOf(board: Board, members: readonly string[]): number {
  const scores = couplesOf(members).map(([one, other]) => scoreOf(board, one, other));
  if (scores.length === 0 || scores.some((value) => value < 0)) return -1;
  return Math.floor(scores.reduce((sum, value) => sum + value, 0) / scores.length);
}

export function couplesOf(members: readonly string[]): [string, string][] {
  return members.flatMap((one, index) => members.slice(index + 1).map((other): [string, string] => [one, other]));
}

export function comparisonOn(board: Board, first: string, second: string): Comparison {
  const found = compare(board.form, comparedOn(board, first), comparedOn(board, second), board.lexicon);
  return board.never.has(neverKey(first, second)) ? { ...found, forbidden: 'never' } : found;
}

/** Best others for the mentee, or for the first of two peers. */
export function runnersUpOn(
  board: Board,
  draft: Pick<Draft, 'pairs' | 'unpaired'>,
  members: readonly string[],
): RunnerUp[] {
  const mentoring = board.form === 'mentoring';
  const stays = members[mentoring ? 1 : 0] ?? '';
  const candidates = mentoring ? mentorsIn(board, draft) : [...board.people.keys()];
  return candidates
    .filter((personId) => !members.includes(personId))
    .map((personId) => ({
      personId,
      score: mentoring ? scoreOf(board, personId, stays) : scoreOf(board, stays, personId),
    }))
    .filter((candidate) => candidate.score >= 0)
    .sort((one, other) => other.score - one.score || (one.personId < other.personId ? -1 : 1))
    .slice(0, 3);
}

/** Those who mentor in the draft, and those who would. */
export function mentorsIn(board: Board, draft: Pick<Draft, 'pairs' | 'unpaired'>): string[] {
  const mentors = new Set(draft.pairs.flatMap((pair) => pair.members.slice(0, 1)));
  for (const { personId, reason } of draft.unpaired) {
    if (reason === 'noMentee' || board.people.get(personId)?.wish === 'mentor') mentors.add(personId);
  }
  return [...mentors];
}

function comparedOn(board: Board, personId: string): Compared {
  return (
    board.people.get(personId) ?? {
      personId,
      wish: undefined,
      strong: 0,
      wanted: 0,
      languages: 0,
      channel: undefined,
      offset: undefined,
    }
  );
}
