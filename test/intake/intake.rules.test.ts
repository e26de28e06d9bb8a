import { describe, expect, test } from '@jest/globals';
import {
  postedFrom,
  staleAnswer,
  timeZonesOffered,
  topicsFromText,
  topicsProblem,
} from '../../src/intake/intake.rules.js';
import type { ProfileAnswers } from '../../src/intake/profile.js';

const answers: ProfileAnswers = { roleWish: 'either', strong: ['R'], wanted: ['Exams'], languages: ['en'] };
const offered = { topics: ['R', 'Exams'], languages: ['en', 'de'] };

describe('topics a teacher types', () => {
  test('lose blank lines, outer spaces and repetitions in any case, and keep their order', () => {
    expect(topicsFromText(' Writing\r\n\n  R  \nwriting\nMaths   and  data')).toEqual([
      'Writing',
      'R',
      'Maths and data',
    ]);
  });

  test.each([
    ['nothing', [], 'none'],
    ['31 of them', Array.from({ length: 31 }, (_, index) => `Topic ${index}`), 'tooMany'],
    ['one of 61 characters', ['x'.repeat(61)], 'tooLong'],
    ['30 of them', Array.from({ length: 30 }, (_, index) => `Topic ${index}`), undefined],
  ])('are judged: %s', (_case, topics, found) => {
    expect(topicsProblem(topics)).toBe(found);
  });
});

describe('an answer that is no longer on offer', () => {
  test('is found, with its field', () => {
    expect(staleAnswer(answers, { ...offered, topics: ['Exams'] })).toEqual({ field: 'strong' });
    expect(staleAnswer(answers, { ...offered, topics: ['R'] })).toEqual({ field: 'wanted' });
    expect(staleAnswer(answers, { ...offered, languages: ['de'] })).toEqual({ field: 'languages' });
  });

  test('is not seen where all are on offer', () => {
    expect(staleAnswer(answers, offered)).toBeUndefined();
  });
});

test('a zone already known stays choosable, and every zone is offered once', () => {
  const zones = timeZonesOffered('Asia/Kolkata', undefined, 'UTC');
  expect(zones).toContain('Asia/Kolkata');
  expect(new Set(zones).size).toBe(zones.length);
});

test('what was not said comes back as "prefer not to say", and a first visit guesses only the time zone', () => {
  expect(postedFrom(answers, 'Europe/Vienna')).toMatchObject({ channel: 'unsaid', timeZone: 'unsaid' });
  expect(postedFrom(undefined, 'Europe/Vienna')).toEqual({
    timeZone: 'Europe/Vienna',
    strong: [],
    wanted: [],
    languages: [],
  });
});
