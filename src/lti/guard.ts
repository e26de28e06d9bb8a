/**
 * Stands before ltijs: lets in the four addresses of LTI, reads their fields, and refuses whatever is not a login or a
 * launch of a platform we know. ltijs then checks the signature; faults of its own that this closes are listed in test/lti.
 */
import type { KeyObject } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Clock } from '../shared/clock.js';
import { cookiesOf, sentFields, type Fields } from './form.js';
import { cameFromSameBrowser, stateShape, type Handshakes } from './handshake.js';
import type { Keyring } from './keyring.js';
import type { LaunchClaims } from './launch.claims.js';
import { checkTimes, clientOf, isOurTarget, readClaims, readToken, type UnverifiedToken } from './launch.rules.js';
import { LaunchRefused } from './launch-failures.js';
import type { ToolAddresses } from './options.js';
import type { GatewayPlugin } from './plugin.js';
import type { PlatformRegistry, RegisteredPlatform } from './platforms.js';

/** What the guard learned of a request that it let through. */
export type Admitted =
  | { kind: 'login'; platform: RegisteredPlatform }
  | AdmittedLaunch
  | { kind: 'register'; fields: Fields }
  | { kind: 'keys' };

export interface AdmittedLaunch {
  kind: 'launch';
  platform: RegisteredPlatform;
  claims: LaunchClaims;
  boundToBrowser: boolean;
  /** Its signature is not checked yet: that is left to ltijs. */
  token: string;
  /** The platform's, which the token names. */
  key: KeyObject;
}

export interface Guard {
  /** In front of ltijs. */
  admit: RequestHandler;
  /** Of a request that was let through; undefined for any other. */
  admitted(req: object): Admitted | undefined;
  /** Which platform a request says it is from, also one that was refused. */
  platformOf(req: object): string | undefined;
}

interface GuardNeeds {
  registry: PlatformRegistry;
  handshakes: Handshakes;
  keyring: Keyring;
  plugin: GatewayPlugin;
  addresses: ToolAddresses;
  clock: Clock;
}

const line = (length: number) =>
  z
    .string()
    .max(length)
    // Control characters: they have no business in a login and split headers.
    .regex(/^[^\p{Cc}]*$/u);

const loginFields = z.object({
  iss: line(2048).min(1),
  login_hint: line(1024).min(1),
  target_link_uri: line(2048).min(1),
  client_id: line(255).optional(),
  lti_message_hint: line(4096).optional(),
  lti_deployment_id: line(255).optional(),
});

type LoginFields = z.infer<typeof loginFields>;

const methods: Readonly<Record<string, readonly string[]>> = {
  '/login': ['GET', 'POST'],
  '/launch': ['POST', 'GET'],
  '/keys': ['GET', 'HEAD'],
  '/register': ['GET'],
};

export function createGuard(needs: GuardNeeds): Guard {
  const admitted = new WeakMap<object, Admitted>();
  const platforms = new WeakMap<object, string>();

  async function admit(req: Request, res: Response, next: NextFunction): Promise<void> {
    const allowed = Object.hasOwn(methods, req.path) ? methods[req.path] : undefined;
    if (!allowed) {
      next('router');
      return;
    }
    if (!allowed.includes(req.method)) {
      res.setHeader('Allow', allowed.join(', '));
      throw new LaunchRefused('method_not_allowed');
    }
    const fields = await sentFields(req);
    // The token would stay in histories and logs; we ask for `form_post` (OIDC form post response mode 1.0).
    if (req.path === '/launch' && req.method === 'GET' && fields.id_token !== undefined) {
      res.setHeader('Allow', 'POST');
      throw new LaunchRefused('method_not_allowed');
    }
    const steps = { met, pass };
    if (req.path === '/login') return admitLogin(needs, fields, steps);
    if (req.path === '/launch') return admitLaunch(needs, { fields, cookie: req.headers.cookie }, steps);
    pass(req.path === '/register' ? { kind: 'register', fields } : { kind: 'keys' }, {});

    function met(platform: RegisteredPlatform): void {
      platforms.set(req, platform.platformId);
      if (!platform.active) throw new LaunchRefused('platform_inactive', { found: platform.name });
    }

    function pass(what: Admitted, body: Fields, signedCookies: Fields = {}): void {
      admitted.set(req, what);
      plainRequest(req, body, signedCookies);
      if (what.kind === 'launch') needs.plugin.whileInHand(what, next);
      else next();
    }
  }

  return { admit, admitted: (req) => admitted.get(req), platformOf: (req) => platforms.get(req) };
}

interface Steps {
  /** The platform is known; throws when it is not approved. */
  met(platform: RegisteredPlatform): void;
  pass(what: Admitted, body: Fields, signedCookies?: Fields): void;
}

/** ltijs' own parsers find their work done, and no header left that its other roads (ltik, bearer) begin with. */
function plainRequest(req: Request, body: Fields, signedCookies: Fields): void {
  delete req.headers.authorization;
  Object.defineProperty(req, 'query', { value: {}, writable: true, configurable: true });
  Object.assign(req, { body, _body: true, cookies: {}, signedCookies });
}

async function admitLogin(needs: GuardNeeds, fields: Fields, { met, pass }: Steps): Promise<void> {
  for (const name of ['iss', 'login_hint', 'target_link_uri']) {
    if (!fields[name]) throw new LaunchRefused('login_incomplete', { missing: name });
  }
  const parsed = loginFields.safeParse(fields);
  if (!parsed.success) {
    throw new LaunchRefused('field_invalid', { field: String(parsed.error.issues[0]?.path[0] ?? '') });
  }
  const login = parsed.data;
  const platform = await platformOfLogin(needs.registry, login);
  met(platform);
  const deployment = login.lti_deployment_id;
  if (deployment !== undefined && !platform.deploymentIds.includes(deployment)) {
    throw new LaunchRefused('deployment_unknown', { found: deployment });
  }
  if (!isOurTarget(login.target_link_uri, needs.addresses.launch)) {
    throw new LaunchRefused('target_not_ours', { found: login.target_link_uri, needed: needs.addresses.launch });
  }
  // The address to come back to is registered exactly (Moodle compares it whole), so it is ours and never the sender's.
  const body = { ...login, client_id: platform.clientId, target_link_uri: needs.addresses.launch };
  pass({ kind: 'login', platform }, definedOnly(body));
}

async function platformOfLogin(registry: PlatformRegistry, login: LoginFields): Promise<RegisteredPlatform> {
  if (login.client_id !== undefined && login.client_id !== '') {
    const platform = await registry.find(login.iss, login.client_id);
    if (!platform) throw new LaunchRefused('platform_unknown', { found: `${login.iss} (${login.client_id})` });
    return platform;
  }
  const [only, ...others] = await registry.ofIssuer(login.iss);
  if (!only) throw new LaunchRefused('platform_unknown', { found: login.iss });
  if (others.length > 0) throw new LaunchRefused('client_id_missing');
  return only;
}

function definedOnly(fields: Readonly<Record<string, string | undefined>>): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

async function admitLaunch(
  needs: GuardNeeds,
  sent: { fields: Fields; cookie: string | undefined },
  { met, pass }: Steps,
): Promise<void> {
  const { id_token: token, state, error } = sent.fields;
  if (error !== undefined) throw new LaunchRefused('platform_refused_login', { found: error.slice(0, 200) });
  if (!token || !state) throw new LaunchRefused('launch_incomplete');
  if (!stateShape.test(state)) throw new LaunchRefused('state_unknown');
  const unverified = readToken(token);
  const platform = await platformOfToken(needs.registry, unverified);
  met(platform);
  const claims = readClaims(unverified.payload, platform, needs.addresses.launch);
  // Taken before anything slow or costly: only somebody with a fresh state of ours gets further, and only once.
  const handshake = await needs.handshakes.take(state);
  if (handshake.platformId !== platform.platformId) throw new LaunchRefused('other_platform');
  if (handshake.nonce !== unverified.identity.nonce) throw new LaunchRefused('nonce_mismatch');
  const seconds = needs.clock().getTime() / 1000;
  checkTimes(unverified.identity, seconds, handshake.createdAt.getTime() / 1000);
  const boundToBrowser = cameFromSameBrowser(handshake, cookiesOf(sent.cookie));
  const key = await needs.keyring.key(platform, unverified.kid);
  if (typeof key === 'string') throw new LaunchRefused(key);
  const admitted: Admitted = { kind: 'launch', platform, claims, boundToBrowser, token, key };
  pass(admitted, { id_token: token, state }, { [`state${state}`]: platform.issuer });
}

async function platformOfToken(registry: PlatformRegistry, token: UnverifiedToken): Promise<RegisteredPlatform> {
  const clientId = clientOf(token.identity);
  const platform = await registry.find(token.identity.iss, clientId);
  if (platform) return platform;
  const isOneOfMany = [token.identity.aud].flat().length > 1;
  const found = `${token.identity.iss} (${clientId})`;
  throw new LaunchRefused(isOneOfMany ? 'authorised_party_mismatch' : 'platform_unknown', { found });
}
