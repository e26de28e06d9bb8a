import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import type { Sandbox } from '../../src/sandbox/sandbox.js';

/** The smallest LTI tool: sends logins on, keeps what it was posted, signs what a test asks for. */
export interface ProbeTool {
  url: string;
  /** The claims of every id_token that arrived, and the fields of every other form. */
  launches: JWTPayload[];
  forms: Record<string, string>[];
  sign(claims: JWTPayload, kid?: string): Promise<string>;
  /** An access token of the sandbox for these scopes. */
  token(moodle: Sandbox, scopes: readonly string[]): Promise<string>;
  register(moodle: Sandbox): Promise<ReturnType<Sandbox['tool']>>;
  close(): void;
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
  return Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
}

export function authAddress(moodle: Sandbox, fields: Record<string, string>, redirectUri: string): string {
  const query = {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: fields['client_id'] ?? '',
    redirect_uri: redirectUri,
    state: 'the-state',
    nonce: 'the-nonce',
    login_hint: fields['login_hint'] ?? '',
    lti_message_hint: fields['lti_message_hint'] ?? '',
  };
  return `${moodle.url}/mod/lti/auth.php?${new URLSearchParams(query).toString()}`;
}

export async function startProbeTool(moodle: Sandbox): Promise<ProbeTool> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'probe', alg: 'RS256', use: 'sig' }];
  const launches: JWTPayload[] = [];
  const forms: Record<string, string>[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === '/keys') {
      response.end(JSON.stringify({ keys }));
      return;
    }
    const fields = await bodyOf(request);
    if (request.url === '/login') {
      response.writeHead(302, { location: authAddress(moodle, fields, `${url}/launch`) }).end();
      return;
    }
    if (fields['id_token']) launches.push(decodeJwt(fields['id_token']));
    else forms.push(fields);
    response.end('<h1>The tool</h1>');
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sign: ProbeTool['sign'] = (claims, kid = 'probe') =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(privateKey);
  return {
    url,
    launches,
    forms,
    sign,
    async token(of, scopes) {
      const { clientId } = of.tool();
      const now = Math.floor(of.now().getTime() / 1000);
      const assertion = await sign({ iss: clientId, sub: clientId, aud: of.url, iat: now, exp: now + 60, jti: 'once' });
      const form = {
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        scope: scopes.join(' '),
      };
      const given = await fetch(`${of.url}/mod/lti/token.php`, { method: 'POST', body: new URLSearchParams(form) });
      const { access_token: token } = (await given.json()) as { access_token?: string };
      if (!token) throw new Error(`no token: ${given.status}`);
      return token;
    },
    register: (of) =>
      of.registerTool({
        loginUrl: `${url}/login`,
        launchUrls: [`${url}/launch`],
        keysetUrl: `${url}/keys`,
        deepLinkUrl: `${url}/launch`,
        custom: { timezone: '$Person.address.timezone', group_ids: '$Moodle.Person.userGroupIds' },
      }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
