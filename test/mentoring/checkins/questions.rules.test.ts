import { describe, expect, test } from '@jest/globals';
import { proposed, type Question } from '../../../src/mentoring/checkins/checkin.js';
import { answersIn, draftIn, helpOffered, readBy } from '../../../src/mentoring/checkins/questions.rules.js';

const asked = { questions: proposed.learner, helps: helpOffered(true) };
const whole = { mood: '4', obstacle: '', step: 'Read', help: 'no' };

describe('answers', () => {
  test('keep who reads each of them, as the course says unless its writer says otherwise', () => {
    const outcome = answersIn({ ...whole, 'readers-step': 'mine', 'readers-mood': 'nobody' }, asked);
    expect(outcome).toMatchObject({ ok: true, value: { help: 'no' } });
    const answers = outcome.ok ? outcome.value.answers : [];
    expect(answers.map(({ key, readers }) => [key, readers])).toEqual([
      ['mood', 'partners'],
      ['obstacle', 'partners'],
      ['step', 'mine'],
      ['help', 'partners'],
    ]);
  });

  test.each([
    ['nothing to a question that needs an answer', { ...whole, step: ' \u00A0 ' }, ['step']],
    ['a mood that is none', { ...whole, mood: '6' }, ['mood']],
    ['more than fits', { ...whole, step: 'x'.repeat(2001) }, ['step']],
    ['help that is not offered', { ...whole, help: 'everybody' }, ['help']],
    ['a field that nobody asked for', { ...whole, score: '100' }, ['form']],
    ['nothing at all', {}, ['mood', 'step', 'help']],
  ])('are refused: %s', (_what, posted, fields) => {
    const outcome = answersIn(posted, asked);
    expect(outcome.ok ? [] : Object.keys(outcome.failure)).toEqual(fields);
  });

  test('to a choice are one of its options, in the words they were asked in', () => {
    const pace: Question = {
      ...{ key: 'q1', kind: 'choice', words: 'How fast?', options: ['Slow', 'Fast'], needed: true, readers: 'all' },
    };
    const choice = { questions: [pace], helps: [] };
    expect(answersIn({ q1: 'Fast' }, choice)).toEqual({
      ok: true,
      value: { answers: [{ key: 'q1', kind: 'choice', words: 'How fast?', text: 'Fast', readers: 'all' }] },
    });
    expect(answersIn({ q1: 'Never' }, choice).ok).toBe(false);
  });

  test('that are not finished are kept as typed', () => {
    expect(draftIn({ mood: '2', 'readers-step': 'mine' }, asked)).toEqual({
      ok: true,
      value: { mood: '2', 'readers-step': 'mine' },
    });
    expect(draftIn({ mood: '9' }, asked).ok).toBe(false);
  });
});

test('teachers read what is left to them, and, asked for help, all but what its writer keeps', () => {
  const answers = (['partners', 'all', 'mine'] as const).map((readers) => ({
    ...{ key: readers, kind: 'text' as const, text: 'x', readers },
  }));
  const keys = (...given: Parameters<typeof readBy>) => readBy(...given).map(({ key }) => key);
  expect(keys(answers, 'partner')).toEqual(['partners', 'all']);
  expect(keys(answers, 'teacher')).toEqual(['all']);
  expect(keys(answers, 'teacher', true)).toEqual(['partners', 'all']);
});

test('a mentor asks the teacher for help, not those they help', () => {
  expect(helpOffered(true, 'mentor')).toEqual(['no', 'teacher']);
  expect(helpOffered(false)).toEqual(['no', 'teacher']);
});
