import { storyPath } from '../../home/story.js';
import { may } from '../../web/permissions.js';
import { fieldsFor, type FieldModel } from '../../web/forms.js';
import { moment } from '../../web/moments.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pageOfList, type PageOfList } from '../../web/paging.js';
import type { Asked } from '../../web/routing.js';
import type { Formats, Translate } from '../../web/texts.js';
import { filterFrom, filtered, queryOf, shownRoles, type PeopleFilter } from './filter.rules.js';
import { groupCoverage } from './groups.rules.js';
import type { RosterAge } from './person.js';
import { whoMayPath } from './who-may.view.js';
import { groupName, roleText } from './words.view.js';
import type { Membership } from './membership.js';

interface Row {
  title: string;
  href: string;
  note?: string | undefined;
  avatar: { initials: string; hue: number };
  cells: readonly { text: string }[];
  actions?: readonly { action: string; label: string; tone: 'quiet' }[] | undefined;
}

interface RosterModel extends PageModel {
  age: string;
  refreshAction: string;
  filter: PeopleFilterForm | undefined;
  groups: { text: string; href: string; label: string } | undefined;
  whoMay: { href: string; label: string };
  found: string | undefined;
  /** In this list, and not in the platform's any more. */
  missing: string | undefined;
  table: {
    caption: string;
    hideCaption: boolean;
    together: boolean;
    hasActions: boolean;
    columns: readonly Column[];
    rows: readonly Row[];
  };
  paging: Omit<PageOfList<Row>, 'items'> & { text: string };
}

interface PeopleFilterForm {
  action: string;
  fields: readonly FieldModel[];
  send: string;
  allHref: string | undefined;
  staffHint: string | undefined;
}

interface Column {
  label: string;
}

export interface RosterFacts {
  members: readonly Membership[];
  age: RosterAge;
  groupNames: ReadonlyMap<string, string>;
}

const rosterPage: PageOf<RosterModel> = pageOf('course/roster/people');

/** A page of the longest list stays under 20 KB. */
const rowsPerPage = 100;
/** Fewer fit on a screen or two: nobody searches them. */
const longList = 20;

export function rosterView(asked: Asked, facts: RosterFacts): Page {
  const { t, format, now } = asked;
  const { members, age } = facts;
  const filter = filterFrom(asked.query);
  const query = queryOf(filter);
  const chosen = query === '' ? members : filtered(members, filter);
  const list = pageOfList(chosen, rowsPerPage, { path: `/roster${query}`, asked: asked.query.page });
  const isShort = query !== '' || members.length < longList;
  const rows = list.items.map((member) => rowOf(asked, facts, { member, isShort }));
  return rosterPage({
    title: members.length === 0 ? t('roster.page.empty') : t('roster.page.title', { count: members.length }),
    lede: members.length === 0 ? undefined : t('roster.page.lede', { parts: partsOf(t, format, members) }),
    banner: bannerOf(asked, facts),
    tab: '/roster',
    age: age.refreshedAt
      ? t('roster.page.read', { time: moment(format, age.refreshedAt, now) })
      : t('roster.page.unread'),
    refreshAction: '/roster/refresh',
    filter: members.length >= longList ? filterOf(asked, facts, filter) : undefined,
    groups: members.length === 0 ? undefined : groupsOf(asked, members),
    whoMay: { href: whoMayPath, label: t('roster.whoMay.link') },
    missing: missingText(asked, facts),
    found: query === '' ? undefined : t('roster.filter.found', { count: chosen.length }),
    table: {
      caption: t('roster.page.caption'),
      hideCaption: true,
      together: true,
      hasActions: rows.some((row) => row.actions !== undefined),
      columns: ['name', 'roleColumn', 'groups', 'since'].map((column) => ({ label: t(`roster.page.${column}`) })),
      rows,
    },
    paging: { ...list, text: t('roster.page.pageOf', { page: list.page, pages: list.pages }) },
  });
}

/** A long list has no button for everybody that hardly anybody needs: find the person first. */
interface Shown {
  member: Membership;
  isShort: boolean;
}

function rowOf(asked: Asked, { groupNames }: RosterFacts, shown: Shown): Row {
  const { t, format } = asked;
  const { member } = shown;
  const actions = actionsOf(asked, shown);
  return {
    title: member.name,
    href: storyPath(member.personId),
    note: member.nameFrom === 'self' ? t('roster.page.ownName') : undefined,
    avatar: { initials: member.initials, hue: member.hue },
    cells: [
      { text: roleText(t, member.role) },
      { text: groupsText(t, format, { groupNames, groupIds: member.groupIds }) },
      { text: format.date(member.joinedAt) },
    ],
    actions: actions.length > 0 ? actions : undefined,
  };
}

function actionsOf(
  { t, visit }: Asked,
  { member, isShort }: Shown,
): { action: string; label: string; tone: 'quiet' }[] {
  const button = (word: string, label: string) => ({
    action: `/roster/${member.personId}/${word}`,
    label: t(label),
    tone: 'quiet' as const,
  });
  const mayChange = member.personId !== visit.personId && may(visit.role, 'configure');
  return [
    ...(member.nameFrom === 'self' ? [button('take-name', 'roster.page.takeName')] : []),
    ...(member.mayBecomeLearner && mayChange ? [button('learner', 'roster.page.becomeLearner')] : []),
    ...(member.mayBecomeStaff && mayChange && isShort ? [button('staff', 'roster.page.becomeStaff')] : []),
  ];
}

function groupsText(
  t: Translate,
  format: Formats,
  { groupIds, groupNames }: { groupIds: readonly string[] | undefined; groupNames: ReadonlyMap<string, string> },
): string {
  if (groupIds === undefined) return t('roster.groups.unknown');
  if (groupIds.length === 0) return t('roster.groups.none');
  return format.list(groupIds.map((id) => groupName(t, groupNames, id)));
}

function filterOf({ t, visit }: Asked, { members, groupNames }: RosterFacts, filter: PeopleFilter): PeopleFilterForm {
  const { find = '', show = '', groupId = '' } = filter;
  const form = fieldsFor(t, { find, show, group: groupId });
  const all = { value: '', label: t('roster.filter.everybody') };
  const groups = [...new Set(members.flatMap((member) => member.groupIds ?? []))];
  const options = groups.map((id) => ({ value: id, label: groupName(t, groupNames, id) }));
  return {
    action: '/roster',
    fields: [
      form.field('text', 'find', { label: t('roster.filter.find'), maxLength: 100 }),
      form.field('select', 'show', {
        label: t('roster.filter.show'),
        options: [all, ...shownRoles.map((role) => ({ value: role, label: t(`roster.filter.${role}`) }))],
      }),
      ...(groups.length > 0
        ? [form.field('select', 'group', { label: t('roster.filter.group'), options: [all, ...options] })]
        : []),
    ],
    send: t('roster.filter.send'),
    allHref: find + show + groupId === '' ? undefined : '/roster',
    staffHint: find + show + groupId === '' && may(visit.role, 'configure') ? t('roster.page.staffHint') : undefined,
  };
}

function groupsOf({ t, format }: Asked, members: readonly Membership[]): RosterModel['groups'] {
  return { text: coverageText(t, format, members), href: '/roster/groups', label: t('roster.groups.link') };
}

/** "Groups known for 14 of 24 people: everyone who opened Tandem since Monday, 23 November." */
export function coverageText(t: Translate, format: Formats, members: readonly Membership[]): string {
  const { known, people, since } = groupCoverage(members);
  const numbers = { known: format.number(known), people: format.number(people) };
  if (!since) return t('roster.groups.coverageNone');
  return t('roster.groups.coverage', { ...numbers, date: format.date(since) });
}

function partsOf(t: Translate, format: Formats, members: readonly Membership[]): string {
  const learners = members.filter((member) => member.role === 'learner').length;
  const staff = members.length - learners;
  return format.list([t('roster.page.learners', { count: learners }), t('roster.page.staff', { count: staff })]);
}

function missingText({ t }: Asked, { members, age }: RosterFacts): string | undefined {
  const count = members.filter(({ missing }) => missing).length;
  if (count === 0) return undefined;
  const then = t(age.heldSince ? 'roster.page.missingHeld' : 'roster.page.missingOnce');
  return `${t('roster.page.missing', { count })} ${then}`;
}

const done = ['refreshed', 'refreshedMissing', 'later', 'busy_here', 'taken', 'groups', 'learner', 'staff', 'same'];
const calm = ['refreshedMissing', 'later', 'busy_here', 'same'];

/** Read, and yet not the same list as the platform's. */
function doneWord(word: string, members: readonly Membership[]): string {
  return word === 'refreshed' && members.some(({ missing }) => missing) ? 'refreshedMissing' : word;
}

function bannerOf({ t, format, query, now }: Asked, { age, members }: RosterFacts): Banner | undefined {
  const { failure } = age;
  const word = doneWord(query.done ?? '', members);
  const reason = failure && t(`roster.failure.${failure.code}`);
  if (word === 'failed' && reason !== undefined) return { tone: 'bad', text: t('roster.done.failed', { reason }) };
  if (done.includes(word)) return { tone: calm.includes(word) ? 'info' : 'good', text: t(`roster.done.${word}`) };
  if (!failure || reason === undefined) return undefined;
  return { tone: 'warn', text: t('roster.age.failure', { time: moment(format, failure.at, now), reason }) };
}
