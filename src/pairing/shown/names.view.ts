import { takesPartHere, type Person } from '../../course/roster/person.js';
import type { Formats, Translate } from '../../web/texts.js';
import { firstNamed } from '../words/named.rules.js';
import type { Form } from '../words/setup.js';

/** Says who is who; somebody the roster no longer knows is told so. */
export interface Names {
  name(personId: string): string;
  avatar(personId: string): { initials: string; hue: number };
  /** "Jane O'Neill with Jonas Weber": the mentee first, since the pair is for them. */
  pair(form: Form, members: readonly string[]): string;
  /** "Ben, Lena, Daiki and 4 more". */
  several(personIds: readonly string[]): string;
  /** Left the course, or is one of its staff now. */
  isGone(personId: string): boolean;
}

/** What people are put into. An odd number of peers has one three among its pairs, or is just that three. */
export function togetherWord(pairs: readonly { members: readonly string[] }[]): 'pairs' | 'circles' {
  const isThree = pairs.length === 1 && pairs[0]?.members.length === 3;
  return pairs.length > 0 && !isThree && pairs.every(({ members }) => members.length > 2) ? 'circles' : 'pairs';
}

export function namesOf(t: Translate, format: Formats, people: ReadonlyMap<string, Person>): Names {
  const name = (personId: string) => people.get(personId)?.name ?? t('pairing.gone');
  return {
    name,
    avatar: (personId) => {
      const person = people.get(personId);
      return { initials: person?.initials ?? '–', hue: person?.hue ?? 0 };
    },
    pair: (form, members) => {
      const ordered = form === 'mentoring' ? [...members].reverse() : members;
      const [one = '', other = ''] = ordered;
      if (ordered.length > 2) return format.list(ordered.map(name));
      return t('pairing.pair', { one: name(one), other: name(other) });
    },
    several: (personIds) => {
      const shown = firstNamed(personIds).map(name);
      const more = personIds.length - shown.length;
      return format.list(more > 0 ? [...shown, t('pairing.more', { count: more })] : shown);
    },
    isGone: (personId) => !takesPartHere(people.get(personId)),
  };
}
