import type { Platform } from '../lti/gateway.js';
import type { JobRun } from '../jobs/outcomes.js';
import { fieldsFor, type FieldModel, type Problems } from '../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { ConsoleFacts } from './operator.service.js';
import { mailListing } from './mail.view.js';
import type { Button, Cell, Listing, Said, TableModel } from './said.js';

interface ConsoleModel extends PageModel {
  platforms: Listing;
  link: { heading: string; text: string; action: string; approved: FieldModel; send: string; manual: Button };
  listings: readonly Listing[];
  diagnostics: Button;
  signOut: Button;
}

const consolePage: PageOf<ConsoleModel> = pageOf('operator/console');

export function operatorConsole(
  said: Said,
  facts: ConsoleFacts,
  asked: { done?: string | undefined; problems?: Problems } = {},
): Page {
  const { t } = said;
  const fields = fieldsFor(t, { approved: 'no' }, asked.problems);
  const waiting = facts.platforms.filter((platform) => !platform.active && !platform.stoppedAt).length;
  return consolePage({
    title: waiting > 0 ? t('operator.console.waiting', { count: waiting }) : t('operator.console.title'),
    lede: t('operator.console.lede'),
    problems: fields.summary,
    banner: asked.done === undefined ? undefined : { tone: 'good', text: t(`operator.done.${asked.done}`) },
    platforms: {
      id: 'platforms',
      heading: t('operator.platforms.heading'),
      table: some(platformsTable(said, facts)),
      empty: t('operator.platforms.empty'),
    },
    link: {
      heading: t('operator.link.heading'),
      text: t('operator.link.text'),
      action: '/operator/registration-links',
      approved: fields.field('radios', 'approved', {
        label: t('operator.link.approved'),
        options: [
          { value: 'no', label: t('operator.link.no') },
          { value: 'yes', label: t('operator.link.yes') },
        ],
      }),
      send: t('operator.link.send'),
      manual: { href: '/operator/manual', label: t('operator.manual.link'), tone: 'quiet' },
    },
    listings: [
      listing(said, 'links', linksTable(said, facts)),
      listing(said, 'failures', failuresTable(said, facts)),
      listing(said, 'deliveries', deliveriesTable(said, facts)),
      ...(facts.mail ? [mailListing(said, facts.mail)] : []),
      listing(said, 'jobs', jobsTable(said, facts)),
      listing(said, 'keys', keysTable(said, facts)),
      listing(said, 'decisions', decisionsTable(said, facts)),
    ],
    diagnostics: { href: '/operator/diagnostics', label: t('operator.console.diagnostics') },
    signOut: { action: '/operator/sign-out', label: t('operator.signOut') },
  });
}

function listing({ t }: Said, id: string, table: TableModel): Listing {
  const heading = t(`operator.${id}.heading`);
  return { id, heading, text: t(`operator.${id}.text`), table: some(table), empty: t(`operator.${id}.empty`) };
}

function some(table: TableModel): TableModel | undefined {
  return table.rows.length > 0 ? table : undefined;
}

function tableOf({ t }: Said, id: string, columns: readonly string[], rows: TableModel['rows']): TableModel {
  return {
    caption: t(`operator.${id}.heading`),
    columns: columns.map((column) => ({ label: t(`operator.${id}.${column}`) })),
    hasActions: rows.some(({ actions }) => actions !== undefined),
    rows,
  };
}

function platformsTable(said: Said, { platforms, tenants }: ConsoleFacts): TableModel {
  const { t, format } = said;
  const firstWaiting = platforms.find((platform) => !platform.active && !platform.stoppedAt);
  const rows = platforms.map((platform) => {
    const own = tenants.filter(({ platformId }) => platformId === platform.platformId);
    const courses = own.reduce((sum, size) => sum + size.courses, 0);
    const people = own.reduce((sum, size) => sum + size.people, 0);
    return {
      title: platform.name,
      href: `/operator/platforms/${platform.platformId}`,
      note: `${platform.issuer} · ${platform.clientId}`,
      cells: [
        { chip: stateChip(said, platform) },
        {
          text: t('operator.platforms.courses', { count: courses }),
          note: t('operator.platforms.people', { count: people }),
        },
        { text: format.dateTime(platform.createdAt) },
      ],
      actions: [
        platform.active
          ? { action: `/operator/platforms/${platform.platformId}/stop`, label: t('operator.platforms.stop') }
          : {
              action: `/operator/platforms/${platform.platformId}/approve`,
              label: t('operator.platforms.approve'),
              // One filled button on a page: the first that waits.
              tone: platform === firstWaiting ? ('primary' as const) : ('outline' as const),
            },
      ],
    };
  });
  return tableOf(said, 'platforms', ['name', 'state', 'used', 'since'], rows);
}

export function stateChip({ t }: Said, platform: Platform): { tone: string; text: string; icon?: string } {
  if (platform.active) return { tone: 'good', text: t('operator.platforms.active'), icon: 'tick' };
  return platform.stoppedAt
    ? { tone: 'calm', text: t('operator.platforms.stopped') }
    : { tone: 'warn', text: t('operator.platforms.inactive'), icon: 'clock' };
}

function linksTable(said: Said, { links }: ConsoleFacts): TableModel {
  const { t, format } = said;
  const rows = links.map((link) => ({
    title: format.dateTime(link.createdAt),
    cells: [
      { text: t(link.approved ? 'operator.links.approved' : 'operator.links.waits') },
      { text: format.dateTime(link.expiresAt) },
    ],
    actions: [
      {
        action: '/operator/registration-links/withdraw',
        label: t('operator.links.withdraw'),
        fields: [{ name: 'link', value: link.linkId }],
      },
    ],
  }));
  return tableOf(said, 'links', ['made', 'then', 'until'], rows);
}

export function failuresTable(said: Said, { failures, platforms }: ConsoleFacts): TableModel {
  const { t, format } = said;
  const nameOf = new Map(platforms.map(({ platformId, name }) => [platformId, name]));
  const rows = failures.map((failure) => ({
    title: failure.reference,
    note: format.dateTime(failure.at),
    cells: [
      { text: failureText(said, failure.code), note: failure.code },
      settingCell(said, failure.setting),
      { text: nameOf.get(failure.platformId ?? '') ?? t('operator.failures.unknown') },
    ],
  }));
  return tableOf(said, 'failures', ['reference', 'reason', 'setting', 'platform'], rows);
}

function failureText({ t }: Said, code: string): string {
  return code === 'internal' ? t('operator.failures.internal') : t(`launch.failed.${code}`);
}

function settingCell({ t }: Said, setting: string | undefined): Cell {
  if (setting === undefined) return { text: t('operator.failures.noSetting') };
  return { text: t(`launch.setting.${setting}.name`), note: t(`launch.setting.${setting}.path`) };
}

function deliveriesTable(said: Said, { backlogs, platforms }: ConsoleFacts): TableModel {
  const { t } = said;
  const nameOf = new Map(platforms.map(({ platformId, name }) => [platformId, name]));
  const rows = backlogs.map((backlog) => ({
    title: nameOf.get(backlog.platformId) ?? t('operator.failures.unknown'),
    cells: [
      { text: t('operator.deliveries.waitingCount', { count: backlog.waiting + backlog.retrying }) },
      backlog.refused > 0
        ? {
            chip: {
              tone: 'bad',
              text: t('operator.deliveries.refusedCount', { count: backlog.refused }),
              icon: 'triangle',
            },
          }
        : { text: t('operator.deliveries.none') },
      { text: reasonsText(said, backlog.reasons) },
    ],
  }));
  return tableOf(said, 'deliveries', ['platform', 'waiting', 'refused', 'reasons'], rows);
}

function reasonsText({ t, format }: Said, reasons: readonly { code: string; count: number }[]): string {
  const shown = reasons.map(({ code, count }) =>
    t('operator.deliveries.reason', { code, times: format.number(count) }),
  );
  return shown.length > 0 ? format.list(shown) : t('operator.deliveries.none');
}

function jobsTable(said: Said, { jobs }: ConsoleFacts): TableModel {
  const rows = jobs.map((job) => ({
    title: job.name,
    cells: [{ text: said.format.dateTime(job.endedAt) }, outcomeCell(said, job)],
  }));
  return tableOf(said, 'jobs', ['name', 'last', 'outcome'], rows);
}

function outcomeCell({ t }: Said, job: JobRun): Cell {
  if (job.errorCode !== undefined) {
    return { chip: { tone: 'bad', text: t('operator.jobs.broke', { code: job.errorCode }), icon: 'triangle' } };
  }
  const text = t('operator.jobs.done', { count: job.done });
  if (job.failed === 0) return { text };
  return {
    chip: { tone: 'bad', text: t('operator.jobs.failed', { count: job.failed }), icon: 'triangle' },
    note: text,
  };
}

function keysTable(said: Said, { keys, platforms }: ConsoleFacts): TableModel {
  const { t, format } = said;
  const nameOf = new Map(platforms.map(({ platformId, name }) => [platformId, name]));
  const lost = keys.lost.map((platformId) => nameOf.get(platformId) ?? platformId);
  const rows = [
    ...(keys.current > 0
      ? [{ title: t('operator.keys.current'), cells: [{ text: format.number(keys.current) }] }]
      : []),
    ...(keys.older > 0
      ? [
          {
            title: t('operator.keys.older'),
            note: t('operator.keys.olderTodo'),
            cells: [{ text: format.number(keys.older) }],
          },
        ]
      : []),
    ...(lost.length > 0
      ? [{ title: t('operator.keys.lost'), note: t('operator.keys.lostTodo'), cells: [{ text: format.list(lost) }] }]
      : []),
  ];
  return tableOf(said, 'keys', ['sealed', 'count'], rows);
}

function decisionsTable(said: Said, { decisions }: ConsoleFacts): TableModel {
  const { t, format } = said;
  const rows = decisions.map(({ at, operator, deed, about }) => ({
    title: format.dateTime(at),
    cells: [{ text: operator }, { text: t(`operator.decisions.deed.${deed}`), ...(about !== '' && { note: about }) }],
  }));
  return tableOf(said, 'decisions', ['at', 'who', 'what'], rows);
}
