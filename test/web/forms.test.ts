import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { answersIn, fieldsFor, parseForm, severalOf, wordsIn } from '../../src/web/forms.js';

const schema = z.strictObject({
  step: z.string().trim().min(1, 'checkins.form.step.missing').max(20),
  topics: severalOf('r', 'latex'),
});
const t = (key: string, values?: Readonly<Record<string, string | number>>) =>
  `${key}${values ? JSON.stringify(values) : ''}`;

describe('a form', () => {
  test('yields typed answers; one ticked box and none are lists too', () => {
    expect(parseForm(schema, { step: ' go ', topics: 'r' })).toEqual({
      ok: true,
      answers: { step: 'go', topics: ['r'] },
    });
    expect(parseForm(schema, { step: 'go' })).toEqual({ ok: true, answers: { step: 'go', topics: [] } });
  });

  test('keeps every answer and names each problem beside its field', () => {
    const parsed = parseForm(schema, { step: '', topics: ['r', 'cobol'] });
    if (parsed.ok) throw new Error('accepted');
    const { field, summary } = fieldsFor(t, {}, parsed.problems);
    const step = field('text', 'step', { label: 'Next step' });
    const topics = field('checkboxes', 'topics', {
      label: 'Topics',
      options: [
        { value: 'r', label: 'R' },
        { value: 'latex', label: 'LaTeX' },
      ],
    });
    expect(step).toMatchObject({ value: '', problem: 'checkins.form.step.missing{"minimum":1}' });
    expect(topics.options?.map((option) => option.checked)).toEqual([true, false]);
    expect(summary?.map((problem) => problem.field)).toEqual(['step', 'topics']);
  });

  test('says how long is too long', () => {
    const parsed = parseForm(schema, { step: 'x'.repeat(21) });
    expect(parsed.ok ? undefined : parsed.problems.byField.step).toEqual({
      key: 'web.form.tooLong',
      values: { maximum: 20 },
    });
  });

  test('refuses a field it does not know', () => {
    expect(parseForm(schema, { step: 'go', admin: 'true' }).ok).toBe(false);
  });

  test('never throws, whatever is posted', () => {
    const posted = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string())));
    fc.assert(fc.property(posted, (values) => typeof parseForm(schema, values).ok === 'boolean'));
  });
});

describe('what was typed when nothing can be taken any more', () => {
  const sent = {
    ...{ obstacle: 'Homework.', '~obstacle': '2. What got in the way?', mood: '4', occurrence: 'week-5' },
    ...{
      title: ['Check-in', 'Peer review'],
      '~title': ['Name of the first', 'Name of the second'],
      step: ' ',
      '~step': '3.',
    },
  };
  test('stands under the labels of the page; codes and empty fields do not', () => {
    expect(wordsIn(sent, 'Your words')).toEqual([
      { label: '2. What got in the way?', text: 'Homework.' },
      { label: 'Name of the first', text: 'Check-in' },
      { label: 'Name of the second', text: 'Peer review' },
    ]);
  });
  test('of a page that said no labels, words are kept all the same', () => {
    expect(wordsIn({ text: 'Hello Ben!', mood: '4' }, 'Your words')).toEqual([
      { label: 'Your words', text: 'Hello Ben!' },
    ]);
  });
  test('labels are no answers', () => {
    expect(answersIn(sent)).toEqual({
      ...{ obstacle: 'Homework.', mood: '4', occurrence: 'week-5', title: ['Check-in', 'Peer review'], step: ' ' },
    });
    expect(parseForm(z.strictObject({ step: z.string() }), answersIn({ step: 'a', '~step': 'b' })).ok).toBe(true);
  });
});
