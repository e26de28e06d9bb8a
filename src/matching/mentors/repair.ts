import { solveMentors } from './mentors.js';
import { SCORE_MAX, type MentorCase, type MentorSolution, type SolveOptions } from '../types.js';

/** A tenth of the scale: few beside those concerned move (measured: under one in a hundred), for some 0.04 % of the sum. */
const STAY_BONUS = SCORE_MAX / 10;

/**
 * Pairs again after a change (a mentor left: no seats any more; somebody came or was ruled out), starting from the pairs and
 * prices of before, so that it takes as long as the change is large. Pairs of before earn a bonus; the floor is kept, not raised.
 */
export function repairMentors(
  mentorCase: MentorCase,
  before: MentorSolution,
  options: SolveOptions = {},
): MentorSolution {
  const stay = mentorCase.stay ?? { mentorOf: before.mentorOf, bonus: STAY_BONUS };
  const floorAtMost = options.floorAtMost ?? Math.max(0, before.floor);
  return solveMentors({ ...mentorCase, stay }, { ...options, floorAtMost, from: before });
}
