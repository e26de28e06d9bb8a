/** One made-up field of each kind, with and without a problem. */
import type { FieldModel } from '../../../src/web/forms.js';

const moods = ['Very hard', 'Hard', 'Okay', 'Good', 'Very good'];
const levels = [
  ['Missing', 'No question, or several mixed.', '0 points'],
  ['Vague', 'A topic, but no question data can answer.', '1 point'],
  ['Clear', 'One question that data can answer.', '2 points'],
  ['Clear and useful', 'Clear, and says who needs the answer.', '3 points'],
] as const;

export function fields(wrong: boolean): (FieldModel & { size?: string; whoSeesIcon?: string })[] {
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
