import type { FailedLaunch } from '../../lti/gateway.js';
import { moment } from '../../web/moments.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Formats, Translate } from '../../web/texts.js';
import { checks, serviceChecks, type Check, type Finding, type Findings } from './diagnostic.js';
import { byUrgency, failing } from './diagnostics.rules.js';
import type { CourseDiagnosis } from './diagnostics.service.js';

interface Chip {
  tone: 'good' | 'bad' | 'calm';
  text: string;
  icon: string;
}

interface CheckRow {
  id: string;
  title: string;
  text: string;
  chip: Chip;
  since: string | undefined;
  /** What to change and where; only of a test that fails, or of one that needs a person to be tried. */
  facts: readonly { label: string; text: string }[];
  /** The platform's own words. */
  detail: { label: string; text: string } | undefined;
  again: { check: string; label: string } | undefined;
}

interface DiagnosticsModel extends PageModel {
  action: string;
  all: string;
  checks: readonly CheckRow[];
  checkLabel: string;
  refused: { heading: string; text: string; rows: readonly { label: string; text: string }[] } | undefined;
  note: string;
}

interface OperatorModel extends PageModel {
  table:
    | {
        caption: string;
        hideCaption: boolean;
        columns: readonly { label: string }[];
        hasActions: boolean;
        rows: readonly {
          title: string;
          note: string;
          cells: readonly { text?: string; note?: string | undefined; chip?: Chip }[];
          actions: readonly { action: string; label: string }[];
        }[];
      }
    | undefined;
}

export interface DiagnosticsFacts {
  findings: Findings;
  refused: readonly FailedLaunch[];
}

interface Said {
  t: Translate;
  format: Formats;
  now: Date;
}

const diagnosticsPage: PageOf<DiagnosticsModel> = pageOf('course/diagnostics/course');
const operatorPage: PageOf<OperatorModel> = pageOf('course/diagnostics/operator');

const icons = { works: 'tick', some: 'info', fails: 'triangle', untried: 'clock' } as const;
const tones = { works: 'good', some: 'calm', fails: 'bad', untried: 'calm' } as const;
const refusedShown = 5;

type Shown = Finding | { state: 'untried' };

export function diagnosticsView(asked: Asked, facts: DiagnosticsFacts): Page {
  const { t, visit, now } = asked;
  const here: Finding = visit.bound
    ? { state: 'works', at: now, since: now }
    : { ...failing('cookies_lost'), at: now, since: now };
  const findings: Findings = { ...facts.findings, cookies: here };
  const rows = checks.map((check) => ({ check, finding: findings[check] ?? { state: 'untried' as const } }));
  const failed = rows.filter(({ finding }) => finding.state === 'fails').length;
  const open = rows.filter(({ finding }) => finding.state === 'untried').length;
  return diagnosticsPage({
    title: titleOf(t, failed, open),
    lede: t('diagnostics.lede'),
    banner: bannerOf(asked),
    trail: [{ label: t('web.tab.people'), href: '/roster' }],
    action: '/diagnostics/again',
    all: t('diagnostics.testAll'),
    checkLabel: t('diagnostics.checks'),
    checks: byUrgency(rows).map(({ check, finding }) => rowOf(asked, check, finding)),
    refused: refusedOf(asked, facts.refused),
    note: t('diagnostics.note'),
  });
}

function titleOf(t: Translate, failed: number, open: number): string {
  if (failed > 0) return t('diagnostics.title.fails', { count: failed });
  return open > 0 ? t('diagnostics.title.untried', { count: open }) : t('diagnostics.title.works');
}

function rowOf(said: Said, check: Check, finding: Shown): CheckRow {
  const { t } = said;
  const isAsked = (serviceChecks as readonly Check[]).includes(check);
  return {
    id: check,
    title: t(`diagnostics.check.${check}.title`),
    text: textOf(said, check, finding),
    chip: chipOf(t, finding),
    since: sinceOf(said, check, finding),
    facts: factsOf(t, check, finding),
    detail:
      finding.state === 'fails' && finding.detail !== undefined && !spoken.has(finding.reason)
        ? { label: t('diagnostics.detail'), text: finding.detail }
        : undefined,
    again: isAsked ? { check, label: t('diagnostics.testAgain') } : undefined,
  };
}

/** Reasons whose detail stands in their sentence. */
const spoken: ReadonlySet<string> = new Set(['clock_ahead', 'clock_behind', 'claims_missing', 'column_missing']);

/** When grades were tested and there was nothing to test them with. */
function testedWithoutColumn(check: Check, finding: Shown): Date | undefined {
  return check === 'scores' && finding.state === 'untried' && 'at' in finding ? finding.at : undefined;
}

function textOf({ t, format, now }: Said, check: Check, finding: Shown): string {
  const at = testedWithoutColumn(check, finding);
  if (at) return t('diagnostics.check.scores.nothing', { time: moment(format, at, now) });
  if (finding.state === 'some') return t(`diagnostics.check.${check}.some`, { count: finding.people.length });
  if (finding.state !== 'fails') return t(`diagnostics.check.${check}.${finding.state}`);
  return t(`diagnostics.reason.${finding.reason}.what`, { detail: finding.detail ?? '?' });
}

function chipOf(t: Translate, { state }: Pick<Shown, 'state'>): Chip {
  return { tone: tones[state], icon: icons[state], text: t(`diagnostics.state.${state}`) };
}

function sinceOf({ t, format, now }: Said, check: Check, finding: Shown): string | undefined {
  if (finding.state === 'untried' || check === 'cookies') return undefined;
  const times = { since: moment(format, finding.since, now), at: moment(format, finding.at, now) };
  return t('diagnostics.since', times);
}

function factsOf(t: Translate, check: Check, finding: Shown): CheckRow['facts'] {
  if (finding.state === 'works') return [];
  if (finding.state === 'some') return factsAt(t, `diagnostics.check.${check}.remedy`);
  const step = testedWithoutColumn(check, finding) ? 'open' : 'try';
  const key = finding.state === 'fails' ? `diagnostics.reason.${finding.reason}` : `diagnostics.check.${check}.${step}`;
  return factsAt(t, key);
}

function factsAt(t: Translate, key: string): CheckRow['facts'] {
  return [
    { label: t('diagnostics.setting'), text: t(`${key}.setting`) },
    { label: t('diagnostics.where'), text: t(`${key}.where`) },
  ];
}

function refusedOf({ t, format, now }: Said, refused: readonly FailedLaunch[]): DiagnosticsModel['refused'] {
  if (refused.length === 0) return undefined;
  return {
    heading: t('diagnostics.refused.heading', { count: refused.length }),
    text: t('diagnostics.refused.text'),
    rows: refused.slice(0, refusedShown).map(({ at, code, reference }) => ({
      label: moment(format, at, now),
      text: t('diagnostics.refused.row', { code, reference }),
    })),
  };
}

const done = ['tested', 'soon', 'later'];

function bannerOf({ t, query }: Asked): Banner | undefined {
  const word = query.done ?? '';
  if (!done.includes(word)) return undefined;
  return { tone: word === 'tested' ? 'good' : 'info', text: t(`diagnostics.done.${word}`) };
}

/** Courses of every platform, those with trouble first; `again` posts to `/operator/diagnostics/:courseId/again`. */
export function operatorDiagnosticsPage(said: Said, courses: readonly CourseDiagnosis[], word?: string): Page {
  const { t } = said;
  const troubled = courses.filter((course) => failedChecks(course).length > 0).length;
  return operatorPage({
    title: troubled > 0 ? t('diagnostics.operator.fails', { count: troubled }) : t('diagnostics.operator.works'),
    lede: courses.length === 0 ? t('diagnostics.operator.none') : t('diagnostics.operator.lede'),
    banner:
      word !== undefined && done.includes(word) ? { tone: 'info', text: t(`diagnostics.done.${word}`) } : undefined,
    trail: [{ label: t('operator.console.back'), href: '/operator' }],
    table: courses.length === 0 ? undefined : operatorTable(said, courses),
  });
}

function operatorTable(said: Said, courses: readonly CourseDiagnosis[]): OperatorModel['table'] {
  const { t, format, now } = said;
  const rows = courses.map((course) => ({
    course,
    finding: { state: failedChecks(course).length > 0 ? ('fails' as const) : ('works' as const) },
  }));
  return {
    caption: t('diagnostics.operator.caption'),
    hideCaption: true,
    columns: ['course', 'state', 'changed'].map((column) => ({ label: t(`diagnostics.operator.${column}`) })),
    hasActions: true,
    rows: byUrgency(rows).map(({ course, finding }) => ({
      title: course.courseTitle,
      note: course.platformName,
      cells: [
        { chip: chipOf(t, finding), note: failuresText(said, course) },
        { text: moment(format, course.changedAt, now) },
      ],
      actions: [{ action: `/operator/diagnostics/${course.courseId}/again`, label: t('diagnostics.testAgain') }],
    })),
  };
}

function failedChecks({ findings }: CourseDiagnosis): Check[] {
  return checks.filter((check) => findings[check]?.state === 'fails');
}

/** "Roster: Moodle does not give … Setting: …", one sentence after the other. */
function failuresText(said: Said, course: CourseDiagnosis): string | undefined {
  const { t } = said;
  const sentences = failedChecks(course).flatMap((check) => {
    const finding = course.findings[check];
    if (finding?.state !== 'fails') return [];
    return t('diagnostics.operator.failure', {
      check: t(`diagnostics.check.${check}.title`),
      what: textOf(said, check, finding),
      setting: t(`diagnostics.reason.${finding.reason}.setting`),
    });
  });
  return sentences.length === 0 ? undefined : sentences.join(' ');
}
