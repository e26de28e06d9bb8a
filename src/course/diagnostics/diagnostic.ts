/** What Tandem tests of its connection with a platform, course by course. */

/** Found out at every launch. */
export const launchChecks = ['launch', 'clock', 'names', 'groups', 'deepLinking', 'thirdParty'] as const;
/** Asked of the platform: by the job that reads rosters, or when a person asks. */
export const serviceChecks = ['keys', 'roster', 'scores', 'lineItems'] as const;
/** `cookies` is about the browser that looks at the page and is never stored. */
export const checks = [...launchChecks, 'cookies', ...serviceChecks] as const;

export type LaunchCheck = (typeof launchChecks)[number];
export type ServiceCheck = (typeof serviceChecks)[number];
export type Check = (typeof checks)[number];

/** Why a test fails; each names a setting in `diagnostics.reason.<code>`. */
export type Reason =
  | 'claims_missing'
  | 'clock_ahead'
  | 'clock_behind'
  | 'names_withheld'
  | 'groups_not_asked'
  | 'cookies_lost'
  | 'keys_refused'
  | 'client_unknown'
  | 'clocks_apart'
  | 'roster_off'
  | 'roster_empty'
  | 'grades_off'
  | 'column_missing'
  | 'course_gone'
  | 'address_refused'
  | 'not_answering'
  | 'moodle_error'
  | 'refused'
  | 'unreadable';

/** Who, by the platform's id, and when last. */
export interface Concerned {
  who: string;
  at: Date;
}

/** `some`: it is as it should be, and these people have trouble of their own. */
export type Outcome =
  | { state: 'works' }
  | { state: 'untried' }
  | { state: 'some'; people: readonly Concerned[] }
  | { state: 'fails'; reason: Reason; detail?: string | undefined };

export type Finding = Outcome & {
  /** When it was last found out. */
  at: Date;
  /** Since when it is as it is. */
  since: Date;
};

export type Findings = Partial<Record<Check, Finding>>;
