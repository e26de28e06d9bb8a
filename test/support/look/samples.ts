/** Made-up pages that use every partial, so that the look can be judged without a feature. */
import type { Frame } from '../../../src/web/render.js';
import type { Page, PageModel } from '../../../src/web/page.js';
import { fields } from './field-samples.js';
import { arabic, learner } from './learner-samples.js';
import { overview } from './staff-samples.js';

export interface Sample {
  name: string;
  page: Page;
  frame: Frame;
}

const folder = '../test/support/look';
const tabs = ['Home', 'Pairs', 'Reviews', 'Grades', 'Set-up'].map((label, index) => ({
  label,
  href: `#${label}`,
  current: index === 0,
}));
const footer = ['Raise a concern', 'Who to contact', 'What Tandem stores about you'].map((label) => ({
  label,
  href: '#main',
}));

function frame(shell: Partial<Frame['shell']> = {}, locale = 'en'): Frame {
  const inCourse = { programme: 'Peer mentoring', course: 'Statistics 101', backHref: 'https://moodle.example/course' };
  return {
    locale,
    prefix: '/s/1',
    shell: { theme: 'light', ...inCourse, tabs: [], footer, zone: 'Europe/Vienna', ...shell },
  };
}

const outside = frame({ programme: undefined, course: undefined, backHref: undefined, footer: [], zone: undefined });

function page(template: string, model: PageModel & Readonly<Record<string, unknown>>): Page {
  return { template, model };
}

const checkIn = {
  title: 'Check-in, week 5',
  lede: '4 questions, about 1 minute. Due Thursday 26 November, 20:00.',
  narrow: true,
  trail: [{ label: 'Home', href: '#main' }],
  whoSees: 'Amara sees your answers. Your teacher sees only that you sent them, unless you ask for help.',
};

const problems = fields(true).flatMap(({ id, problem }) =>
  problem === undefined ? [] : [{ field: id, text: problem }],
);

export const samples: Sample[] = [
  { name: 'overview', page: page(`${folder}/overview`, overview), frame: frame({ tabs }) },
  { name: 'overview dark', page: page(`${folder}/overview`, overview), frame: frame({ tabs, theme: 'auto' }) },
  { name: 'learner', page: page(`${folder}/learner`, learner), frame: frame({ tabs }) },
  { name: 'learner right-to-left', page: page(`${folder}/learner`, arabic), frame: frame({ tabs }, 'ar') },
  {
    name: 'picker',
    page: page(`${folder}/picker`, {
      title: 'Add from Tandem',
      plan: {
        kind: 'select',
        name: 'plan',
        id: 'plan',
        label: 'Plan',
        options: [{ value: 'p', label: 'Peer mentoring, 12 weeks', checked: true }],
      },
      field: fields(false).find(({ size }) => size === 'wide'),
    }),
    frame: frame({ footer: [], zone: undefined, backHref: undefined }),
  },
  {
    name: 'waiting',
    page: page('web/error', {
      title: 'Making the draft',
      what: 'For 500 people this takes about a minute.',
      todo: 'This page shows it by itself.',
      reference: 'none',
      refreshSeconds: 60,
      narrow: true,
    }),
    frame: frame(),
  },
  { name: 'form', page: page(`${folder}/form`, { ...checkIn, fields: fields(false) }), frame: frame() },
  { name: 'form wrong', page: page(`${folder}/form`, { ...checkIn, fields: fields(true), problems }), frame: frame() },
  {
    name: 'form wrong dark',
    page: page(`${folder}/form`, { ...checkIn, fields: fields(true), problems }),
    frame: frame({ theme: 'auto' }),
  },
  {
    name: 'sent',
    page: page('web/expired', {
      ...checkIn,
      banner: { tone: 'good', text: 'Sent to Amara. Thank you, that is all for this week.' },
      kept: [{ label: 'step', text: 'Redo exercise 4.2.\nAsk Amara.' }],
    }),
    frame: frame(),
  },
  {
    name: 'error',
    page: page('web/error', {
      title: 'This page is not here',
      what: 'It belongs to someone else, or it was removed.',
      todo: 'Go back, or open the activity again from the course.',
      reference: 'T7-4KQ2',
      narrow: true,
    }),
    frame: outside,
  },
  {
    name: 'launch failure',
    page: page('web/launch-failure', {
      title: 'Tandem could not open',
      lede: 'Moodle and Tandem do not agree on which tool this is. You did nothing wrong.',
      todo: 'Send this page to your teacher or Moodle support. They can mend it in 2 minutes.',
      reference: 'T7-9FM3',
      setting: {
        path: 'Site administration, Plugins, External tool, Manage tools, Tandem (the cog)',
        name: 'Redirection URI(s)',
      },
      found: 'https://tandem.example.edu/lti/launch',
      needed: 'https://tandem.example.edu/lti/launch?v=1',
      neededHint: 'The part after “?” counts too. Moodle compares every character.',
      details: [
        { label: 'Code', text: 'redirect_uri_mismatch' },
        { label: 'Platform', text: 'https://moodle.example.edu' },
        { label: 'Client ID', text: '4I2QtLzHd5kU3En' },
      ],
      narrow: true,
    }),
    frame: { ...outside, shell: { ...outside.shell, theme: 'auto', backHref: 'https://moodle.example/course' } },
  },
  {
    name: 'confirm identity',
    page: page('web/confirm-identity', {
      title: 'Continue as Ana Álvarez?',
      lede: 'You come from Statistics 101.',
      action: '/continue/1',
      backHref: 'https://moodle.example/course',
      narrow: true,
    }),
    frame: frame({ theme: 'auto', footer: [], zone: undefined, backHref: undefined }),
  },
];
