import express, { type Request, type Response, type Router } from 'express';
import { lineItemResources } from './line-items.js';
import { rosterResource } from './roster.js';
import { resultResource, scoreResource } from './scores.js';
import type { Moodle } from './moodle.js';
import { Refusal, type Resource, type ServiceAnswer, type ServiceCall } from './service-call.js';
import type { AccessToken } from './world.js';

/** `services.php`: finds the resource by path and media type, then the token, and words refusals as Moodle does. */
const resources: readonly Resource[] = [rosterResource, ...lineItemResources, scoreResource, resultResource];

export function serviceRoutes(moodle: Moodle): Router {
  const router = express.Router();
  router.use(express.text({ type: () => true, limit: '1mb' }));
  router.use(async (request, response) => {
    const call = callOf(request);
    send(response, call, await answer(moodle, call, bearerOf(moodle, request)));
  });
  return router;
}

function callOf(request: Request): ServiceCall & { url: string } {
  const body: unknown = request.body;
  const query = new URLSearchParams(request.originalUrl.split('?')[1] ?? '');
  return {
    method: request.method,
    url: request.originalUrl,
    path: request.path,
    query,
    accept: request.get('accept') ?? '',
    // Parameters such as the charset do not matter.
    contentType: (request.get('content-type') ?? '').split(';')[0]?.trim() ?? '',
    body: typeof body === 'string' ? body : '',
    typeId: query.get('type_id') ?? '',
    givenTypeId: query.get('type_id'),
    params: [],
  };
}

function bearerOf(moodle: Moodle, request: Request): AccessToken | undefined {
  const token = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
  return moodle.state.tokens.find((known) => known.token === token && known.expiresAt > moodle.seconds());
}

function accepts(resource: Resource, call: ServiceCall): boolean {
  if (call.method === 'GET') {
    return call.accept === '' || call.accept.includes('*/*') || resource.formats.includes(call.accept);
  }
  return call.contentType === '' || resource.formats.includes(call.contentType);
}

async function answer(moodle: Moodle, call: ServiceCall, token: AccessToken | undefined): Promise<ServiceAnswer> {
  const resource = resources.find((candidate) => candidate.pattern.test(call.path) && accepts(candidate, call));
  if (!resource) {
    const accept = call.method === 'GET' ? call.accept : '';
    return { status: 400, reason: `No handler found for ${call.path} ${accept} ${call.contentType}` };
  }
  // Missing, unknown, expired, wrong scope: the answer does not tell which.
  if (!token || !mayCall(resource, call, token)) return { status: 401, reason: 'Unauthorized' };
  const params = resource.pattern.exec(call.path)?.slice(1) ?? [];
  try {
    return await resource.handle(moodle, { ...call, typeId: token.typeId, params });
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, reason: error.reason };
    throw error;
  }
}

function mayCall(resource: Resource, call: ServiceCall, token: AccessToken): boolean {
  const wanted = resource.scopes[call.method] ?? [];
  const isOwn = call.givenTypeId === null || call.givenTypeId === token.typeId;
  return isOwn && token.scopes.some((scope) => wanted.includes(scope));
}

function send(response: Response, call: ServiceCall & { url: string }, given: ServiceAnswer): void {
  response.status(given.status);
  // The reason repeats what was posted: only what a status line can carry.
  if (given.reason) response.statusMessage = given.reason.replace(/[^\x20-\x7e]/g, '?').trim();
  // Moodle's curly quotes go out as UTF-8; Node writes header text as Latin-1, unless the body is a string too.
  if (given.link) response.set('Link', Buffer.from(given.link, 'utf8').toString('latin1'));
  if (given.body !== undefined) {
    response.set('Content-Type', `${given.type ?? 'text/html'}; charset=utf-8`).end(Buffer.from(given.body));
    return;
  }
  const { method, accept, contentType, url } = call;
  const told = { status: given.status, reason: given.reason ?? '', request: { method, url, accept, contentType } };
  response.set('Content-Type', 'application/json; charset=utf-8').end(JSON.stringify(told, null, 4));
}
