/** Made-up pages that use every partial, so that the look can be judged without a feature. */
import type { Frame } from '../../../src/web/render.js';
import type { FieldModel } from '../../../src/web/forms.js';
import type { Page, PageModel } from '../../../src/web/page.js';

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

const choices = [
  { name: 'until', value: '1', label: 'Tomorrow' },
  { name: 'until', value: '3', label: 'In 3 days' },
  { name: 'until', value: '7', label: 'Next week' },
];
const later = (about: string) => ({ action: '/later', about, choices });

const rows = [
  {
    icon: 'flag',
    tone: 'bad',
    title: 'A learner raised a concern',
    text: 'Topic: worried about deadlines and stress. Only you and the student counsellor can read it.',
    chip: { tone: 'bad', text: 'Answer by 16:30 today, 2 h 10 min left', icon: 'clock' },
    meta: 'raised today 10:30',
    actions: [{ label: 'Read and answer', href: '#main', tone: 'primary' }],
    later: later('A learner raised a concern'),
  },
  {
    icon: 'calendar',
    tone: 'warn',
    title: 'Daiki Tanaka missed 2 check-ins',
    text: 'Tried: reminder on 17 Nov; his mentor Mei wrote “Are you okay?” on 20 Nov. No reply.',
    chip: { tone: 'warn', text: 'Week 5', icon: 'clock' },
    meta: 'last session 12 Nov, both confirmed',
    actions: [{ label: 'Choose what to do', href: '#main' }],
    later: later('Daiki Tanaka missed 2 check-ins'),
  },
  {
    icon: 'table',
    tone: 'warn',
    title: '3 grades did not reach the gradebook',
    text: '2 cells are locked in Moodle, 1 person has no student role. We say what to change.',
    chip: { tone: 'warn', text: 'Not delivered', icon: 'triangle' },
    meta: 'since yesterday 18:05',
    actions: [{ label: 'See the 3 grades', action: '/grades/see', fields: [{ name: 'which', value: 'refused' }] }],
    later: later('3 grades did not reach the gradebook'),
  },
  { icon: 'people', tone: 'info', title: 'A pairing draft is waiting for you', meta: 'draft of today 08:00' },
];

const pairs = [
  {
    score: { value: '48', of: 'of 100' },
    pair: [
      { initials: 'JO', hue: 2 },
      { initials: 'JW', hue: 4 },
    ],
    title: 'Jane O’Neill with Jonas Weber',
    href: '#main',
    text: 'Same goal (pass the exam). Only 2 shared hours. R asked for, not offered.',
    meta: 'Next best: Mei Lin 44, Priya Raman 41',
    chip: { tone: 'info', text: 'Locked by you', icon: 'lock' },
    actions: [
      { label: 'Lock', icon: 'unlock', action: '/pairing/lock' },
      { label: 'Swap', icon: 'swap', href: '#main' },
      { label: 'Never', icon: 'never', href: '#main', tone: 'quiet' },
    ],
  },
];

const counted = {
  caption: 'Where these numbers come from',
  hideCaption: true,
  together: true,
  columns: [{ label: 'Number' }, { label: 'How it is counted' }, { label: 'Source' }, { label: 'Age' }],
  rows: [
    ['Attendance', 'Sessions that both sides confirmed, last 4 weeks: 54 of 76', 'Session pages', 'now'],
    ['Matched', 'Learners with a published pair, of all who did the intake', 'Moodle course list', '6 min'],
  ].map(([title, ...texts]) => ({ title, cells: texts.map((text) => ({ text })) })),
};

const grades = {
  caption: 'Grades that did not arrive',
  hideCaption: true,
  hasActions: true,
  columns: [
    { label: 'Learner' },
    { label: 'Milestone' },
    { label: 'Points', end: true },
    { label: 'State and what to do', short: 'State' },
  ],
  rows: [
    {
      title: 'Lena Larsen',
      avatar: { initials: 'LL', hue: 3 },
      cells: [
        { text: 'Check-in week 4' },
        { text: '2 of 2' },
        {
          chip: { tone: 'bad', text: 'Refused: grade is locked', icon: 'triangle' },
          note: 'In Moodle: Grades, Grader report, edit mode on, cell menu, Unlock. Then send again.',
        },
      ],
      actions: [{ label: 'Send again', action: '/grades/send' }],
    },
    {
      title: 'Ana Álvarez',
      avatar: { initials: 'AÁ', hue: 1 },
      cells: [
        { text: 'Check-in week 5' },
        { text: '2 of 2' },
        { chip: { tone: 'good', text: 'In the gradebook, 14:02', icon: 'tick' } },
      ],
    },
    {
      title: 'Hana Kim',
      avatar: { initials: 'HK', hue: 5 },
      note: 'late joiner',
      cells: [{ text: 'Report 1' }, { text: '8 of 10' }, { state: { done: true, text: '3 of 3' } }],
    },
  ],
};

const overview = {
  title: '6 things need you',
  lede: 'Most urgent first. Everything else is running.',
  rows: rows.map((row) => ({ ...row, level: 2 })),
  pairs,
  counted,
  grades,
  note: 'Names of people who raise a concern are shown only after you open it. Opening is logged.',
  buttons: [
    { label: 'Send 2 again', action: '/grades/again', small: true },
    { label: 'Compare with Moodle now', action: '/grades/compare', small: true },
  ],
  strip: [
    { label: 'Attendance', value: '71 %', note: 'target 75 %, below for 2 weeks' },
    { label: 'Matched', value: '38 of 40', note: '2 joined yesterday' },
    { label: 'Check-ins, week 5', value: '31 of 38', note: 'due Thu 26 Nov' },
    { label: 'Grades delivered', value: '113 of 117', note: '3 refused, 1 on its way' },
  ],
  bars: {
    caption: 'It fell from 82 % to 68 %. Dashed line: target 75 %.',
    target: { height: 75 },
    bars: [82, 79, 74, 68, 71].map((height, index) => ({
      label: `Week ${index + 1}`,
      value: `${height} %`,
      height,
      strong: index === 4,
    })),
  },
  facts: [
    { label: 'Sessions held', text: '8, confirmed by both sides' },
    { label: 'Client ID', text: '4I2QtLzHd5kU3En', code: true },
  ],
};

const learner = {
  title: 'Hello Ana',
  lede: 'Week 5 of 12. You are on track.',
  step: {
    eyebrow: 'Next step, due Thursday 26 November, 20:00',
    title: 'Check in for week 5',
    text: '4 short questions, about 1 minute. Worth 2 points.',
    action: { label: 'Start the check-in', href: '#main' },
  },
  session: {
    title: 'Next session',
    link: 'Agenda and notes',
    when: 'Wednesday 25 November, 18:00 for you',
    note: '17:00 for Amara in Dakar, 45 minutes, video',
    buttons: [
      { label: 'Add to calendar', icon: 'calendar', href: '#main', small: true },
      { label: 'Open the meeting link', href: '#main', small: true },
      { label: 'Move it', href: '#main', tone: 'quiet', small: true },
    ],
  },
  pathTitle: 'Your path',
  pathText: '2 of 5 steps done. 14 of 30 points are in your gradebook.',
  path: [
    { state: 'done', title: 'Charter signed by both', note: 'Done 6 Nov. 5 of 5 points.' },
    { state: 'done', title: 'First session', note: 'Done 12 Nov. 5 of 5 points.' },
    { state: 'here', title: 'Three check-ins', note: 'You are here: 2 of 3 done.' },
    { state: 'ahead', title: 'Review two reports', note: 'Opens 30 Nov. 10 points.' },
    { state: 'ahead', title: 'Look back and say goodbye', note: 'Week 12. 4 points.' },
  ],
  partnerTitle: 'Your mentor',
  person: {
    name: 'Amara Diallo',
    note: 'Passed Statistics 101 last year',
    avatar: { initials: 'AD', hue: 1, size: 'large' },
  },
  why: 'You were paired because you both learn best by examples, Amara is strong in R, and you share 6 free hours.',
  write: { label: 'Write to Amara', icon: 'chat', href: '#main', small: true },
  whoTitle: 'Who sees what',
  whoSees: [
    { text: 'Check-ins: you and Amara. Your teacher sees only that you sent them.', icon: 'people' },
    { text: 'Private notes: only you.', icon: 'lock' },
    { text: 'Points: you and your teachers, in the gradebook.', icon: 'eye' },
  ],
  chipsTitle: 'Your points',
  chips: [
    { tone: 'good', text: 'In your gradebook since 14:02', icon: 'tick' },
    { tone: 'info', text: 'On its way', icon: 'send' },
    { tone: 'warn', text: 'Moodle is not answering, we try again at 14:20', icon: 'clock' },
    { tone: 'bad', text: 'Moodle refused it, your teacher has been told', icon: 'triangle' },
    { tone: 'calm', text: 'Changed by your teacher in Moodle', icon: 'pencil' },
  ],
};

const arabic = {
  ...learner,
  title: 'مرحبًا آنا',
  lede: 'الأسبوع 5 من 12. أنت على المسار الصحيح.',
  step: {
    eyebrow: 'الخطوة التالية · الخميس 26 نوفمبر، 20:00',
    title: 'متابعة الأسبوع الخامس',
    text: '4 أسئلة قصيرة، دقيقة واحدة تقريبًا.',
    action: { label: 'ابدأ', href: '#main' },
  },
};

const moods = ['Very hard', 'Hard', 'Okay', 'Good', 'Very good'];
const levels = [
  ['Missing', 'No question, or several mixed.', '0 points'],
  ['Vague', 'A topic, but no question data can answer.', '1 point'],
  ['Clear', 'One question that data can answer.', '2 points'],
  ['Clear and useful', 'Clear, and says who needs the answer.', '3 points'],
] as const;

function fields(wrong: boolean): (FieldModel & { size?: string; whoSeesIcon?: string })[] {
  const problem = (text: string) => (wrong ? text : undefined);
  return [
    {
      kind: 'tiles',
      size: 'short',
      name: 'mood',
      id: 'mood',
      label: '1. How is it going this week?',
      options: moods.map((hint, index) => ({ value: `${index}`, label: `${index + 1}`, hint, checked: index === 3 })),
    },
    {
      kind: 'textarea',
      name: 'obstacle',
      id: 'obstacle',
      label: '2. What got in the way?',
      optional: true,
      value: 'The homework on confidence intervals took all weekend.',
    },
    {
      kind: 'textarea',
      name: 'step',
      id: 'step',
      label: '3. What is your next step?',
      hint: 'One small thing. It opens your next session.',
      problem: problem('Write one small step, or “none”.'),
    },
    {
      kind: 'radios',
      name: 'help',
      id: 'help',
      label: '4. Would you like help?',
      problem: problem('Choose one answer.'),
      options: ['No, I am fine', 'Yes, from Amara', 'Yes, from my teacher'].map((label, index) => ({
        value: `${index}`,
        label,
        checked: !wrong && index === 1,
      })),
    },
    {
      kind: 'radios',
      name: 'matters',
      id: 'matters',
      label: 'What matters most?',
      options: [
        {
          value: 'weakest',
          label: 'Nobody gets a poor match',
          hint: 'Everyone matched first, then the weakest pair as strong as possible.',
          checked: true,
        },
        { value: 'mean', label: 'Best average', hint: 'A few pairs may be weak.', checked: false },
      ],
    },
    {
      kind: 'tiles',
      name: 'clear',
      id: 'clear',
      label: 'Is the question clear?',
      hint: 'Look at the title and the first paragraph.',
      problem: problem('Choose a level.'),
      options: levels.map(([label, hint, note], index) => ({
        value: `${index}`,
        label,
        hint,
        note,
        checked: index === 2,
      })),
    },
    {
      kind: 'tiles',
      size: 'wide',
      name: 'activity',
      id: 'activity',
      label: 'Which activity?',
      options: ['Programme home', 'Intake', 'Check-in', 'Session log'].map((label, index) => ({
        value: `${index}`,
        label,
        hint: '4 questions, 1 minute. 2 points each.',
        checked: index === 2,
      })),
    },
    {
      kind: 'checkboxes',
      name: 'topics',
      id: 'topics',
      label: 'Topics I want',
      problem: problem('Choose at least one.'),
      options: ['Regression', 'Probability', 'R'].map((label, index) => ({
        value: label,
        label,
        checked: index === 1,
      })),
    },
    {
      kind: 'select',
      name: 'zone',
      id: 'zone',
      label: 'Time zone',
      problem: problem('Choose one.'),
      options: [{ value: 'v', label: 'Vienna', checked: true }],
    },
    { kind: 'number', name: 'places', id: 'places', label: 'Places', value: '3', problem: problem('Write a number.') },
    {
      kind: 'text',
      name: 'note',
      id: 'note',
      label: 'Private notes',
      whoSees: 'Only you see this.',
      whoSeesIcon: 'lock',
      value: '',
    },
  ];
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
    name: 'new tab',
    page: page('web/new-tab', {
      title: 'Open this page in a new tab',
      lede: 'Your browser does not let pages inside Moodle keep you signed in. In its own tab it works.',
      openHref: '/continue/1',
      stayAction: '/continue/1/here',
      reference: 'T7-4KQ2',
      narrow: true,
    }),
    frame: frame({ footer: [], zone: undefined, backHref: undefined }),
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
