import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SavedProfile } from '../../../src/pairing/intake/draft-profile.js';
import {
  dayParts,
  isSlot,
  partOf,
  partsIn,
  spansOf,
  weekFrom,
} from '../../../src/pairing/intake/availability.rules.js';
import { formFields, keptFields, newFields, sharesAfter } from '../../../src/pairing/intake/asking.rules.js';
import { sharedProfile, staleAnswer, usedBy } from '../../../src/pairing/intake/intake.rules.js';
import { linesFromText, stagesProblem, topicsProblem } from '../../../src/pairing/intake/lists.rules.js';
import {
  allFields,
  optionalFields,
  shareables,
  weekdays,
  type Profile,
  type Questions,
} from '../../../src/pairing/intake/profile.js';
import { askedBy, questionsFrom, styleQuestion } from '../../../src/pairing/intake/questions.rules.js';
import { languagesTyped } from '../../../src/pairing/intake/languages.rules.js';

const templates = { topics: ['R', 'Exams'], stages: ['Module 1'], style: ['I plan ahead.'] };
const questions: Questions = questionsFrom({}, templates);
const offered = { ...questions, languages: ['en', 'de'] };

describe('lists a teacher types', () => {
  test('lose blank lines, outer spaces, control characters and repetitions in any case, and keep their order', () => {
    expect(linesFromText(' Writing\r\n\n  R  \nwriting\nMaths\u0000  and  data')).toEqual([
      'Writing',
      'R',
      'Maths and data',
    ]);
  });

  test.each([
    ['nothing', [], 'none'],
    ['31 of them', Array.from({ length: 31 }, (_, index) => `Topic ${index}`), 'tooMany'],
    ['one of 61 characters', ['x'.repeat(61)], 'tooLong'],
    ['a name that every object has', ['R', '__proto__'], 'reserved'],
    ['another one', ['constructor'], 'reserved'],
    ['30 of them', Array.from({ length: 30 }, (_, index) => `Topic ${index}`), undefined],
  ])('are judged: %s', (_case, topics, found) => {
    expect(topicsProblem(topics)).toBe(found);
  });

  test('may be empty where they are modules', () => {
    expect(stagesProblem([])).toBeUndefined();
  });
});

describe('an answer that is no longer on offer', () => {
  test.each([
    [{ strong: ['R', 'Gone'] }, 'strong'],
    [{ wanted: ['Gone'] }, 'wanted'],
    [{ confidence: { Gone: 3 as const } }, 'confidence'],
    [{ languages: ['fr'] }, 'languages'],
    [{ stage: 'Module 9' }, 'stage'],
    [{ style: { gone: 5 as const } }, 'style'],
  ])('is found, with its field: %j', (answers, field) => {
    expect(staleAnswer(answers, offered)).toEqual({ field });
  });

  test('is not seen where all are on offer', () => {
    expect(staleAnswer({ strong: ['R'], stage: 'Module 1', languages: ['en', 'Ladin'] }, offered)).toBeUndefined();
  });
});

test('a reworded statement is another question, the same words are the same one', () => {
  expect(styleQuestion('I plan ahead.')).toEqual(styleQuestion('I plan ahead.'));
  expect(styleQuestion('I plan ahead!').id).not.toBe(styleQuestion('I plan ahead.').id);
});

const saved: SavedProfile = {
  ...{ personId: 'p', courseId: 'c', shares: [], asked: [...allFields], changedAt: new Date(0) },
  answers: { roleWish: 'mentor', stage: 'Module 1', strong: ['R'], wanted: [] },
};

describe('the page asks', () => {
  const uses = { strong: 'most', wanted: 'most', channel: 'counts', roleWish: 'counts' } as const;

  test('what is used and not left out, and what is added', () => {
    expect(formFields(questions, uses)).toEqual(['strong', 'wanted', 'channel', 'roleWish']);
    const added = { ...questions, asked: ['strong', 'goals', 'stage'] as const, added: ['goals', 'stage'] as const };
    expect(formFields(added, uses)).toEqual(['strong', 'stage', 'roleWish', 'goals']);
    expect(formFields({ ...added, stages: [] }, {})).toEqual(['goals']);
  });

  test('of who sent it only what was added since, and keeps what is not asked any more', () => {
    const sent = { ...saved, asked: ['strong', 'roleWish'] as const, completedAt: new Date(1) };
    expect(newFields(sent, ['strong', 'stage', 'roleWish'])).toEqual(['stage']);
    expect(newFields({ ...saved, asked: [] }, ['strong'])).toEqual([]);
    expect(keptFields(saved, ['strong', 'roleWish'])).toEqual(['stage']);
  });

  test('ticks are kept as what differs from what is asked anyway', () => {
    const before = { asked: optionalFields, added: [] };
    expect(askedBy(['strong', 'goals'], ['strong', 'channel'], before)).toEqual({
      asked: optionalFields.filter((field) => field !== 'channel'),
      added: ['goals'],
    });
    const later = askedBy(['strong'], ['strong', 'goals'], { asked: optionalFields, added: ['goals'] });
    expect(later).toEqual({ asked: optionalFields.filter((field) => field !== 'goals'), added: ['goals'] });
  });

  test('shares of what is not on it stay, and the week brings the hours that both have', () => {
    expect(sharesAfter(['goals', 'availability'], [], ['goals', 'channel'])).toEqual(['availability']);
    expect(sharesAfter(['goals'], ['style'], ['availability', 'style'])).toEqual(['goals', 'commonHours', 'style']);
    expect(sharesAfter([], ['style', 'availability'], ['channel'])).toEqual([]);
  });
});

test('languages are known by their names, however they are written, and the others stay', () => {
  const typed = (text: string) => languagesTyped(text, ['en', 'de', 'pt'], 'fr');
  expect(typed('ALLEMAND, english; português\nTwi ,twi')).toEqual(['de', 'en', 'pt', 'Twi']);
  expect(typed(' , ,')).toEqual([]);
  expect(typed('constructor')).toEqual(['Constructor']);
});

const everyPart = weekdays.flatMap((day) => dayParts.map((part) => partOf(day, part)));
const anyWeek = fc.subarray(weekFrom([], everyPart));

describe('the week', () => {
  test('as spans says the same hours', () => {
    fc.assert(
      fc.property(anyWeek, (slots) => {
        const hours = spansOf(slots).flatMap(({ weekday, from, to }) =>
          Array.from({ length: to - from }, (_, index) => `${weekday}-${from + index}`),
        );
        expect(hours).toEqual(slots);
      }),
    );
  });

  test('as whole parts and hours besides says the same hours', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyWeek,
          fc.subarray(everyPart).map((parts) => weekFrom(['mon-7'], parts)),
        ),
        (slots) => {
          const { parts, hours } = partsIn(slots);
          expect(weekFrom(hours, parts)).toEqual(slots);
          expect(weekFrom([], parts).filter((slot) => hours.includes(slot))).toEqual([]);
        },
      ),
    );
  });

  test('holds each hour once, in order, and only hours that are', () => {
    const week = weekFrom(['sun-23', 'mon-0', 'mon-0'], ['sat-morning', 'mon-evening', 'sat-midday']);
    expect(week[0]).toBe('mon-0');
    expect(week.at(-1)).toBe('sun-23');
    expect(new Set(week).size).toBe(week.length);
    expect(week.every(isSlot)).toBe(true);
    expect(['mon-24', 'mon-06', 'constructor', '__proto__', 'mon-', ''].some(isSlot)).toBe(false);
  });
});

function aProfile(overrides: Partial<Profile> = {}): Profile {
  const at = new Date('2026-11-23T09:00:00Z');
  return {
    ...{ personId: 'p', courseId: 'c', completedAt: at, changedAt: at, shares: [], roleWish: 'both' },
    ...{ goals: 'g', stage: 'Module 1', helpWith: 'h', constraints: 'secret', channel: 'chat', timeZone: 'UTC' },
    ...{ strong: ['R'], wanted: ['Exams'], languages: ['en'], availability: ['mon-18'], maxMentees: 2 },
    ...{ confidence: { R: 4 }, style: { a: 5 }, format: 'group' },
    ...overrides,
  };
}

test('a partner gets channel, time zone and what is shared, whatever was said', () => {
  fc.assert(
    fc.property(fc.subarray([...shareables]), (shares) => {
      expect(Object.keys(sharedProfile(aProfile({ shares }))).sort()).toEqual(
        ['channel', 'timeZone', ...shares].sort(),
      );
    }),
  );
});

test('what is not asked is not used; everything asked is untouched', () => {
  const profile = aProfile();
  expect(usedBy(questions)(profile)).toEqual(profile);
  const { personId, courseId, completedAt, changedAt } = profile;
  expect(usedBy({ ...questions, asked: [] })(profile)).toEqual({
    ...{ personId, courseId, completedAt, changedAt, shares: [], roleWish: 'both' },
    ...{ strong: [], wanted: [], languages: [], availability: [], confidence: {}, style: {} },
  });
});

test('what is withheld and no longer asked is not used', () => {
  const profile = aProfile({ strong: [], withheld: ['strong', 'channel'] });
  expect(usedBy({ ...questions, asked: ['strong'] })(profile).withheld).toEqual(['strong']);
  expect(usedBy({ ...questions, asked: [] })(profile)).not.toHaveProperty('withheld');
});
