/** Which people of a long list a teacher wants to see. */
import type { NameSource, Person } from './person.js';
import { mentions } from '../../shared/seen.js';

export const shownRoles = ['learner', 'staff', 'unopened', 'nameless'] as const;

export interface PeopleFilter {
  /** Part of a name. */
  find?: string;
  show?: (typeof shownRoles)[number];
  groupId?: string;
}

export function filterFrom(query: Readonly<Record<string, string>>): PeopleFilter {
  const find = query.find?.trim().slice(0, 100) ?? '';
  const show = shownRoles.find((role) => role === query.show);
  const group = query.group ?? '';
  return { ...(find !== '' && { find }), ...(show && { show }), ...(group !== '' && { groupId: group }) };
}

/** For the links to the other pages of the same list; starts with `?` unless nothing is filtered. */
export function queryOf({ find, show, groupId }: PeopleFilter): string {
  const query = new URLSearchParams({
    ...(find !== undefined && { find }),
    ...(show && { show }),
    ...(groupId !== undefined && { group: groupId }),
  }).toString();
  return query === '' ? '' : `?${query}`;
}

type Candidate = Pick<Person, 'name' | 'role' | 'groupIds'> & { nameFrom: NameSource; opened: boolean };

export function filtered<Member extends Candidate>(members: readonly Member[], filter: PeopleFilter): Member[] {
  return members.filter(
    (member) =>
      (filter.find === undefined || mentions(member.name, filter.find)) &&
      isShown(member, filter.show) &&
      (filter.groupId === undefined || (member.groupIds?.includes(filter.groupId) ?? false)),
  );
}

function isShown({ role, nameFrom, opened }: Candidate, show: PeopleFilter['show']): boolean {
  if (show === 'nameless') return nameFrom !== 'platform';
  if (show === 'unopened') return role === 'learner' && !opened;
  return show === undefined || (show === 'learner') === (role === 'learner');
}
