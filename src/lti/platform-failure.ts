/**
 * Why the platform did not do it. `retryable`: the same call may go through later; the others need a person.
 * - `unreachable`, `timed_out`, `busy` (429/503), `failed` (5xx), `unreadable` (an answer that is not what the standard
 *   says, a page in place of JSON; with 200 too): retryable
 * - `unauthorised` (401 after one fresh token), `scope_missing`: a Moodle setting
 * - `stale` (409: an equal or newer score is there), `not_enrolled` (400), `locked` (Moodle answers 500 for a locked
 *   grade), `gone` (404), `refused` (other 4xx)
 */
export type PlatformFailureCode =
  | 'unreachable'
  | 'timed_out'
  | 'busy'
  | 'failed'
  | 'unauthorised'
  | 'scope_missing'
  | 'stale'
  | 'not_enrolled'
  | 'locked'
  | 'gone'
  | 'refused'
  | 'unreadable';

export interface PlatformFailure {
  code: PlatformFailureCode;
  retryable: boolean;
  /** Seconds, from Retry-After. */
  retryAfter?: number;
  status?: number;
  /** The platform's own words, shortened; may be shown to teachers and operators. */
  detail?: string;
}
