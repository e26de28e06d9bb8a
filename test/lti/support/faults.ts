/**
 * Faults of ltijs 5.9.9, each as something that a stranger, a forged token or a slow platform does. A case says whether the
 * target stood it; the test runs every case against bare ltijs, which must not, and against the gateway, which must.
 */
import type { JWTPayload } from 'jose';
import { logIn, visit, type LoggedIn, type ToolAnswer } from './browser.js';
import { deadline } from './service-faults.js';
import { clientId, json, type TinyPlatform } from './tiny-platform.js';

export interface Target {
  platform: TinyPlatform;
  /** Another site, where nobody registered anything. */
  stranger: TinyPlatform;
  url: string;
  login: string;
  launch: string;
  register: string;
  isAlive(): Promise<boolean>;
  members(url: string): Promise<unknown>;
  submitScore(url: string, timestamp: string): Promise<unknown>;
  /** What the browser is given to send somebody back to this address. */
  wayBackTo(url: string): Promise<string>;
  /** Whether an encrypted key is believed though somebody changed it. */
  believesTamperedKey(): Promise<boolean>;
  /** Whether a registration finds its key without stopping everything else. */
  makesKeysAside(): Promise<boolean>;
  /** Client id of a registration that nobody approved: with bare ltijs, any. */
  unapprovedClient(): Promise<string>;
  /** A registration link, as an administrator would paste it. */
  registrationLink(): Promise<string>;
  /** What the store's expiry does after a while. */
  forgetShortLived(): Promise<void>;
  interruptHandlers(): Promise<number>;
}

export interface Fault {
  name: string;
  /** True when the target did no harm. */
  stands(target: Target): Promise<boolean>;
}

const claim = 'https://purl.imsglobal.org/spec/lti/claim/';
const nowInSeconds = () => Math.floor(Date.now() / 1000);

type Change = (claims: JWTPayload) => JWTPayload;
const unchanged: Change = (claims) => claims;

async function begin(target: Target, id = clientId, more: Record<string, string> = {}): Promise<LoggedIn> {
  return logIn(target, target.platform.url, id, more);
}

async function finish(
  target: Target,
  login: LoggedIn,
  change: Change = unchanged,
  header: Record<string, unknown> = {},
): Promise<ToolAnswer> {
  const token = await target.platform.sign(change(target.platform.claims(target.url, login.nonce)), header);
  return post(target, token, login);
}

function post(target: Target, token: string, login: Pick<LoggedIn, 'state' | 'cookie'>): Promise<ToolAnswer> {
  return visit(target.launch, { fields: { id_token: token, state: login.state }, headers: { cookie: login.cookie } });
}

const without = (claims: JWTPayload, ...names: string[]): JWTPayload =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));

const entered = (answer: ToolAnswer) => answer.status >= 300 && answer.status < 400;
const refused = (answer: ToolAnswer) => answer.status >= 400 && answer.status < 500;

/** A launch that must be refused because of one change to its claims. */
function forged(name: string, change: Change, header: Record<string, unknown> = {}): Fault {
  return { name, stands: async (target) => refused(await finish(target, await begin(target), change, header)) };
}

/** A request after which the process must be alive and must have answered with 4xx. */
function survived(name: string, send: (target: Target) => Promise<ToolAnswer>): Fault {
  return {
    name,
    stands: async (target) => {
      const answer = await send(target).catch(() => undefined);
      return (await target.isAlive()) && answer !== undefined && refused(answer);
    },
  };
}

/** These end a bare process, so each gets one of its own. */
export const crashes: readonly Fault[] = [
  survived('one request with a space in its state', ({ launch }) => visit(launch, { body: 'state=a%20b' })),
  survived('a state given twice', ({ launch }) => visit(launch, { body: 'state=a&state=b' })),
  survived('an operator where JSON says state', ({ launch }) =>
    visit(launch, { body: '{"state":{"$ne":""}}', headers: { 'content-type': 'application/json' } }),
  ),
];

export const faults: readonly Fault[] = [
  forged('a token without iat and exp', (claims) => without(claims, 'iat', 'exp')),
  forged('a token from the future', (claims) => ({
    ...claims,
    iat: nowInSeconds() + 3600,
    exp: nowInSeconds() + 7200,
  })),
  forged('a nonce that no login made', (claims) => ({ ...claims, nonce: `invented-${Math.random()}` })),
  forged('a token without a nonce', (claims) => without(claims, 'nonce')),
  forged('a deployment that is not registered', (claims) => ({ ...claims, [`${claim}deployment_id`]: '99' })),
  forged('a target of another site', (claims) => ({ ...claims, [`${claim}target_link_uri`]: 'https://evil.example/' })),
  forged('a token made for another party', (claims) => ({ ...claims, azp: 'somebody-else' })),
  forged('a critical header nobody understands', unchanged, { crit: ['b64'], b64: true }),
  {
    name: 'five parallel replays of one launch',
    stands: async (target) => {
      await finish(target, await begin(target));
      const login = await begin(target);
      const token = await target.platform.sign(target.platform.claims(target.url, login.nonce));
      const release = target.platform.holdKeys(5);
      const answers = await Promise.all(Array.from({ length: 5 }, () => post(target, token, login)));
      release();
      return answers.filter(entered).length === 1;
    },
  },
  {
    name: 'a second launch on a used state',
    stands: async (target) => {
      const login = await begin(target);
      await finish(target, login);
      return refused(await finish(target, { ...login, nonce: `second-${Math.random()}` }));
    },
  },
  {
    name: 'a replay after the store forgot the nonce',
    stands: async (target) => {
      const login = await begin(target);
      const token = await target.platform.sign(target.platform.claims(target.url, login.nonce));
      await post(target, token, login);
      await target.forgetShortLived();
      return refused(await post(target, token, login));
    },
  },
  {
    name: 'a launch of somebody whose browser keeps no cookie',
    stands: async (target) => entered(await finish(target, { ...(await begin(target)), cookie: '' })),
  },
  {
    name: 'an operator in place of the issuer',
    stands: async (target) => {
      const body = JSON.stringify({
        iss: { $ne: '' },
        client_id: { $ne: '' },
        login_hint: '1',
        target_link_uri: target.launch,
      });
      return refused(await visit(target.login, { body, headers: { 'content-type': 'application/json' } }));
    },
  },
  {
    name: 'a redirect address of the sender’s choice',
    stands: async (target) => {
      const { answer } = await begin(target, clientId, { target_link_uri: 'https://evil.example/steal' });
      return !(answer.location ?? '').includes('evil.example');
    },
  },
  {
    name: 'a cookie that a browser with blocked third-party cookies throws away',
    stands: async (target) => (await begin(target)).answer.cookies.every((cookie) => cookie.includes('Partitioned')),
  },
  {
    name: 'another site reading answers with the person’s cookies',
    stands: async (target) => {
      const answer = await visit(target.launch, { method: 'OPTIONS', headers: { origin: 'https://evil.example' } });
      return answer.headers.get('access-control-allow-origin') === null;
    },
  },
  {
    name: 'a platform that nobody approved',
    stands: async (target) => {
      const { answer } = await begin(target, await target.unapprovedClient());
      return refused(answer);
    },
  },
  {
    name: 'a stranger making us fetch an address',
    stands: async (target) => {
      target.stranger.forget();
      await visit(`${target.register}?openid_configuration=${target.stranger.url}/inside`, { method: 'GET' });
      return target.stranger.received('/inside').length === 0;
    },
  },
  {
    name: 'a site registering the issuer of another',
    stands: async (target) => {
      const { stranger, platform } = target;
      stranger.forget();
      stranger.route(
        '/configuration',
        json({
          issuer: platform.url,
          authorization_endpoint: `${stranger.url}/auth`,
          token_endpoint: `${stranger.url}/token`,
          jwks_uri: `${stranger.url}/keys`,
          registration_endpoint: `${stranger.url}/registration`,
        }),
      );
      stranger.route('/registration', json({ client_id: 'of-the-stranger' }));
      const link = new URL(await target.registrationLink());
      link.searchParams.set('openid_configuration', `${stranger.url}/configuration`);
      return refused(await visit(link.href, { method: 'GET' }));
    },
  },
  {
    name: 'keys fetched at every launch',
    stands: async (target) => {
      await finish(target, await begin(target));
      target.platform.forget();
      await finish(target, await begin(target));
      return target.platform.received('/keys').length === 0;
    },
  },
  {
    name: 'an encrypted key that was changed in the store',
    stands: async (target) => !(await target.believesTamperedKey()),
  },
  {
    name: 'a registration that stops everything else',
    stands: (target) => target.makesKeysAside(),
  },
  {
    name: 'an interrupt handler that ends the process at once',
    stands: async (target) => (await target.interruptHandlers()) === 0,
  },
  {
    name: 'a return address with a script in it',
    stands: async (target) => {
      const way = await target.wayBackTo(`${target.platform.url}/back?x="><script>alert(1)</script>`);
      return way !== '' && !way.includes('"><script>alert(1)');
    },
  },
  {
    name: 'a platform whose keys never come',
    stands: async (target) => {
      const { stranger } = target;
      target.platform.route('/keys', () => undefined);
      const login = await begin(target);
      const token = await stranger.sign(target.platform.claims(target.url, login.nonce), { kid: 'unheard-of' });
      const answered = await deadline(post(target, token, login), 8000);
      target.platform.restoreKeys();
      return answered;
    },
  },
];
