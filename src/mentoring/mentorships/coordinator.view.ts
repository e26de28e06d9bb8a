import { courseWorkRows, type CourseWork } from '../../course/set-up/course-work.view.js';
import type { Person } from '../../course/roster/person.js';
import { second } from '../../shared/clock.js';
import { moment } from '../../web/moments.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { FitCounts } from '../fit/fit.js';
import { fitLine, type FitLine } from '../fit/fit.view.js';
import { readText, sourcesOf, stripOf, type HealthFact, type HealthSources } from './health.view.js';
import { putOffDays, type PutOff, type Size, type WorkItem } from '../../home/later/later.js';
import { isNearlyFull } from '../../pairing/after/load.rules.js';
import { sorted } from '../../home/later/later.rules.js';
import { pauseRows } from '../pause/pause-words.view.js';
import type { Pausing } from '../pause/pause.service.js';
import type { CoordinatorHome } from './mentorships.service.js';

interface WorkRow {
  item: WorkItem;
  size: Size;
  icon: string;
  tone: 'bad' | 'warn' | 'info' | 'calm';
  title: string;
  text: string;
  actions: readonly { label: string; href: string; tone?: 'primary' }[];
}

interface ShownRow extends Omit<WorkRow, 'item' | 'size'> {
  later: { action: string; about: string; hidden: readonly Choice[]; choices: readonly (Choice & { label: string })[] };
}

interface Choice {
  name: string;
  value: string;
}

interface AwayRow {
  icon: string;
  tone: 'calm';
  title: string;
  text: string;
  actions: readonly { label: string; action: string; tone: 'quiet' }[];
}

interface CoordinatorModel extends PageModel {
  rows: readonly ShownRow[];
  away: { title: string; rows: readonly AwayRow[] } | undefined;
  updated: string;
  strip: readonly HealthFact[];
  sources: HealthSources;
  fit: FitLine | undefined;
}

const coordinatorPage: PageOf<CoordinatorModel> = pageOf('mentoring/mentorships/coordinator');

const named = 5;

export interface CoordinatorFacts {
  home: CoordinatorHome;
  /** What this teacher put off. */
  putOff: readonly PutOff[];
  /** What pairs say of how it goes. */
  fit: FitCounts;
  pausing: readonly Pausing[];
  course?: CourseWork | undefined;
}

export function coordinatorHomeView(asked: Asked, { home, putOff, fit, course, pausing }: CoordinatorFacts): Page {
  const { t } = asked;
  const rows = [...rowsOf(asked, home, course), ...pauseRows(asked, pausing)];
  const { now, later } = sorted(rows, putOff, asked.now);
  return coordinatorPage({
    title: t('mentorships.work.title', { count: now.length }),
    lede: t('mentorships.work.lede', { count: now.length }),
    banner: bannerOf(asked),
    tab: '/mentoring',
    rows: now.map((row, index) => shownRow(asked, row, index === 0)),
    away: later.length === 0 ? undefined : awayOf(asked, later),
    updated: readText(asked, home),
    strip: stripOf(asked, home),
    sources: sourcesOf(asked, home),
    fit: fitLine(asked, fit),
  });
}

function bannerOf({ t, query }: Asked): Banner | undefined {
  const done = ['later', 'back'].find((word) => word === query.done);
  return done === undefined ? undefined : { tone: 'info', text: t(`mentorships.work.done.${done}`) };
}

function shownRow({ t }: Asked, { item, size, ...row }: WorkRow, first: boolean): ShownRow {
  const choices = putOffDays.map((days) => ({
    ...{ name: 'days', value: String(days) },
    label: t('mentorships.work.later', { count: days }),
  }));
  const hidden = [{ name: 'size', value: String(size) }];
  return {
    ...row,
    actions: firstFilled(row.actions, first),
    later: { action: `/mentoring/later/${item}`, about: row.title, hidden, choices },
  };
}

function awayOf({ t, format }: Asked, rows: readonly (WorkRow & { until: Date })[]): CoordinatorModel['away'] {
  return {
    title: t('mentorships.work.away.title', { count: rows.length }),
    rows: rows.map(({ item, icon, title, until }) => ({
      ...{ icon, tone: 'calm' as const, title },
      text: t('mentorships.work.away.until', { time: format.dateTime(until) }),
      actions: [
        { label: t('mentorships.work.away.back'), action: `/mentoring/later/${item}/back`, tone: 'quiet' as const },
      ],
    })),
  };
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
      ...{ item: 'grades', size: refused, icon: 'table', tone: 'bad' },
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
        ...{ item: 'draft', size: Math.floor(madeAt.getTime() / second), icon: 'people', tone: 'info' },
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
      ...{ item: state, size: alone.length, icon: 'people', tone: 'warn' },
      title: t(`mentorships.work.${state}.title`, { count: alone.length }),
      text: t(`mentorships.work.${state}.text`, { people: severalOf(asked, alone) }),
      actions: [
        { label: t(`mentorships.work.${state}.button`), href: home.published ? '/pairing/seekers' : '/pairing' },
      ],
    },
  ];
}

function waitingOf({ seekers }: CoordinatorHome): Person[] {
  return seekers.flatMap(({ why, people }) => (why === 'waiting' ? people : []));
}

/** What happened to pairs since they were published. */
function seekerRows(asked: Asked, home: CoordinatorHome): WorkRow[] {
  const { seekers, unanswered } = home;
  const { t } = asked;
  const rows = (['asked', 'left', 'refused', 'late'] as const).flatMap((why): WorkRow[] => {
    const people = seekers.flatMap((seeker) => (seeker.why === why ? seeker.people : []));
    if (people.length === 0) return [];
    return [
      {
        ...{ item: why, size: people.length, icon: 'people', tone: 'warn' },
        title: t(`mentorships.work.seek.${why}`, { count: people.length }),
        text: severalOf(asked, people),
        actions: [{ label: t('mentorships.work.seek.button'), href: '/pairing/seekers' }],
      },
    ];
  });
  const all = [...rows, ...shortRows(asked, home), ...fullRows(asked, home)];
  if (unanswered === 0) return all;
  return [
    ...all,
    {
      ...{ item: 'invited', size: unanswered, icon: 'clock', tone: 'calm' },
      title: t('mentorships.work.invited.title', { count: unanswered }),
      text: t('mentorships.work.invited.text'),
      actions: [{ label: t('mentorships.work.invited.button'), href: '/pairing/invitations' }],
    },
  ];
}

function shortRows({ t }: Asked, { shortCircles }: CoordinatorHome): WorkRow[] {
  if (shortCircles === 0) return [];
  return [
    {
      ...{ item: 'short', size: shortCircles, icon: 'people', tone: 'warn' },
      title: t('after.short.title', { count: shortCircles }),
      text: t('after.short.text'),
      actions: [{ label: t('mentorships.work.seek.button'), href: '/pairing/seekers' }],
    },
  ];
}

/** Where everybody has a place and no more are wanted, full is as it should be. */
function fullRows({ t, format }: Asked, { load, seekers }: CoordinatorHome): WorkRow[] {
  if (!load || !isNearlyFull(load) || (load.taken === load.all && seekers.length === 0)) return [];
  return [
    {
      ...{ item: 'full', size: load.taken, icon: 'people', tone: 'calm' },
      title: t('after.full.title', { count: load.all - load.taken }),
      text: t('after.full.row', { taken: format.number(load.taken), all: format.number(load.all) }),
      actions: [{ label: t('after.full.button'), href: '/pairing/people' }],
    },
  ];
}

function profileRows(asked: Asked, { withoutProfile }: CoordinatorHome): WorkRow[] {
  const { t } = asked;
  if (withoutProfile.length === 0) return [];
  return [
    {
      ...{ item: 'profiles', size: withoutProfile.length, icon: 'pencil', tone: 'calm' },
      title: t('mentorships.work.profiles.title', { count: withoutProfile.length }),
      text: t('mentorships.work.profiles.text', { people: severalOf(asked, withoutProfile) }),
      actions: [{ label: t('mentorships.work.profiles.button'), href: '/profiles/missing' }],
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
