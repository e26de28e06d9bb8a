import { randomBytes } from 'node:crypto';
import express, { type Router } from 'express';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import { verifyByTool } from './keys.js';
import { toolByClient, type Moodle } from './moodle.js';
import { permittedScopes } from './urls.js';

/** `token.php`: client credentials with a signed assertion; its JSON comes as text/html, as Moodle sends it. */
const request = z.object({
  grant_type: z.literal('client_credentials'),
  client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
  client_assertion: z.string(),
  scope: z.string().min(1),
});

const lifetime = 3600;

export function tokenRoutes(moodle: Moodle): Router {
  const router = express.Router();
  router.post('/', express.urlencoded({ extended: false }), async (asked, response) => {
    const given = await issue(moodle, asked.body);
    const lines = Object.entries(given).map(([name, value]) => `  "${name}" : ${JSON.stringify(value)}`);
    response.status('error' in given ? 400 : 200).set('Content-Type', 'text/html; charset=utf-8');
    response.end(`{\n${lines.join(',\n')}\n}`);
  });
  return router;
}

async function issue(moodle: Moodle, body: unknown): Promise<Record<string, string | number>> {
  const form = request.safeParse(body).data;
  if (!form) return { error: 'invalid_request' };
  const tool = toolByClient(moodle.state, clientOf(form.client_assertion) ?? '');
  if (!tool) return { error: 'invalid_client' };
  const verified = await verifyByTool(moodle, tool, form.client_assertion);
  if ('failure' in verified) return { error: verified.failure };
  // Scopes that the tool may not have are dropped silently.
  const asks = form.scope.split(' ');
  const scopes = permittedScopes(tool).filter((scope) => asks.includes(scope));
  if (scopes.length === 0) return { error: 'invalid_scope' };
  const token = randomBytes(16).toString('hex');
  const now = moodle.seconds();
  moodle.state.tokens = moodle.state.tokens.filter((known) => known.expiresAt > now);
  moodle.state.tokens.push({ token, typeId: tool.typeId, scopes, expiresAt: now + lifetime });
  await moodle.save();
  return { access_token: token, token_type: 'Bearer', expires_in: lifetime, scope: scopes.join(' ') };
}

function clientOf(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).sub;
  } catch {
    return undefined;
  }
}
