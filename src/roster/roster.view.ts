import type { Role } from '../web/permissions.js';
import { moment } from '../web/moments.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../web/page.js';
import { pageOfList, type PageOfList } from '../web/paging.js';
import type { Asked } from '../web/routing.js';
import type { Formats, Translate } from '../web/texts.js';
import type { RosterAge } from './person.js';
import type { Membership } from './roster.service.js';

interface Row {
  title: string;
  avatar: { initials: string; hue: number };
  cells: readonly { text: string }[];
}

interface RosterModel extends PageModel {
  age: string;
  refreshAction: string;
  table: { caption: string; hideCaption: boolean; together: boolean; columns: readonly Column[]; rows: readonly Row[] };
  paging: Omit<PageOfList<Row>, 'items'> & { text: string };
}

interface Column {
  label: string;
}

const rosterPage: PageOf<RosterModel> = pageOf('roster/people');

/** A page of the longest list stays under 20 KB. */
const rowsPerPage = 100;

export function rosterView(asked: Asked, members: readonly Membership[], age: RosterAge): Page {
  const { t, format, now } = asked;
  const list = pageOfList(members, rowsPerPage, { path: '/roster', asked: asked.query.page });
  return rosterPage({
    title: members.length === 0 ? t('roster.page.empty') : t('roster.page.title', { count: members.length }),
    lede: members.length === 0 ? undefined : t('roster.page.lede', { parts: partsOf(t, format, members) }),
    banner: bannerOf(asked, age),
    tab: '/roster',
    age: age.refreshedAt
      ? t('roster.page.read', { time: moment(format, age.refreshedAt, now) })
      : t('roster.page.unread'),
    refreshAction: '/roster/refresh',
    table: {
      caption: t('roster.page.caption'),
      hideCaption: true,
      together: true,
      columns: [
        { label: t('roster.page.name') },
        { label: t('roster.page.roleColumn') },
        { label: t('roster.page.since') },
      ],
      rows: list.items.map((member) => rowOf(asked, member)),
    },
    paging: { ...list, text: t('roster.page.pageOf', { page: list.page, pages: list.pages }) },
  });
}

export function roleText(t: Translate, role: Role): string {
  return t(`roster.role.${role}`);
}

function rowOf({ t, format }: Asked, member: Membership): Row {
  return {
    title: member.name,
    avatar: { initials: member.initials, hue: member.hue },
    cells: [{ text: roleText(t, member.role) }, { text: format.date(member.joinedAt) }],
  };
}

function partsOf(t: Translate, format: Formats, members: readonly Membership[]): string {
  const learners = members.filter((member) => member.role === 'learner').length;
  const staff = members.length - learners;
  return format.list([t('roster.page.learners', { count: learners }), t('roster.page.staff', { count: staff })]);
}

const done = ['refreshed', 'later', 'busy_here'];

function bannerOf({ t, format, query, now }: Asked, { failure }: RosterAge): Banner | undefined {
  const word = query.done ?? '';
  const reason = failure && t(`roster.failure.${failure.code}`);
  if (word === 'failed' && reason !== undefined) return { tone: 'bad', text: t('roster.done.failed', { reason }) };
  if (done.includes(word)) return { tone: word === 'refreshed' ? 'good' : 'info', text: t(`roster.done.${word}`) };
  if (!failure || reason === undefined) return undefined;
  return { tone: 'warn', text: t('roster.age.failure', { time: moment(format, failure.at, now), reason }) };
}
