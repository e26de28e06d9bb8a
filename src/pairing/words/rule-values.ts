import type { HardRules } from './setup.js';

export const groupsRuled = ['same', 'different'] as const;

/** What a rule asks for where it holds, and would ask for where it does not. */
export interface RuleValues {
  minimumSharedHours: number;
  maximumHoursApart: number;
  groups: (typeof groupsRuled)[number];
  lowestScore: number;
}

/** Of rules that do not hold, what a course would begin with. */
export function ruleValuesOf(rules: HardRules): RuleValues {
  const { minimumSharedHours = 2, maximumHoursApart = 3, lowestScore = 30, groups } = rules;
  return { minimumSharedHours, maximumHoursApart, lowestScore, groups: groups === 'any' ? 'same' : groups };
}
