/** Cases that were kept because a draft of them once broke a rule or was not the best there is. */
import { readFileSync } from 'node:fs';
import { boardFor, scoreOf, type Board } from '../../src/pairing/cohort/board.rules.js';
import type { DraftTask } from '../../src/pairing/cohort/draft-cohort.rules.js';
import type { DraftResult } from '../../src/pairing/words/draft.js';
import { defaultSetup, withChange, type SetupChange } from '../../src/pairing/words/setup.js';
import { plainNorms } from '../pairing/people.js';
import type { SidedCase, Worth } from '../../src/matching/index.js';

/** Their figures are by the weights, the plain shares and the rules of the time when they were kept. */
const asThen = withChange(defaultSetup, {
  norms: plainNorms,
  rules: { mentorsAnswered: false },
  criteria: [
    { criterion: 'hours', weight: 0, wish: 'similar' },
    { criterion: 'timeZone', weight: 3, wish: 'similar' },
    { criterion: 'channel', weight: 3, wish: 'similar' },
    { criterion: 'languages', weight: 2, wish: 'similar' },
  ],
});

interface Kept extends Omit<DraftTask, 'setup' | 'at'> {
  id: string;
  setup: SetupChange;
  at: string;
  /** Who left after the draft, and who came only then. */
  gone?: readonly string[];
  late?: readonly string[];
}

export interface KeptCase extends Pick<Kept, 'id'> {
  task: DraftTask;
  gone: readonly string[];
  late: readonly string[];
}

export function keptIn(name: string): KeptCase[] {
  const file = new URL(`pairing-cases/${name}.ndjson`, import.meta.url);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      // The cast names what the files hold.
      const { id, setup, at, gone = [], late = [], ...rest } = JSON.parse(line) as Kept;
      return { id, gone, late, task: { ...rest, setup: withChange(asThen, setup), at: new Date(at) } };
    });
}

export function boardIn({ people, lists, knots, setup, at }: DraftTask): Board {
  return boardFor(setup, { people, lists, knots }, at);
}

/**
 * The whole course as the referee reads it, straight from what people said: who may mentor, who may be mentored, who takes
 * one of both. Nothing is locked.
 */
export function sidedIn(task: DraftTask): SidedCase & { rows: readonly string[]; columns: readonly string[] } {
  const { setup } = task;
  const board = boardIn(task);
  const [guide, guided] = setup.mode === 'reverse' ? ['mentee', 'mentor'] : ['mentor', 'mentee'];
  const said = [...task.people].filter(({ answers }) => !setup.rules.profileNeeded || answers !== undefined);
  const may = ({ trained }: (typeof said)[number]) => !setup.rules.trainedOnly || trained === true;
  const wishOf = ({ answers }: (typeof said)[number]) => answers?.roleWish ?? 'either';
  const placesOf = ({ answers, capacity }: (typeof said)[number]) =>
    Math.min(answers?.maxMentees ?? Infinity, capacity ?? setup.capacity);
  const mentors = said.filter((one) => wishOf(one) !== guided && may(one));
  const mentees = said.filter((one) => wishOf(one) !== guide);
  const columns = mentees.map(({ personId }) => personId);
  const offers = (wish: string) => setup.employ !== 'needed' && (wish === guide || wish === 'both');
  return {
    ...{ mentorCount: mentors.length, menteeCount: mentees.length, columns },
    rows: mentors.map(({ personId }) => personId),
    scores: Int32Array.from(
      mentors.flatMap(({ personId }) =>
        columns.map((column) => (column === personId ? -1 : scoreOf(board, personId, column))),
      ),
    ),
    capacities: Int32Array.from(mentors, placesOf),
    employ: Uint8Array.from(mentors, (one) => (offers(wishOf(one)) ? 1 : 0)),
    columnOf: Int32Array.from(mentors, ({ personId }) => columns.indexOf(personId)),
    isEither: Uint8Array.from(mentors, (one) => (wishOf(one) === 'either' ? 1 : 0)),
  };
}

/** What of the objective a draft of mentors reaches, counted from its pairs alone. */
export function worthIn(task: DraftTask, { pairs }: Pick<DraftResult, 'pairs'>): Worth {
  const { rows, employ, isEither } = sidedIn(task);
  const directions = new Set(pairs.map(({ members: [one = '', other = ''] }) => `${one} ${other}`));
  const mentees = new Set(pairs.map(({ members: [, mentee = ''] }) => mentee));
  const busy = new Set(pairs.map(({ members: [mentor = ''] }) => mentor));
  const twice = pairs.filter(({ members: [one = '', other = ''] }) => directions.has(`${other} ${one}`)).length;
  const eitherMentors = rows.filter((id, row) => isEither[row] === 1 && busy.has(id) && !mentees.has(id)).length;
  return {
    matched: pairs.length + eitherMentors,
    mutual: twice / 2,
    employed: rows.filter((id, row) => employ?.[row] === 1 && busy.has(id)).length,
    floor: pairs.length === 0 ? -1 : pairs.reduce((least, { score }) => Math.min(least, score), Infinity),
    sum: pairs.reduce((sum, { score }) => sum + score, 0),
  };
}
