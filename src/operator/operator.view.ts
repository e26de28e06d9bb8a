import type { FieldModel, Problems } from '../web/forms.js';
import { fieldsFor } from '../web/forms.js';
import { pageOf, type PageModel, type PageOf, type Page } from '../web/page.js';
import type { Formats, Translate } from '../web/texts.js';
import type { JobRun } from '../jobs/outcomes.js';
import type { ConsoleFacts } from './operator.service.js';
import { shortestPassword } from './operator.forms.js';

interface Said {
  t: Translate;
  format: Formats;
}

interface SecretFormModel extends PageModel {
  action: string;
  /** Absent on the page that sets a password. */
  name?: FieldModel | undefined;
  password: { label: string; hint?: string | undefined; problem?: string | undefined; autocomplete: string };
  send: string;
}

interface Button {
  action: string;
  label: string;
  tone?: 'primary' | 'outline';
  about?: string;
}

interface TableModel {
  caption: string;
  columns: readonly { label: string }[];
  hasActions: boolean;
  rows: readonly {
    title: string;
    note?: string;
    cells: readonly { text?: string; note?: string; chip?: { tone: string; text: string; icon?: string } }[];
    actions?: readonly Button[];
  }[];
}

interface ConsoleModel extends PageModel {
  platforms: TableModel | undefined;
  jobs: TableModel | undefined;
  link: { action: string; approved: FieldModel; send: string };
  signOut: Button;
  empty: { platforms: string; jobs: string };
  headings: { platforms: string; link: string; linkText: string; jobs: string };
}

interface LinkModel extends PageModel {
  copy: { id: string; label: string; value: string; hint: string };
  steps: readonly string[];
}

const secretFormPage: PageOf<SecretFormModel> = pageOf('operator/secret-form');
const consolePage: PageOf<ConsoleModel> = pageOf('operator/console');
const linkPage: PageOf<LinkModel> = pageOf('operator/link');

export function signInPage({ t }: Said, problems?: Problems): Page {
  const fields = fieldsFor(t, {}, problems);
  const wrong = problems?.byField.password;
  return secretFormPage({
    title: t('operator.signIn.title'),
    narrow: true,
    problems: fields.summary,
    action: '/operator/sign-in',
    name: fields.field('text', 'name', { label: t('operator.signIn.name') }),
    password: {
      label: t('operator.signIn.password'),
      problem: wrong && t(wrong.key, wrong.values),
      autocomplete: 'current-password',
    },
    send: t('operator.signIn.send'),
  });
}

export function passwordPage(
  { t }: Said,
  { name, action }: { name: string; action: string },
  problems?: Problems,
): Page {
  const wrong = problems?.byField.password;
  return secretFormPage({
    title: t('operator.password.title', { name }),
    narrow: true,
    problems: fieldsFor(t, {}, problems).summary,
    action,
    password: {
      label: t('operator.password.label'),
      hint: t('operator.password.hint', { minimum: shortestPassword }),
      problem: wrong && t(wrong.key, wrong.values),
      autocomplete: 'new-password',
    },
    send: t('operator.password.send'),
  });
}

export function operatorConsole(
  said: Said,
  facts: ConsoleFacts,
  asked: { done?: string | undefined; problems?: Problems } = {},
): Page {
  const { t } = said;
  const fields = fieldsFor(t, { approved: 'no' }, asked.problems);
  const waiting = facts.platforms.filter((platform) => !platform.active).length;
  return consolePage({
    title: waiting > 0 ? t('operator.console.waiting', { count: waiting }) : t('operator.console.title'),
    lede: t('operator.console.lede'),
    problems: fields.summary,
    banner: asked.done === undefined ? undefined : { tone: 'good', text: t(`operator.done.${asked.done}`) },
    platforms: facts.platforms.length > 0 ? platformsTable(said, facts) : undefined,
    jobs: facts.jobs.length > 0 ? jobsTable(said, facts) : undefined,
    headings: {
      platforms: t('operator.platforms.heading'),
      link: t('operator.link.heading'),
      linkText: t('operator.link.text'),
      jobs: t('operator.jobs.heading'),
    },
    empty: { platforms: t('operator.platforms.empty'), jobs: t('operator.jobs.empty') },
    link: {
      action: '/operator/registration-links',
      approved: fields.field('radios', 'approved', {
        label: t('operator.link.approved'),
        options: [
          { value: 'no', label: t('operator.link.no') },
          { value: 'yes', label: t('operator.link.yes') },
        ],
      }),
      send: t('operator.link.send'),
    },
    signOut: { action: '/operator/sign-out', label: t('operator.signOut') },
  });
}

function platformsTable({ t, format }: Said, { platforms }: ConsoleFacts): TableModel {
  const firstWaiting = platforms.findIndex((platform) => !platform.active);
  return {
    caption: t('operator.platforms.heading'),
    columns: [t('operator.platforms.name'), t('operator.platforms.state'), t('operator.platforms.since')].map(
      (label) => ({ label }),
    ),
    hasActions: true,
    rows: platforms.map((platform, index) => ({
      title: platform.name,
      note: `${platform.issuer} · ${platform.clientId}`,
      cells: [
        {
          chip: platform.active
            ? { tone: 'good', text: t('operator.platforms.active'), icon: 'tick' }
            : { tone: 'warn', text: t('operator.platforms.inactive'), icon: 'clock' },
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
              tone: index === firstWaiting ? 'primary' : 'outline',
            },
      ],
    })),
  };
}

function jobsTable({ t, format }: Said, { jobs }: ConsoleFacts): TableModel {
  return {
    caption: t('operator.jobs.heading'),
    columns: [t('operator.jobs.name'), t('operator.jobs.last'), t('operator.jobs.outcome')].map((label) => ({ label })),
    hasActions: false,
    rows: jobs.map((job) => ({
      title: job.name,
      cells: [{ text: format.dateTime(job.endedAt) }, outcomeCell(t, job)],
    })),
  };
}

function outcomeCell(t: Translate, job: JobRun) {
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

export function registrationLinkPage({ t, format }: Said, link: { url: string; expiresAt: Date }): Page {
  return linkPage({
    title: t('operator.link.madeTitle'),
    lede: t('operator.link.madeLede', { until: format.dateTime(link.expiresAt) }),
    narrow: true,
    trail: [{ label: t('operator.console.back'), href: '/operator' }],
    copy: { id: 'link', label: t('operator.link.address'), value: link.url, hint: t('operator.link.once') },
    steps: [t('operator.link.step1'), t('operator.link.step2'), t('operator.link.step3'), t('operator.link.step4')],
  });
}
