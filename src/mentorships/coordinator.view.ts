import { courseWorkRows, type CourseWork } from '../activities/course-work.view.js';
import type { Person } from '../roster/person.js';
import { moment } from '../web/moments.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import type { CoordinatorHome } from './mentorships.service.js';

interface WorkRow {
  icon: string;
  tone: 'bad' | 'warn' | 'info' | 'calm';
  title: string;
  text: string;
  actions: readonly { label: string; href: string; tone?: 'primary' }[];
}

interface CoordinatorModel extends PageModel {
  rows: readonly WorkRow[];
  updated: string;
  strip: readonly { label: string; value: string; note?: string }[];
  sources: {
    caption: string;
    hideCaption: boolean;
    columns: readonly { label: string }[];
    rows: readonly { title: string; cells: readonly { text: string }[] }[];
  };
}

const coordinatorPage: PageOf<CoordinatorModel> = pageOf('mentorships/coordinator');

const named = 5;

export function coordinatorHomeView(asked: Asked, home: CoordinatorHome, course?: CourseWork): Page {
  const { t } = asked;
  const rows = rowsOf(asked, home, course).map((row, index) => ({
    ...row,
    actions: firstFilled(row.actions, index === 0),
  }));
  return coordinatorPage({
    title: t('mentorships.work.title', { count: rows.length }),
    lede: t('mentorships.work.lede', { count: rows.length }),
    tab: '/mentoring',
    rows,
    updated: readText(asked, home),
    strip: stripOf(asked, home),
    sources: sourcesOf(asked, home),
  });
}

/** Most harm first. */
function rowsOf(asked: Asked, home: CoordinatorHome, course?: CourseWork): WorkRow[] {
  const ofCourse = course ? courseWorkRows(asked, course) : [];
  return [
    ...gradeRows(asked, home),
    ...ofCourse,
    ...seekerRows(asked, home),
    ...pairRows(asked, home),
    ...profileRows(asked, home),
  ];
}

function gradeRows({ t }: Asked, { deliveries: { refused } }: CoordinatorHome): WorkRow[] {
  if (refused === 0) return [];
  return [
    {
      ...{ icon: 'table', tone: 'bad' },
      title: t('mentorships.work.grades.title', { count: refused }),
      text: t('mentorships.work.grades.text'),
      actions: [{ label: t('mentorships.work.grades.button'), href: '/grades' }],
    },
  ];
}

function pairRows(asked: Asked, home: CoordinatorHome): WorkRow[] {
  const { t, format, now } = asked;
  if (home.waitingDraft) {
    const { pairs, madeAt } = home.waitingDraft;
    return [
      {
        ...{ icon: 'people', tone: 'info' },
        title: t('mentorships.work.draft.title', { count: pairs }),
        text: t('mentorships.work.draft.text', { time: moment(format, madeAt, now) }),
        actions: [{ label: t('mentorships.work.draft.button'), href: '/pairing/draft' }],
      },
    ];
  }
  const alone = home.published ? waitingOf(home) : home.withoutPartner;
  if (alone.length === 0) return [];
  const state = home.published ? 'alone' : 'pair';
  return [
    {
      ...{ icon: 'people', tone: 'warn' },
      title: t(`mentorships.work.${state}.title`, { count: alone.length }),
      text: t(`mentorships.work.${state}.text`, { people: severalOf(asked, alone) }),
      actions: [
        { label: t(`mentorships.work.${state}.button`), href: home.published ? '/pairing/seekers' : '/pairing' },
      ],
    },
  ];
}

function waitingOf({ seekers }: CoordinatorHome): Person[] {
  return seekers.flatMap(({ why, person }) => (why === 'waiting' && person ? [person] : []));
}

/** What happened to pairs since they were published. */
function seekerRows(asked: Asked, { seekers, unanswered }: CoordinatorHome): WorkRow[] {
  const { t } = asked;
  const rows = (['asked', 'left', 'refused', 'late'] as const).flatMap((why): WorkRow[] => {
    const people = seekers.flatMap((seeker) => (seeker.why === why && seeker.person ? [seeker.person] : []));
    if (people.length === 0) return [];
    return [
      {
        ...{ icon: 'people', tone: 'warn' },
        title: t(`mentorships.work.seek.${why}`, { count: people.length }),
        text: severalOf(asked, people),
        actions: [{ label: t('mentorships.work.seek.button'), href: '/pairing/seekers' }],
      },
    ];
  });
  if (unanswered === 0) return rows;
  return [
    ...rows,
    {
      ...{ icon: 'clock', tone: 'calm' },
      title: t('mentorships.work.invited.title', { count: unanswered }),
      text: t('mentorships.work.invited.text'),
      actions: [{ label: t('mentorships.work.invited.button'), href: '/pairing/invitations' }],
    },
  ];
}

function profileRows(asked: Asked, { withoutProfile }: CoordinatorHome): WorkRow[] {
  const { t } = asked;
  if (withoutProfile.length === 0) return [];
  return [
    {
      ...{ icon: 'pencil', tone: 'calm' },
      title: t('mentorships.work.profiles.title', { count: withoutProfile.length }),
      text: t('mentorships.work.profiles.text', { people: severalOf(asked, withoutProfile) }),
      actions: [{ label: t('mentorships.work.profiles.button'), href: '/pairing' }],
    },
  ];
}

function firstFilled(actions: WorkRow['actions'], first: boolean): WorkRow['actions'] {
  return first ? actions.map((action) => ({ ...action, tone: 'primary' })) : actions;
}

function severalOf({ t, format }: Asked, people: readonly Person[]): string {
  const shown = people.slice(0, named).map((person) => person.name);
  const more = people.length - shown.length;
  return format.list(more > 0 ? [...shown, t('mentorships.work.more', { count: more })] : shown);
}

function stripOf({ t, format }: Asked, home: CoordinatorHome): CoordinatorModel['strip'] {
  const { learners, withoutProfile, withoutPartner, deliveries } = home;
  const of = (part: number, whole: number) =>
    t('mentorships.strip.of', { part: format.number(part), whole: format.number(whole) });
  return [
    { label: t('mentorships.strip.profiles'), value: of(learners - withoutProfile.length, learners) },
    { label: t('mentorships.strip.paired'), value: of(learners - withoutPartner.length, learners) },
    {
      label: t('mentorships.strip.grades'),
      value: of(deliveries.delivered, deliveries.all),
      note: t('mentorships.strip.refused', { count: deliveries.refused }),
    },
  ];
}

function readText({ t, format, now }: Asked, { rosterAge }: CoordinatorHome): string {
  return rosterAge.refreshedAt
    ? t('mentorships.strip.read', { time: moment(format, rosterAge.refreshedAt, now) })
    : t('mentorships.strip.unread');
}

function sourcesOf(asked: Asked, home: CoordinatorHome): CoordinatorModel['sources'] {
  const { t } = asked;
  const age = readText(asked, home);
  const row = (name: string, when: string) => ({
    title: t(`mentorships.strip.${name}`),
    cells: [
      { text: t(`mentorships.sources.${name}.how`) },
      { text: t(`mentorships.sources.${name}.source`) },
      { text: when },
    ],
  });
  const now = t('mentorships.sources.now');
  return {
    caption: t('mentorships.sources.caption'),
    hideCaption: true,
    columns: ['number', 'how', 'source', 'age'].map((name) => ({ label: t(`mentorships.sources.${name}`) })),
    rows: [row('profiles', age), row('paired', age), row('grades', now)],
  };
}
