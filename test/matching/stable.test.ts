import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blockingPairs, placeByChoices } from '../../src/matching/index.js';

const ranking = (length: number) => fc.shuffledSubarray(Array.from({ length }, (_, place) => place));

const anyChoices = fc.record({
  capacities: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
  menteeChoices: fc.array(ranking(4), { minLength: 9, maxLength: 9 }),
  mentorChoices: fc.array(ranking(9), { minLength: 4, maxLength: 4 }),
});

test('no two people would rather have each other, nobody gets whom they did not list, no seat is taken twice', () => {
  fc.assert(
    fc.property(anyChoices, (choices) => {
      const mentorOf = placeByChoices(choices);
      expect(blockingPairs(choices, mentorOf)).toEqual([]);
      mentorOf.forEach((mentor, mentee) => {
        if (mentor < 0) return;
        expect(choices.menteeChoices[mentee]).toContain(mentor);
        expect(choices.mentorChoices[mentor]).toContain(mentee);
      });
      choices.capacities.forEach((seats, mentor) => {
        expect([...mentorOf].filter((own) => own === mentor).length).toBeLessThanOrEqual(seats);
      });
    }),
  );
});

test('mentees get their best stable mentor when everyone likes somebody else', () => {
  const choices = {
    capacities: [1, 1],
    menteeChoices: [
      [0, 1],
      [1, 0],
    ],
    mentorChoices: [
      [1, 0],
      [0, 1],
    ],
  };
  expect([...placeByChoices(choices)]).toEqual([0, 1]);
});

test('a placing that is not stable is found out', () => {
  const choices = {
    capacities: [1, 1],
    menteeChoices: [
      [0, 1],
      [0, 1],
    ],
    mentorChoices: [
      [0, 1],
      [0, 1],
    ],
  };
  expect(blockingPairs(choices, [1, 0])).toEqual([[0, 0]]);
});
