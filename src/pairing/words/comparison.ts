import type { Channel } from '../intake/profile.js';
import { weighed, type Wish } from './setup.js';

/** `wishes`: what the teacher prefers or avoids; it counts where the teacher said so of any two. */
export const criteria = [...weighed, 'wishes'] as const;
export type Criterion = (typeof criteria)[number];

/**
 * What one criterion found; `unknown` when somebody left it empty, which is estimated; `left` when one of the two prefers
 * not to say, which leaves the criterion out between them: the others then share its points. Points are thousandths.
 */
export interface Finding {
  criterion: Criterion;
  wish: Wish;
  found: 'full' | 'part' | 'none' | 'unknown' | 'left';
  points: number;
  possible: number;
}

/**
 * Why two people must not be paired; `barred`: by the course's word on who may be what; `lowest`: they fit less well than the
 * course asks for.
 */
export const forbiddenReasons = [
  'barred',
  'never',
  'met',
  'languages',
  'hours',
  'timeZone',
  'groups',
  'lowest',
] as const;
export type Forbidden = (typeof forbiddenReasons)[number];

/** What two people have in common, in words. `first` is the mentor when the form is mentoring. */
export type Common = Pick<
  Comparison,
  'fromFirst' | 'fromSecond' | 'sharedLanguages' | 'channels' | 'minutesApart' | 'sharedHours'
>;

/**
 * Two people compared. `first` is the mentor when the form is mentoring. The findings' points sum exactly to `score`,
 * an integer from 0 to 100,000 (100 points).
 */
export interface Comparison {
  score: number;
  findings: readonly Finding[];
  /** Every rule that keeps them apart; empty when they may be paired. */
  forbidden: readonly Forbidden[];
  /** Topics the first is strong in and the second wants, and the other way round. */
  fromFirst: readonly string[];
  fromSecond: readonly string[];
  wantedByFirst: readonly string[];
  wantedBySecond: readonly string[];
  sharedLanguages: readonly string[];
  channels: { first: Channel | undefined; second: Channel | undefined };
  /** Difference of their clocks, 0 to 720; undefined when somebody did not say. */
  minutesApart: number | undefined;
  /** Half an hour is 0.5; undefined when somebody did not say when they are free. */
  sharedHours: number | undefined;
  stages: { first: string | undefined; second: string | undefined };
  /** Topics the first feels sure about and the second does not, and the other way round. */
  surerFirst: readonly string[];
  surerSecond: readonly string[];
  /** Of Moodle, by id. */
  sharedGroupIds: readonly string[];
  gatesPassed: { first: number | undefined; second: number | undefined };
}
