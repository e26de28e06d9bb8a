/**
 * A *handshake* is one login and the launch that may answer it: state and nonce are made at login, kept together, bound to
 * the browser by a cookie, and taken out once (OIDC core 3.1.2.1, IMS security framework 5.1.1).
 */
import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../shared/clock.js';
import { newSecret, secretHash } from '../shared/ids.js';
import { handshakeSeconds, type HandshakeRow, type LtiModels } from './lti.models.js';
import { LaunchRefused } from './launch-failures.js';

export interface Handshakes {
  /** Stores a new handshake; the nonce goes to the platform, the cookie to the browser. */
  begin(state: string, platformId: string): Promise<{ nonce: string; cookie: string }>;
  /** Takes the handshake out for good; of parallel takers one succeeds, the others throw. */
  take(state: string): Promise<HandshakeRow>;
}

/** ltijs makes states of 25 random bytes. */
export const stateShape = /^[0-9a-f]{50}$/;

export function createHandshakes(models: LtiModels, clock: Clock): Handshakes {
  // Every field is ours and of its type: casting it by the model would cost more than the insert.
  const native = models.handshakes.db.collection<HandshakeRow>(models.handshakes.collection.name);
  return {
    async begin(state, platformId) {
      const nonce = newSecret();
      const secret = newSecret();
      const row: HandshakeRow = {
        _id: state,
        nonce,
        platformId,
        browserHash: secretHash(secret),
        used: false,
        createdAt: clock(),
      };
      await native.insertOne(row);
      return { nonce, cookie: handshakeCookie(state, secret, handshakeSeconds) };
    },
    async take(state) {
      const once = { returnDocument: 'before' } as const;
      const row = await native.findOneAndUpdate({ _id: state, used: false }, { $set: { used: true } }, once);
      if (!row) {
        const used = await native.findOne({ _id: state });
        throw new LaunchRefused(used ? 'launch_repeated' : 'state_unknown');
      }
      if (clock().getTime() - row.createdAt.getTime() > handshakeSeconds * 1000) {
        throw new LaunchRefused('launch_expired');
      }
      return row;
    },
  };
}

// Several logins may wait in one browser (tabs, people), so each has its own cookie, named by part of its state.
export function cookieName(state: string): string {
  return `lti_${state.slice(0, 16)}`;
}

export function handshakeCookie(state: string, secret: string, seconds: number): string {
  return `${cookieName(state)}=${secret}; Max-Age=${seconds}; Path=/lti; Secure; HttpOnly; SameSite=None; Partitioned`;
}

/** False when the browser kept no cookie; throws when it brought another browser's. */
export function cameFromSameBrowser(row: HandshakeRow, cookies: ReadonlyMap<string, string>): boolean {
  const secret = cookies.get(cookieName(row._id));
  if (secret === undefined || secret === '') return false;
  const given = Buffer.from(secretHash(secret));
  const expected = Buffer.from(row.browserHash);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new LaunchRefused('other_browser');
  return true;
}
