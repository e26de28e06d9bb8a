import type { Channel } from '../intake/profile.js';

/** Mentors with mentees, or peers who help each other. */
export const forms = ['mentoring', 'peers'] as const;
export type Form = (typeof forms)[number];

export const criteria = ['topics', 'role', 'channel', 'timeZone', 'languages'] as const;
export type Criterion = (typeof criteria)[number];

/** What one criterion found; `unknown` when somebody did not say, which counts half. Points are thousandths. */
export interface Finding {
  criterion: Criterion;
  found: 'full' | 'part' | 'none' | 'unknown';
  points: number;
  possible: number;
}

/** Why two people must not be paired. */
export type Forbidden = 'languages' | 'never';

/**
 * Two people compared. `first` is the mentor when the form is mentoring. The findings' points sum exactly to `score`,
 * an integer from 0 to 100,000 (100 points).
 */
export interface Comparison {
  score: number;
  findings: readonly Finding[];
  forbidden?: Forbidden;
  /** Topics the first is strong in and the second wants, and the other way round. */
  fromFirst: readonly string[];
  fromSecond: readonly string[];
  wantedByFirst: readonly string[];
  wantedBySecond: readonly string[];
  sharedLanguages: readonly string[];
  channels: { first: Channel | undefined; second: Channel | undefined };
  /** Difference of their clocks, 0 to 720; undefined when somebody did not say. */
  minutesApart: number | undefined;
}
