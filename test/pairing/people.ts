import type { ProfileAnswers } from '../../src/pairing/intake/profile.js';
import { comparedPeople, type Compared, type PersonSaid } from '../../src/pairing/measure/compared.rules.js';
import {
  defaultSetup,
  withChange,
  type PairingSetup,
  type PairRuleKind,
  weighed,
  type Norms,
  type SetupChange,
} from '../../src/pairing/words/setup.js';
import { noKnots, yardstickOf, type Knots, type Yardstick } from '../../src/pairing/measure/yardstick.rules.js';

export const topics = ['R', 'Statistics', 'Writing', 'Exams'];

/** A Monday in winter: London is on UTC, Vienna an hour ahead, New York five behind. */
export const winter = new Date('2026-11-23T09:00:00Z');

export function answers(overrides: Partial<ProfileAnswers> = {}): ProfileAnswers {
  return {
    roleWish: 'either',
    confidence: {},
    strong: [],
    wanted: [],
    languages: [],
    availability: [],
    style: {},
    ...overrides,
  };
}

export interface PersonAnswers {
  personId: string;
  answers: ProfileAnswers | undefined;
}

/** `people({ ana: {...}, ben: undefined })`: undefined is somebody without a profile. */
export function people(all: Readonly<Record<string, Partial<ProfileAnswers> | undefined>>): PersonAnswers[] {
  return Object.entries(all).map(([personId, given]) => ({ personId, answers: given && answers(given) }));
}

export function setupWith(change: SetupChange = {}): PairingSetup {
  return withChange(defaultSetup, change);
}

/** Shares as they are found, and half of the points for what was left empty, so that a test can count them. */
export const plainNorms: Norms = Object.fromEntries(
  weighed.map((criterion) => [criterion, { curve: 1, usual: 0.5, asked: true }]),
);

/** What two people of `all` are measured with. */
export function measured(
  all: readonly PersonSaid[],
  change: SetupChange = {},
  knots: Knots = noKnots,
  term = { from: winter, weeks: 4 },
) {
  const course = comparedPeople(all, { topics, stages: ['One', 'Two', 'Three', 'Four'] }, term);
  const { people: found } = course;
  const yardstick: Yardstick = yardstickOf(setupWith(change), course, knots);
  return {
    yardstick,
    people: found,
    of: (id: string): Compared => {
      const person = found.find(({ personId }) => personId === id);
      if (!person) throw new Error(`Nobody is called ${id}`);
      return person;
    },
  };
}

export function ruled(kind: PairRuleKind, ...personIds: [string, string]): Knots {
  return { rules: [{ kind, personIds, by: 'tess' }], met: [] };
}
