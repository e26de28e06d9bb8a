/** What made-up pages of staff show. */
import { barsOf, lineOf } from '../../../src/web/chart.js';

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

export const overview = {
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
    columns: [82, 79, 74, 68, 71].map((height, index) => ({
      label: `Week ${index + 1}`,
      value: `${height} %`,
      height,
      strong: index === 4,
    })),
  },
  line: lineOf(
    { caption: 'The last one due, week 16: 9 of 12 sent it.', heads: ['When', 'Sent'] },
    [11, 12, 10, 12, 9, 8, 11, 10, 12, 9, 7, 9].map((value, index) => ({
      ...{ value, label: String(index + 5), short: String(value) },
      ...{ title: `week ${index + 5}`, text: `${value} of 12` },
    })),
    { most: 12, target: { value: 9, text: 'Dashed line: 75 %.' } },
  ),
  progress: barsOf(
    { caption: 'Fewest have done “Review the essays of two others”: 3 of 12.', heads: ['Activity', 'Learners'] },
    [
      { label: 'Check-in', value: 12, of: 12, text: '12 of 12' },
      { label: 'Review the essays of two others', value: 3, of: 12, text: '3 of 12', strong: true },
      { label: 'Gate: after the check-in', value: 0, of: 12, text: '0 of 12' },
    ],
  ),
  facts: [
    { label: 'Sessions held', text: '8, confirmed by both sides' },
    { label: 'Client ID', text: '4I2QtLzHd5kU3En', code: true },
  ],
};
