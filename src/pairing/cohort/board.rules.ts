/** The people of a course with the rules between them: what every edit of a draft is judged by. */
import type { Choices } from '../words/choices.js';
import {
  comparedPeople,
  placesOfMentor,
  silent,
  type Compared,
  type Lists,
  type PersonSaid,
} from '../measure/compared.rules.js';
import { isKnownAsMentor } from '../measure/known.rules.js';
import { termFrom } from '../measure/term.rules.js';
import type { Comparison } from '../words/comparison.js';
import type { Draft, DraftPair, RunnerUp } from '../words/draft.js';
import { compare, score } from '../measure/pairing.rules.js';
import type { PairingSetup, Form } from '../words/setup.js';
import { yardstickOf, type Knots, type Yardstick } from '../measure/yardstick.rules.js';

export interface Board {
  form: Form;
  setup: PairingSetup;
  people: ReadonlyMap<string, Compared>;
  yardstick: Yardstick;
}

/** What a course knows of its people on a day. */
export interface Facts {
  people: readonly PersonSaid[];
  lists: Lists;
  knots: Knots;
  choices?: Choices;
}

export function boardFor(setup: PairingSetup, { people, lists, knots }: Facts, now: Date): Board {
  const compared = comparedPeople(people, lists, termFrom(now));
  const yardstick = yardstickOf(setup, compared, knots);
  return { form: yardstick.form, setup, people: byPerson(compared.people), yardstick };
}

export function byPerson(people: readonly Compared[]): Map<string, Compared> {
  return new Map(people.map((person) => [person.personId, person]));
}

/** -1 where a rule forbids them. Somebody who left the course counts as somebody who said nothing. */
export function scoreOf(board: Board, first: string, second: string): number {
  return score(board.yardstick, comparedOn(board, first), comparedOn(board, second));
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
  return compare(board.yardstick, comparedOn(board, first), comparedOn(board, second));
}

/** How many mentees this mentor may have: none who may not mentor, or is not trained where only trained people do. */
export function placesOn(board: Board, personId: string): number {
  const mentor = comparedOn(board, personId);
  if ((mentor.barred & board.yardstick.bars.first) !== 0) return 0;
  if (board.setup.rules.trainedOnly && !mentor.trained) return 0;
  return placesOfMentor(mentor, board.setup.capacity);
}

/** Whether somebody would mentor their own mentor once these pairs come and those go. */
export function makesMutual(
  pairs: readonly Pick<DraftPair, 'pairId' | 'members'>[],
  comes: readonly { members: readonly string[] }[],
  goes: readonly string[],
): boolean {
  const directionOf = ([mentor = '', mentee = '']: readonly string[]) => `${mentor} ${mentee}`;
  const all = [...pairs.filter(({ pairId }) => !goes.includes(pairId)), ...comes];
  const directions = new Set(all.map(({ members }) => directionOf(members)));
  return comes.some(({ members: [mentor = '', mentee = ''] }) => directions.has(directionOf([mentee, mentor])));
}

/** Best others for the mentee, of those who have a free place; or for the first of two peers. */
export function runnersUpOn(
  board: Board,
  draft: { readonly pairs: readonly DraftPair[]; readonly unpaired: Draft['unpaired'] },
  members: readonly string[],
): RunnerUp[] {
  const mentoring = board.form === 'mentoring';
  const stays = members[mentoring ? 1 : 0] ?? '';
  const taken = pairsByMentor(draft.pairs);
  const isFree = (mentorId: string) => (taken.get(mentorId)?.length ?? 0) < placesOn(board, mentorId);
  const candidates = mentoring ? mentorsIn(board, draft).filter(isFree) : [...board.people.keys()];
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

/**
 * Those who mentor in the draft, and those who can: who would mentor, or both, whether or not they have a mentor; and who is happy with
 * either side and has none.
 */
export function mentorsIn(
  board: Board,
  draft: { readonly pairs: readonly DraftPair[]; readonly unpaired: Draft['unpaired'] },
): string[] {
  const mentors = new Set(draft.pairs.flatMap((pair) => pair.members.slice(0, 1)));
  for (const { members } of draft.pairs) {
    for (const menteeId of members.slice(1)) if (wouldMentor(board, menteeId, ['both'])) mentors.add(menteeId);
  }
  for (const { personId } of draft.unpaired) {
    if (mayMentor(board, personId)) mentors.add(personId);
  }
  return [...mentors];
}

type Wish = 'both' | 'either' | 'guide';

/** Whether somebody would mentor, and has places. */
export function mayMentor(board: Board, personId: string): boolean {
  return wouldMentor(board, personId, ['both', 'either', 'guide']);
}

/** Whether somebody would be mentored, and may; who may not mentor is, whatever they said, unless they would only mentor. */
export function mayBeLed(board: Board, personId: string): boolean {
  const isBarred = (comparedOn(board, personId).barred & board.yardstick.bars.second) !== 0;
  return !isBarred && !onlyMentors(board, personId);
}

/** Would mentor, and be mentored by nobody. */
export function onlyMentors({ people, setup }: Board, personId: string): boolean {
  return people.get(personId)?.wish === (setup.mode === 'reverse' ? 'mentee' : 'mentor');
}

/** Who said nothing is happy with either side, as in a draft. */
function wouldMentor(board: Board, personId: string, wishes: readonly Wish[]): boolean {
  const { people, setup } = board;
  const person = people.get(personId);
  if (!person || placesOn(board, personId) < 1) return false;
  if (setup.rules.mentorsAnswered && !isKnownAsMentor(person)) return false;
  const wish = person.wish ?? 'either';
  const guide = setup.mode === 'reverse' ? 'mentee' : 'mentor';
  return wishes.includes(wish === guide ? 'guide' : (wish as Wish));
}

function comparedOn(board: Board, personId: string): Compared {
  return board.people.get(personId) ?? silent(personId);
}

export function pairsByMentor(pairs: readonly DraftPair[]): Map<string, DraftPair[]> {
  const found = new Map<string, DraftPair[]>();
  for (const pair of pairs) {
    const [mentorId = ''] = pair.members;
    const theirs = found.get(mentorId) ?? [];
    theirs.push(pair);
    found.set(mentorId, theirs);
  }
  return found;
}

/** In how many pairs each person is. */
export function pairCounts(pairs: readonly DraftPair[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { members } of pairs) for (const id of members) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
