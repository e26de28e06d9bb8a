/** What comes of reading the roster, and what it told. */
import type { PlatformFailure } from '../../lti/gateway.js';

/**
 * A platform's code, or ours: `no_roster` (the launch named no roster service), `empty_roster` (Moodle listed nobody),
 * `busy_here` (another process reads it now, or did a moment ago).
 */
export interface RosterFailure {
  code: PlatformFailure['code'] | 'no_roster' | 'empty_roster' | 'busy_here';
  retryAfter?: number;
}

export interface Refreshed {
  members: number;
  changes: number;
}

/** What a platform says of an account. */
export interface Told {
  externalId: string;
  email?: string;
  locale?: string;
}
