/**
 * ltijs 5.9.9 as its README sets it up, with its own mongoose plugin, in a process of its own: what our gateway is measured
 * against. Arguments: URI of the store, address of the platform to register, or none. Prints its own address when ready.
 */
import { createServer } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import ltijs, { type LtiProvider, type Row } from 'ltijs';
import { makesKeysAside } from './key-making.js';
import { clientId, listening } from './tiny-platform.js';

interface BareProvider extends Omit<LtiProvider, 'onConnect'> {
  onConnect(callback: (token: unknown, req: Request, res: Response) => unknown): true;
  registerPlatform(platform: Row): Promise<unknown>;
  NamesAndRoles: { getMembers(token: Row, options?: Row): Promise<unknown> };
  Grade: { submitScore(token: Row, lineItemId: string, score: Row): Promise<unknown> };
  DeepLinking: { createDeepLinkingForm(token: Row, items: Row[]): Promise<string> };
  Database: {
    Encrypt(text: string, key: string): Promise<{ iv: string; data: string }>;
    Decrypt(data: string, iv: string, key: string): Promise<string>;
    Delete(collection: string, query: Row): Promise<boolean>;
  };
}

const [storeUri = '', issuer = ''] = process.argv.slice(2);
const key = 'a key as long as the documentation asks for';
// Members that only a test needs are left out of the declaration the gateway uses.
const provider = ltijs.Provider as unknown as BareProvider;
const app = express();
const server = createServer(app);
const url = `http://127.0.0.1:${await listening(server)}`;

provider.setup(key, { url: storeUri }, {
  appRoute: '/launch',
  loginRoute: '/login',
  keysetRoute: '/keys',
  dynRegRoute: '/register',
  cookies: { secure: true, sameSite: 'None' },
  dynReg: { url: `${url}/lti`, name: 'Bare', autoActivate: true },
} as unknown as Parameters<LtiProvider['setup']>[2]);
provider.onConnect((_token, _req, res) => res.redirect(303, '/entered'));
await provider.deploy({ serverless: true, silent: true });

const platform = (id: string) => ({
  url: issuer,
  name: 'Tiny',
  clientId: id,
  authenticationEndpoint: `${issuer}/auth`,
  accesstokenEndpoint: `${issuer}/token`,
  authConfig: { method: 'JWK_SET', key: `${issuer}/keys` },
});
if (issuer !== '') await provider.registerPlatform(platform(clientId));

const token = (context: Row) => ({ iss: issuer, clientId, deploymentId: '1', user: '7', platformContext: context });

/** What the gateway offers as functions, the bare process offers to the test as addresses. */
const probes: Readonly<Record<string, (req: Request) => Promise<unknown>>> = {
  members: (req) => {
    const namesRoles = { context_memberships_url: req.query.url };
    return provider.NamesAndRoles.getMembers(token({ namesRoles }), { role: 'Learner', pages: false });
  },
  score: (req) =>
    provider.Grade.submitScore(token({}), req.query.url as string, {
      userId: '7',
      scoreGiven: 1,
      scoreMaximum: 1,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      timestamp: req.query.timestamp,
    }),
  form: (req) => {
    const settings = { deep_link_return_url: req.query.url, accept_types: ['ltiResourceLink'] };
    return provider.DeepLinking.createDeepLinkingForm(token({ deepLinkingSettings: settings }), []);
  },
  async tampered() {
    const sealed = await provider.Database.Encrypt('{"key":"secret of ours"}', key);
    const first = sealed.iv.startsWith('0') ? '1' : '0';
    return provider.Database.Decrypt(sealed.data, `${first}${sealed.iv.slice(1)}`, key);
  },
  register: () => makesKeysAside(() => provider.registerPlatform(platform('another'))),
  forget: () => provider.Database.Delete('nonce', {}),
  listeners: () => Promise.resolve(process.listenerCount('SIGINT')),
  cpu: () => Promise.resolve(process.cpuUsage()),
};

app.get('/probe/:name', (req: Request, res: Response, next: NextFunction) => {
  const probe = probes[String(req.params.name)];
  if (!probe) next();
  else
    probe(req).then(
      (result) => res.json({ result: result ?? null }),
      (error: unknown) => res.json({ error: String(error) }),
    );
});
app.use('/lti', provider.app);
process.stdout.write(`${url}\n`);
// Ends with the process that started it.
process.stdin.on('end', () => process.exit()).resume();
