/**
 * Calls to a platform's services (LTI Advantage security framework 4): one access token per (platform, scope), shared by
 * all who ask at once, renewed before it runs out and once when the platform refuses it.
 */
import { z } from 'zod';
import { second, type Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import { failure, success, type Result } from '../shared/result.js';
import type { PlatformFailure, ServiceRef } from './gateway.js';
import { shortReason } from './moodle.js';
import type { Answer, Outgoing, OutgoingRequest } from './outgoing.js';
import type { PlatformRegistry, RegisteredPlatform } from './platforms.js';
import type { ToolKeys } from './tool-keys.js';

export interface ServiceCall {
  scope: string;
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  accept?: string;
  contentType?: string;
  body?: unknown;
  /** Bytes of the longest answer. */
  limit?: number;
  /** Sees the answer behind a failure, where a service words its reasons in its own way. */
  onRefusal?: (answer: Answer) => void;
}

export interface ServiceClient {
  /** The platform's answer when it is 2xx, else why not. */
  call(ref: ServiceRef, call: ServiceCall): Promise<Result<Answer, PlatformFailure>>;
  /** Whether the platform grants the scope now: a new token, kept for the next call. */
  authorise(ref: ServiceRef, scope: string): Promise<Result<void, PlatformFailure>>;
}

interface ClientNeeds {
  registry: PlatformRegistry;
  toolKeys: ToolKeys;
  outgoing: Outgoing;
  clock: Clock;
}

interface Token {
  value: string;
  expiresAt: number;
}

type TokenResult = Result<Token, PlatformFailure>;

const tokenAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,8192}$/),
  expires_in: z.coerce.number().default(3600),
});

/** RFC 6749, 5.2; Moodle writes whatever went wrong with the assertion: `invalid_client`, "Expired token". */
const tokenError = z.object({ error: z.string().max(1000) });

// A token that runs out on its way to the platform is a lost call.
const margin = 60 * second;
const assertionSeconds = 60;

export function createServiceClient(needs: ClientNeeds): ServiceClient {
  const tokens = new Map<string, Promise<TokenResult>>();

  /** @param refused the token that the platform did not take, if that is why a new one is needed. */
  async function token(platform: RegisteredPlatform, scope: string, refused?: Token): Promise<TokenResult> {
    const key = tokenKey(platform, scope);
    const pending = tokens.get(key);
    const known = await pending;
    const usable = known?.ok && known.value !== refused && known.value.expiresAt - margin > needs.clock().getTime();
    if (usable) return known;
    // Somebody else who waited for the same answer may have asked again already: join them.
    const latest = tokens.get(key);
    if (latest && latest !== pending) return latest;
    const asking = newToken(needs, platform, scope);
    tokens.set(key, asking);
    const fresh = await asking;
    if (!fresh.ok && tokens.get(key) === asking) tokens.delete(key);
    return fresh;
  }

  async function attempt(
    platform: RegisteredPlatform,
    call: ServiceCall,
    refused?: Token,
  ): Promise<{ token?: Token; answer: Result<Answer, PlatformFailure> }> {
    const granted = await token(platform, call.scope, refused);
    if (!granted.ok) return { answer: granted };
    return { token: granted.value, answer: await needs.outgoing.send(requestOf(call, granted.value)) };
  }

  return {
    async authorise(ref, scope) {
      const platform = await needs.registry.get(ref.platformId);
      if (!platform?.active) return failure(inactive);
      const asking = newToken(needs, platform, scope);
      const fresh = await asking;
      if (!fresh.ok) return fresh;
      tokens.set(tokenKey(platform, scope), asking);
      return success(undefined);
    },

    async call(ref, call) {
      const platform = await needs.registry.get(ref.platformId);
      if (!platform?.active) return failure(inactive);
      const obstacle = obstacleTo(call, ref, platform);
      if (obstacle) return failure(obstacle);
      const first = await attempt(platform, call);
      const refused = first.token && first.answer.ok && first.answer.value.status === 401;
      const { answer } = refused ? await attempt(platform, call, first.token) : first;
      if (!answer.ok) return answer;
      if (isSuccess(answer.value.status)) return answer;
      call.onRefusal?.(answer.value);
      return failure(failureOfStatus(answer.value));
    },
  };
}

const inactive: PlatformFailure = { code: 'refused', retryable: false, detail: 'platform_inactive' };

function tokenKey(platform: RegisteredPlatform, scope: string): string {
  return JSON.stringify([platform.platformId, scope]);
}

function obstacleTo(call: ServiceCall, ref: ServiceRef, platform: RegisteredPlatform): PlatformFailure | undefined {
  if (!ref.scopes.includes(call.scope)) return scopeMissing(call.scope);
  if (!isPlatformsOwn(call.url, platform)) return { code: 'refused', retryable: false, detail: 'address_foreign' };
  return undefined;
}

/** Tokens go to the platform's own site only, whatever a roster's or a line item's link says. */
function isPlatformsOwn(address: string, platform: RegisteredPlatform): boolean {
  return URL.canParse(address) && new URL(address).origin === new URL(platform.accessTokenEndpoint).origin;
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

export function scopeMissing(scope: string): PlatformFailure {
  return { code: 'scope_missing', retryable: false, detail: scope };
}

function requestOf(call: ServiceCall, token: Token): OutgoingRequest {
  return {
    method: call.method,
    url: call.url,
    headers: {
      Authorization: `Bearer ${token.value}`,
      ...(call.accept === undefined ? {} : { Accept: call.accept }),
      ...(call.contentType === undefined ? {} : { 'Content-Type': call.contentType }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    ...(call.limit === undefined ? {} : { limit: call.limit }),
  };
}

async function newToken(needs: ClientNeeds, platform: RegisteredPlatform, scope: string): Promise<TokenResult> {
  const { clientId, accessTokenEndpoint } = platform;
  const claims = { iss: clientId, sub: clientId, aud: accessTokenEndpoint, jti: newId() };
  const answer = await needs.outgoing.send({
    method: 'POST',
    url: accessTokenEndpoint,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await needs.toolKeys.sign(platform.kid, claims, assertionSeconds),
      scope,
    }).toString(),
    limit: 64 * 1024,
  });
  if (!answer.ok) return answer;
  const { status } = answer.value;
  if (!isSuccess(status)) return failure(tokenFailure(answer.value, scope));
  const parsed = tokenAnswer.safeParse(jsonOf(answer.value.body));
  if (!parsed.success) return failure(unreadable('token'));
  const { access_token: value, expires_in: seconds } = parsed.data;
  return success({ value, expiresAt: needs.clock().getTime() + seconds * second });
}

function tokenFailure(answer: Answer, scope: string): PlatformFailure {
  if (answer.status < 400 || answer.status >= 500 || answer.status === 429) return failureOfStatus(answer);
  if (answer.body.includes('invalid_scope')) return { ...scopeMissing(scope), status: answer.status };
  // A page instead of an error: somebody between us and the platform said no, which says nothing of our key.
  if (isPage(answer.body)) return { ...unreadable('token'), status: answer.status };
  const error = tokenError.safeParse(jsonOf(answer.body));
  const detail = error.success && { detail: shortReason(error.data.error) };
  return { ...failureOfStatus(answer), code: 'unauthorised', retryable: false, ...detail };
}

/** HTML, where a service of the standards answers with JSON or with nothing. */
export function isPage(body: string): boolean {
  return /^\s*</.test(body);
}

/** A page of a proxy, of a maintenance, of half an update: what cannot be read now may be read later. */
export function unreadable(what: string): PlatformFailure {
  return { code: 'unreadable', retryable: true, detail: what };
}

/** undefined when it is not JSON. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

const codes: Readonly<Record<number, PlatformFailure['code']>> = {
  401: 'unauthorised',
  404: 'gone',
  409: 'stale',
  429: 'busy',
  503: 'busy',
};

export function failureOfStatus(answer: Answer): PlatformFailure {
  const { status } = answer;
  const code = codes[status] ?? classOf(status);
  const retryAfter = secondsOf(answer.header('retry-after'), answer.header('date'));
  return {
    code,
    retryable: ['busy', 'failed', 'unreadable'].includes(code),
    status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(answer.reason === '' ? {} : { detail: shortReason(answer.reason) }),
  };
}

function classOf(status: number): PlatformFailure['code'] {
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'unreadable';
}

/** Retry-After (RFC 9110, 10.2.3): seconds, or a date to compare with the platform's own clock. At most a day. */
function secondsOf(header: string | undefined, date: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.parse(date ?? '')) / second;
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(Math.ceil(seconds), 86_400) : undefined;
}
