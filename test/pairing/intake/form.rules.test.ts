import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SavedProfile } from '../../../src/pairing/intake/draft-profile.js';
import { isSlot } from '../../../src/pairing/intake/availability.rules.js';
import { intakeForm } from '../../../src/pairing/intake/intake.forms.js';
import { postedFrom } from '../../../src/pairing/intake/posted.rules.js';
import { allFields, type Profile, type Questions, type Withholdable } from '../../../src/pairing/intake/profile.js';
import { questionsFrom } from '../../../src/pairing/intake/questions.rules.js';
import { seenText } from '../../../src/shared/seen.js';
import { parseForm, type Posted } from '../../../src/web/forms.js';

const templates = { topics: ['R', 'Exams'], stages: ['Module 1'], style: ['I plan ahead.'] };
const questions: Questions = questionsFrom({}, templates);

const saved: SavedProfile = {
  ...{ personId: 'p', courseId: 'c', shares: [], asked: [...allFields], changedAt: new Date(0) },
  answers: { roleWish: 'mentor', stage: 'Module 1', strong: ['R'], wanted: [] },
};

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

describe('a form', () => {
  const known = { knownTimeZone: 'Europe/Vienna', questions };

  test('shows what was not said as left empty, and guesses only the time zone', () => {
    expect(postedFrom({ ...known, saved: undefined })).toMatchObject({
      ...{ channel: '', timeZone: 'Europe/Vienna', goals: '', 'topic-0': 'neither R', part: [] },
    });
    expect(postedFrom({ ...known, saved: undefined })).not.toHaveProperty('roleWish');
  });

  test('shows the role of who was not asked for one as not chosen', () => {
    const sent = { ...saved, asked: [], completedAt: new Date(1), answers: { roleWish: 'either' as const } };
    expect(postedFrom({ ...known, saved: sent })).not.toHaveProperty('roleWish');
  });

  const hidden = { strong: [], channel: undefined, availability: [], style: {} };
  const withheld = Object.keys(hidden) as Withholdable[];
  test.each([{}, { ...hidden, withheld }, { strong: ['R', 'Exams'], wanted: ['R'] }])(
    'as it is shown for stored answers can be sent again and says the same',
    (more) => {
      const { personId, courseId, completedAt, changedAt, ...answers } = aProfile(more as Partial<Profile>);
      const { shares, ...said } = answers;
      const stored = { personId, courseId, shares, completedAt, changedAt, asked: allFields, answers: said };
      const posted = { ...postedFrom({ ...known, saved: stored }), shown: allFields.join(' '), shares: ['goals'] };
      const parsed = parseForm(intakeForm, posted);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems.byField));
      expect(JSON.parse(JSON.stringify(parsed.answers.answers))).toEqual(JSON.parse(JSON.stringify(said)));
      expect(parsed.answers).toMatchObject({ shares: ['goals'], shown: allFields, isForLater: false });
    },
  );

  const names = [
    ...['roleWish', 'goals', 'stage', 'maxMentees', 'topic-0', 'topic-29', 'topic-30', 'topics', 'confidence'],
    ...['availability', 'part', 'style', 'channel', 'timeZone', 'city', 'languages', 'otherLanguages', 'shares'],
    ...['constraints', 'withheld', 'save', 'shown', '__proto__', 'constructor'],
  ];
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 700 }),
    fc.constantFrom('mentor', 'strong', '3 R', '4 __proto__', 'need R', 'both __proto__', 'mon-18', 'mon-evening'),
    fc.constantFrom('UTC', 'later', 'strong wanted', '\ud800', '\u0000', ''),
  );
  const anyPosted: fc.Arbitrary<Posted> = fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof(anyText, fc.array(anyText, { maxLength: 5 })),
    { maxKeys: 6 },
  );

  test('takes anything without failing, and lets only clean answers through', () => {
    fc.assert(
      fc.property(anyPosted, fc.boolean(), (posted, isWhole) => {
        const parsed = parseForm(intakeForm, isWhole ? { shown: 'strong wanted', ...posted } : posted);
        if (!parsed.ok) return Object.keys(parsed.problems.byField).length > 0;
        const { answers } = parsed.answers;
        const texts = [answers.goals, answers.helpWith, answers.constraints].filter((text) => text !== undefined);
        const isHidden = (field: Withholdable) =>
          field === 'languages' || Object.keys(answers[field] ?? {}).length === 0;
        return (
          Object.keys(answers).every((field) => ['withheld', ...allFields].includes(field)) &&
          (answers.withheld ?? []).every(isHidden) &&
          texts.every((text) => text.length <= 600 && text === seenText(text)) &&
          (answers.availability ?? []).every(isSlot)
        );
      }),
    );
  });
});
