import { expect, test } from '@jest/globals';
import { countsOf, mentorLoads } from '../../../src/pairing/cohort/counts.rules.js';

const pair = (...members: string[]) => ({ members });

test('in mentoring mentees are those who seek somebody: idle mentors lack nobody', () => {
  const counts = countsOf({
    form: 'mentoring',
    pairs: [pair('lena', 'ana'), pair('lena', 'ben'), pair('karl', 'chloe')],
    unpaired: [
      { personId: 'daiki', reason: 'languages', side: 'mentee' },
      { personId: 'ema', reason: 'noMentee', side: 'mentor' },
      { personId: 'felipe', reason: 'untrained' },
      { personId: 'grace', reason: 'noProfile' },
    ],
  });
  expect(counts).toEqual({ seeking: 5, placed: 3, mentors: 2, people: 5 });
});

test('somebody on both sides is one person', () => {
  const counts = countsOf({ form: 'mentoring', pairs: [pair('lena', 'ana'), pair('ana', 'ben')], unpaired: [] });
  expect(counts).toEqual({ seeking: 2, placed: 2, mentors: 2, people: 3 });
});

test('among equals everybody seeks', () => {
  const counts = countsOf({
    form: 'peers',
    pairs: [pair('ana', 'ben', 'chloe')],
    unpaired: [{ personId: 'daiki', reason: 'nobodyLeft' }],
  });
  expect(counts).toEqual({ seeking: 4, placed: 3, mentors: 0, people: 3 });
});

test('nobody at all is nobody', () => {
  expect(countsOf({ form: 'mentoring', pairs: [], unpaired: [] })).toEqual({
    ...{ seeking: 0, placed: 0, mentors: 0, people: 0 },
  });
});

test('mentors are counted by how many they have: a circle at once, several pairs together, idle ones with none', () => {
  const pairs = [pair('lena', 'ana'), pair('lena', 'ben'), pair('karl', 'chloe'), pair('mei', 'dina', 'edo')];
  const unpaired = [
    { personId: 'ema', reason: 'noMentee', side: 'mentor' } as const,
    { personId: 'daiki', reason: 'languages', side: 'mentee' } as const,
  ];
  expect(mentorLoads({ pairs, unpaired })).toEqual([
    { mentees: 0, mentors: 1 },
    { mentees: 1, mentors: 1 },
    { mentees: 2, mentors: 2 },
  ]);
  expect(mentorLoads({ pairs: [], unpaired: [] })).toEqual([]);
});
