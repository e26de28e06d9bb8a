import type { ProfileAnswers } from '../../src/intake/profile.js';
import { comparedPeople, type Compared, type Lexicon } from '../../src/pairing/pairing.rules.js';

export const topics = ['R', 'Statistics', 'Writing', 'Exams'];

/** A Monday in winter: London is on UTC, Vienna an hour ahead, New York five behind. */
export const winter = new Date('2026-11-23T09:00:00Z');

export function answers(overrides: Partial<ProfileAnswers> = {}): ProfileAnswers {
  return { roleWish: 'either', strong: [], wanted: [], languages: [], ...overrides };
}

export interface PersonAnswers {
  personId: string;
  answers: ProfileAnswers | undefined;
}

/** `people({ ana: {...}, ben: undefined })`: undefined is somebody without a profile. */
export function people(all: Readonly<Record<string, Partial<ProfileAnswers> | undefined>>): PersonAnswers[] {
  return Object.entries(all).map(([personId, given]) => ({ personId, answers: given && answers(given) }));
}

export function comparedAs(all: Parameters<typeof people>[0]): { of: (id: string) => Compared; lexicon: Lexicon } {
  const { people: found, lexicon } = comparedPeople(people(all), topics, winter);
  return {
    lexicon,
    of: (id) => {
      const person = found.find(({ personId }) => personId === id);
      if (!person) throw new Error(`Nobody is called ${id}`);
      return person;
    },
  };
}
