/** *Who takes part*: who may be what by the course's word, and of each person what they are here, and why. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pageOfList, type Paging } from '../../web/paging.js';
import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import type { MayBeFacts, Membership } from './membership.js';
import { hereAsText } from './here-as.view.js';
import { isLearnerHere, takesPartHere, type Person } from './person.js';
import { groupName, roleText } from './words.view.js';
import { capacities, type Allowed, type Capacity, type WhoMay } from './who-may.js';

export const whoMayPath = '/takes-part';

export function personPath(personId: string): string {
  return `${whoMayPath}/${personId}`;
}

export interface WhoMayFacts {
  members: readonly Membership[];
  word: WhoMay;
  groupNames: ReadonlyMap<string, string>;
}

interface Row {
  title: string;
  href: string;
  avatar: { initials: string; hue: number };
  cells: readonly { text: string; note?: string }[];
}

interface WhoMayModel extends PageModel {
  /** Of who may set up a course; others read it. */
  form: { action: string; fields: readonly FieldModel[] } | undefined;
  words: readonly { term: string; text: string }[];
  table: { caption: string; columns: readonly { label: string }[]; rows: readonly Row[] };
  paging: Paging;
}

interface MayBeModel extends PageModel {
  form: { action: string; fields: readonly FieldModel[] } | undefined;
  now: string;
  points: string | undefined;
}

interface OwnModel extends PageModel {
  facts: readonly string[];
}

const whoMayPage: PageOf<WhoMayModel> = pageOf('course/roster/who-may');
const mayBePage: PageOf<MayBeModel> = pageOf('course/roster/may-be');
const ownPage: PageOf<OwnModel> = pageOf('course/roster/own-part');

const rowsPerPage = 100;

export function whoMayView(asked: Asked, facts: WhoMayFacts, problems?: Problems): Page {
  const { t, visit, query } = asked;
  const { members, word } = facts;
  const { form, summary } = formOf(asked, facts, problems);
  const list = pageOfList(members, rowsPerPage, { path: whoMayPath, asked: query.page });
  return whoMayPage({
    title: t('roster.whoMay.title', { count: members.filter(takesPartHere).length }),
    lede: t('roster.whoMay.lede'),
    banner: query.done === 'saved' ? { tone: 'good', text: t('roster.whoMay.saved') } : undefined,
    problems: summary,
    trail: [{ label: t('web.tab.people'), href: '/roster' }],
    tab: '/roster',
    form: may(visit.role, 'configure') ? form : undefined,
    words: capacities.map((capacity) => ({
      term: t(`roster.whoMay.may.${capacity}`),
      text: allowedText(asked, word[capacity], facts.groupNames),
    })),
    table: {
      caption: t('roster.whoMay.caption'),
      columns: ['name', 'roleColumn', 'hereAs'].map((column) => ({ label: t(`roster.whoMay.${column}`) })),
      rows: list.items.map((member) => rowOf(asked, member)),
    },
    paging: { ...list, text: t('roster.page.pageOf', { page: list.page, pages: list.pages }) },
  });
}

function formOf({ t }: Asked, { members, word, groupNames }: WhoMayFacts, problems?: Problems) {
  const stored = Object.fromEntries(capacities.map((capacity) => [capacity, ticksOf(word[capacity])]));
  const { field, summary } = fieldsFor(t, stored, problems);
  const said = capacities.flatMap((capacity) => word[capacity].groupIds);
  const groupIds = [...new Set([...groupNames.keys(), ...members.flatMap((one) => one.groupIds ?? []), ...said])];
  const roles = ['learner', 'assistant', 'teacher'] as const;
  const optionsOf = (capacity: Capacity) => [
    ...roles.map((role) => ({
      ...{ value: role, label: t(`roster.whoMay.role.${role}`) },
      // Once is enough.
      ...(role === 'assistant' && capacity === 'mentor' && { hint: t('roster.whoMay.role.assistantHint') }),
    })),
    ...groupIds.map((id) => ({
      value: `group.${id}`,
      label: t('roster.whoMay.group', { name: groupName(t, groupNames, id) }),
    })),
  ];
  const fields = capacities.map((capacity) =>
    field('checkboxes', capacity, {
      ...{ label: t(`roster.whoMay.may.${capacity}`), options: optionsOf(capacity) },
      ...(capacity === 'peer' && { hint: t('roster.whoMay.may.peerHint') }),
    }),
  );
  return { form: { action: whoMayPath, fields }, summary };
}

function ticksOf({ roles, groupIds }: Allowed): string[] {
  return [...roles, ...groupIds.map((id) => `group.${id}`)];
}

function allowedText({ t, format }: Asked, { roles, groupIds }: Allowed, names: ReadonlyMap<string, string>): string {
  const groups = groupIds.map((id) => t('roster.whoMay.group', { name: groupName(t, names, id) }));
  const all = [...roles.map((role) => t(`roster.whoMay.role.${role}`)), ...groups];
  return all.length === 0 ? t('roster.whoMay.nobody') : format.list(all);
}

function rowOf(asked: Asked, member: Membership): Row {
  const { t } = asked;
  const note = pointsText(asked, member);
  return {
    title: member.name,
    href: personPath(member.personId),
    avatar: { initials: member.initials, hue: member.hue },
    cells: [
      { text: roleText(t, member.role) },
      { text: hereAsText(asked, member), ...(note !== undefined && { note }) },
    ],
  };
}

/** Said of who takes part without a cell in the gradebook. */
function pointsText({ t }: Pick<Asked, 't'>, person: Person): string | undefined {
  return takesPartHere(person) && !isLearnerHere(person) ? t('roster.hereAs.noPoints') : undefined;
}

export function mayBeView(asked: Asked, { person, said, word }: MayBeFacts, problems?: Problems): Page {
  const { t, visit } = asked;
  const stored = { by: said ? 'name' : 'course', may: said ?? capacities.filter((one) => word[one] !== undefined) };
  const { field, summary } = fieldsFor(t, stored, problems);
  const byCourse = {
    value: 'course',
    label: t('roster.mayBe.course'),
    hint: hereAsText(asked, { ...person, mayBe: word }),
  };
  const fields = [
    field('radios', 'by', {
      label: t('roster.mayBe.by', { name: person.name }),
      options: [byCourse, { value: 'name', label: t('roster.mayBe.name') }],
    }),
    field('checkboxes', 'may', {
      ...{ label: t('roster.mayBe.may'), hint: t('roster.mayBe.none') },
      options: capacities.map((capacity) => ({ value: capacity, label: t(`roster.mayBe.${capacity}`) })),
    }),
  ];
  return mayBePage({
    title: t('roster.mayBe.title', { name: person.name }),
    banner: bannerOf(asked),
    problems: summary,
    trail: [
      { label: t('web.tab.people'), href: '/roster' },
      { label: t('roster.whoMay.link'), href: whoMayPath },
    ],
    ...{ tab: '/roster', narrow: true },
    now: t('roster.mayBe.now', { role: roleText(t, person.role), as: hereAsText(asked, person) }),
    points: pointsText(asked, person),
    form: may(visit.role, 'configure') ? { action: personPath(person.personId), fields } : undefined,
  });
}

function bannerOf({ t, query }: Asked): Banner | undefined {
  return query.done === 'saved' ? { tone: 'good', text: t('roster.mayBe.saved') } : undefined;
}

/** In which capacity one is here oneself, and why. */
export function ownPartView(asked: Asked, person: Person): Page {
  const { t } = asked;
  return ownPage({
    title: t('roster.ownPart.title'),
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    narrow: true,
    facts: [
      t('roster.mayBe.now', { role: roleText(t, person.role), as: hereAsText(asked, person) }),
      ...[pointsText(asked, person) ?? t('roster.ownPart.points')],
      t('roster.ownPart.change'),
    ],
  });
}
