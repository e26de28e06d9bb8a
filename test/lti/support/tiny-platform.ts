/** A platform of a few lines for tests of the gateway: real HTTP, its own key, and answers that a test replaces at will. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Route = (request: ReceivedRequest, response: ServerResponse) => void;

export const clientId = 'client-1';
export const kid = 'platform-key';
const lti = 'https://purl.imsglobal.org/spec/lti/claim';

export interface TinyPlatform {
  url: string;
  /** Requests by path, newest last. */
  received(path: string): ReceivedRequest[];
  /** Forgets the requests, not the routes. */
  forget(): void;
  /** Replaces what a path answers. */
  route(path: string, route: Route): void;
  /** Answers /keys only when so many ask at once; gives back the way to stop it. */
  holdKeys(count: number): () => void;
  /** The answer of /keys as it was at first. */
  restoreKeys(): void;
  privateKey: KeyObject;
  publicKey: KeyObject;
  registration(): {
    name: string;
    issuer: string;
    clientId: string;
    authenticationEndpoint: string;
    accessTokenEndpoint: string;
    keysetUrl: string;
    deploymentIds: string[];
    active: boolean;
  };
  claims(toolUrl: string, nonce: string): JWTPayload;
  sign(claims: JWTPayload, header?: Partial<JWTHeaderParameters>, key?: KeyObject): Promise<string>;
  close(): Promise<void>;
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Route {
  return (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

// One key for all of a file's platforms: making one takes as long as a dozen tests.
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

export async function startTinyPlatform(): Promise<TinyPlatform> {
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
  const received: ReceivedRequest[] = [];
  const routes = new Map<string, Route>([
    ['/keys', json({ keys: [jwk] })],
    ['/token', json({ access_token: 'token-1', token_type: 'Bearer', expires_in: 3600, scope: '' })],
  ]);
  const server = createServer((incoming, response) => {
    void (async () => {
      const path = new URL(incoming.url ?? '/', 'http://x').pathname;
      const chunks: Buffer[] = [];
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString('utf8');
      const request = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body };
      received.push(request);
      const route = routes.get(path);
      if (route) route(request, response);
      else json({ error: 'not set up by the test' }, 404)(request, response);
    })();
  });
  const url = `http://127.0.0.1:${await listening(server)}`;
  return {
    url,
    privateKey,
    publicKey,
    holdKeys(count) {
      const held: (() => void)[] = [];
      routes.set('/keys', (request, response) => {
        held.push(() => json({ keys: [jwk] })(request, response));
        if (held.length === count) for (const answer of held) answer();
      });
      return () => routes.set('/keys', json({ keys: [jwk] }));
    },
    restoreKeys: () => routes.set('/keys', json({ keys: [jwk] })),
    received: (path) => received.filter((request) => request.path.split('?')[0] === path),
    forget: () => void received.splice(0),
    route: (path, route) => routes.set(path, route),
    registration: () => ({
      name: 'Tiny',
      issuer: url,
      clientId,
      authenticationEndpoint: `${url}/auth`,
      accessTokenEndpoint: `${url}/token`,
      keysetUrl: `${url}/keys`,
      deploymentIds: ['1'],
      active: true,
    }),
    claims: (toolUrl, nonce) => launchClaims(url, toolUrl, nonce),
    sign: (claims, header = {}, key = privateKey) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, ...header }).sign(key),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    // As the app's own: a thousand at once must not be reset while they wait.
    server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => resolve((server.address() as AddressInfo).port));
  });
}

function launchClaims(issuer: string, toolUrl: string, nonce: string): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    aud: clientId,
    sub: '7',
    nonce,
    iat: now,
    exp: now + 60,
    name: 'Ana Álvarez',
    given_name: 'Ana',
    family_name: 'Álvarez',
    email: 'ana@example.test',
    [`${lti}/message_type`]: 'LtiResourceLinkRequest',
    [`${lti}/version`]: '1.3.0',
    [`${lti}/deployment_id`]: '1',
    [`${lti}/target_link_uri`]: `${toolUrl}/lti/launch`,
    [`${lti}/roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
    [`${lti}/context`]: { id: '2', label: 'M101', title: 'Mentoring 101', type: ['CourseSection'] },
    [`${lti}/resource_link`]: { id: '5', title: 'Check-in', description: 'Weekly' },
    [`${lti}/custom`]: {
      kind: 'checkin',
      user_group_ids: '1,2',
      person_timezone: 'Europe/Madrid',
      context_history: '',
    },
    [`${lti}/launch_presentation`]: {
      locale: 'pt_br',
      document_target: 'iframe',
      return_url: `${issuer}/mod/lti/return.php?course=2`,
    },
    'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': {
      scope: ['lineitem', 'lineitem.readonly', 'result.readonly', 'score'].map(
        (name) => `https://purl.imsglobal.org/spec/lti-ags/scope/${name}`,
      ),
      lineitems: `${issuer}/2/lineitems?type_id=1`,
      lineitem: `${issuer}/2/lineitems/4/lineitem?type_id=1`,
    },
    'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice': {
      context_memberships_url: `${issuer}/2/memberships`,
      service_versions: ['1.0', '2.0'],
    },
  };
}
