/** People and the age of the roster in words, for any page. */
import { moment } from '../../web/moments.js';
import type { Role } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import type { Translate } from '../../web/texts.js';
import type { Person, RosterAge } from './person.js';

/** Some of many: how many there are, and the first of them. */
export interface Several {
  count: number;
  first: readonly Pick<Person, 'name'>[];
}

/** So many are named before the rest is counted. */
export const namedAtMost = 5;

export function severalIn(people: readonly Pick<Person, 'name'>[]): Several {
  return { count: people.length, first: people.slice(0, namedAtMost) };
}

/** "Ana, Ben and 3 more". */
export function severalOf({ t, format }: Asked, { count, first }: Several): string {
  const names = first.slice(0, namedAtMost).map(({ name }) => name);
  const more = count - names.length;
  return format.list(more > 0 ? [...names, t('roster.more', { count: more })] : names);
}

export function readText({ t, format, now }: Asked, { refreshedAt }: RosterAge): string {
  return refreshedAt ? t('roster.read', { time: moment(format, refreshedAt, now) }) : t('roster.unread');
}

export function roleText(t: Translate, role: Role): string {
  return t(`roster.role.${role}`);
}

/** "Group A", or "Group 7" while nobody gave its name. */
export function groupName(t: Translate, names: ReadonlyMap<string, string>, groupId: string): string {
  return names.get(groupId) ?? t('roster.groups.nameless', { id: groupId });
}
