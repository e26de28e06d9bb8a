import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DraftAnswers } from '../../../src/pairing/intake/draft-profile.js';
import { isSlot, quickPicks, spansOf, weekFrom } from '../../../src/pairing/intake/availability.rules.js';
import { stepForms } from '../../../src/pairing/intake/intake.forms.js';
import { timeZonesOffered } from '../../../src/shared/local-time.js';
import { sharedProfile, staleAnswer, usedBy } from '../../../src/pairing/intake/intake.rules.js';
import { answersAfter } from '../../../src/pairing/intake/answers.rules.js';
import type { StepAnswers } from '../../../src/pairing/intake/intake.service.js';
import { linesFromText, stagesProblem, topicsProblem } from '../../../src/pairing/intake/lists.rules.js';
import { postedFrom } from '../../../src/pairing/intake/posted.rules.js';
import {
  optionalFields,
  shareables,
  type Profile,
  type Questions,
  type Withholdable,
} from '../../../src/pairing/intake/profile.js';
import { questionsFrom, styleQuestion } from '../../../src/pairing/intake/questions.rules.js';
import { mayOpen, nextStep, steps, stepsOf } from '../../../src/pairing/intake/steps.rules.js';
import { seenText } from '../../../src/shared/seen.js';
import { parseForm, type Posted } from '../../../src/web/forms.js';

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
    expect(staleAnswer({ strong: ['R'], stage: 'Module 1', languages: ['en'] }, offered)).toBeUndefined();
  });
});

test('a reworded statement is another question, the same words are the same one', () => {
  expect(styleQuestion('I plan ahead.')).toEqual(styleQuestion('I plan ahead.'));
  expect(styleQuestion('I plan ahead!').id).not.toBe(styleQuestion('I plan ahead.').id);
});

describe('the pages', () => {
  test('are opened in order, and what was sent may be opened again', () => {
    expect(nextStep([], questions)).toBe('wish');
    expect(nextStep(['wish', 'topics'], questions)).toBe('meeting');
    expect(nextStep([...steps], questions)).toBeUndefined();
    expect(mayOpen('topics', [], questions)).toBe(false);
    expect(mayOpen('wish', ['wish', 'topics'], questions)).toBe(true);
  });

  test('without a question are left out', () => {
    expect(stepsOf({ ...questions, asked: [] })).toEqual(['wish']);
    expect(stepsOf({ ...questions, asked: ['style'], style: [] })).toEqual(['wish']);
    expect(stepsOf({ ...questions, asked: ['goals'] })).toEqual(['wish', 'style']);
  });
});

const anyWeek = fc.subarray(weekFrom([], [...quickPicks]));

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

  test('holds each hour once, in order, and only hours that are', () => {
    const week = weekFrom(['sun-23', 'mon-0', 'mon-0'], ['weekends', 'evenings']);
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

test('a zone already known stays choosable, and every zone is offered once', () => {
  const zones = timeZonesOffered('Asia/Kolkata', undefined, 'UTC');
  expect(zones).toContain('Asia/Kolkata');
  expect(new Set(zones).size).toBe(zones.length);
});

describe('a form', () => {
  test('shows what was not said as left empty, and guesses only the time zone', () => {
    const fresh = { saved: undefined, knownTimeZone: 'Europe/Vienna' };
    expect(postedFrom(fresh, 'meeting')).toMatchObject({ channel: '', timeZone: 'Europe/Vienna' });
    expect(postedFrom(fresh, 'wish')).toEqual({ goals: '', stage: '', maxMentees: '' });
  });

  const hidden = { strong: [], channel: undefined, availability: [], style: {} };
  const withheld = Object.keys(hidden) as Withholdable[];
  test.each([{}, { ...hidden, withheld }])(
    'as it is shown for stored answers can be sent again and says the same',
    (more) => {
      const { personId, courseId, shares, completedAt, changedAt, ...answers } = aProfile({
        shares: ['goals'],
        ...more,
      });
      const saved = { personId, courseId, shares, completedAt, changedAt, steps: [], answers };
      const said = steps.map((step): Partial<StepAnswers> => {
        const parsed = parseForm(stepForms[step], postedFrom({ saved, knownTimeZone: undefined }, step));
        return parsed.ok ? parsed.answers : {};
      });
      const all = said.reduce<DraftAnswers>((before, { answers: after = {} }) => answersAfter(before, after), {});
      expect(all).toEqual(answers);
      expect(said.at(-1)).toMatchObject({ shares: ['goals'] });
    },
  );

  const names = ['roleWish', 'goals', 'stage', 'maxMentees', 'strong', 'confidence', 'availability', 'quick', 'style'];
  const moreNames = [
    ...names,
    'channel',
    'timeZone',
    'languages',
    'shares',
    'constraints',
    'withheld',
    '__proto__',
    'constructor',
  ];
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 700 }),
    fc.constantFrom('mentor', 'unsaid', 'strong', '3 R', '4 __proto__', 'mon-18', 'UTC', '\ud800', '\u0000', ''),
  );
  const anyPosted: fc.Arbitrary<Posted> = fc.dictionary(
    fc.constantFrom(...moreNames),
    fc.oneof(anyText, fc.array(anyText, { maxLength: 5 })),
    { maxKeys: 6 },
  );

  test.each(steps)('takes anything without failing, and lets only clean answers through: %s', (step) => {
    fc.assert(
      fc.property(anyPosted, (posted) => {
        const parsed = parseForm(stepForms[step], posted);
        if (!parsed.ok) return Object.keys(parsed.problems.byField).length > 0;
        const { answers } = parsed.answers;
        const known = ['roleWish', 'withheld', ...optionalFields];
        const texts = [answers.goals, answers.helpWith, answers.constraints].filter((text) => text !== undefined);
        return (
          Object.keys(answers).every((field) => known.includes(field)) &&
          (answers.withheld ?? []).every((field) => Object.keys(answers[field] ?? {}).length === 0) &&
          texts.every((text) => text.length <= 600 && text === seenText(text)) &&
          (answers.availability ?? []).every(isSlot)
        );
      }),
    );
  });
});
