import { randomBytes } from 'node:crypto';
import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import { signToken, verifyOwn } from './keys.js';
import { toolByClient, toolByType, type Moodle } from './moodle.js';
import { permittedScopes, scopes } from './urls.js';
import { nextId, type ToolType } from './world.js';

/** Dynamic registration: Moodle hands the tool a one-time token, the tool posts what it is. */
const configuration = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const lifetime = 3600;

export function registrationRoutes(moodle: Moodle): Router {
  const router = express.Router();
  router.get('/openid-configuration.php', (_request, response) => {
    response.json(openidConfiguration(moodle));
  });
  router.post('/openid-registration.php', express.json({ type: () => true }), async (request, response) => {
    const token = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
    if (token === undefined) refuse(response, 401, 'missing_registration_token');
    else await register(moodle, response, token, request.body);
  });
  return router;
}

/** The address that Moodle opens in its frame; with `update`, the tool keeps its client id and deployment. */
export async function registrationUrl(moodle: Moodle, toolUrl: string, update?: ToolType): Promise<string> {
  const now = moodle.seconds();
  const subject = update ? { sub: update.typeId, scope: 'reg-update' } : { sub: newClientId(), scope: 'reg' };
  const token = await signToken(moodle, { ...subject, iat: now, exp: now + lifetime });
  const url = new URL(toolUrl);
  url.searchParams.set('openid_configuration', `${moodle.url}/mod/lti/openid-configuration.php`);
  url.searchParams.set('registration_token', token);
  return url.href;
}

export function newClientId(): string {
  return randomBytes(20)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 15);
}

const strings = z.record(z.string(), z.string());
const registration = z.looseObject({
  client_name: z.string(),
  logo_uri: z.string().default(''),
  initiate_login_uri: z.url(),
  redirect_uris: z.array(z.url()).min(1),
  jwks_uri: z.url(),
  scope: z.string().default(''),
  [configuration]: z.looseObject({
    domain: z.string().optional(),
    description: z.string().default(''),
    target_link_uri: z.url(),
    custom_parameters: strings.default({}),
    claims: z.array(z.string()).default([]),
    messages: z.array(z.looseObject({ type: z.string(), target_link_uri: z.string().optional() })).default([]),
  }),
});

async function register(moodle: Moodle, response: Response, token: string, body: unknown): Promise<void> {
  const claims = await verifyOwn(moodle, token);
  const place = claims && placeOf(moodle, { scope: claims['scope'], sub: claims.sub ?? '' });
  if (!place) {
    refuse(response, 401, 'incorrect_token_format');
    return;
  }
  if (moodle.state.usedRegistrations.includes(token)) {
    refuse(response, 401, 'token_already_used');
    return;
  }
  const given = registration.safeParse(body).data;
  if (!given) {
    refuse(response, 400, 'missing_required_attribute');
    return;
  }
  const tool = toolFrom(moodle, given, place);
  moodle.state.usedRegistrations = [...moodle.state.usedRegistrations.slice(-99), token];
  moodle.state.tools = [...moodle.state.tools.filter((other) => other.typeId !== tool.typeId), tool];
  await moodle.save();
  response.json(answerFor(tool));
}

type Place = { clientId: string } | { update: ToolType };

function placeOf(moodle: Moodle, claims: { scope: unknown; sub: string }): Place | undefined {
  if (claims.scope === 'reg' && !toolByClient(moodle.state, claims.sub)) return { clientId: claims.sub };
  const update = claims.scope === 'reg-update' ? toolByType(moodle.state, claims.sub) : undefined;
  return update && { update };
}

/** Settings come from claims and scopes; an update resets them all, the activity chooser included. */
function toolFrom(moodle: Moodle, given: z.infer<typeof registration>, place: Place): ToolType {
  const details = given[configuration];
  const asks = given.scope.split(' ');
  const columnless = asks.some((scope) => scope === scopes.scores || scope === scopes.results);
  const names = ['name', 'given_name', 'family_name'];
  const typeId = 'update' in place ? place.update.typeId : nextId(moodle.state, 'toolType');
  return {
    typeId,
    clientId: 'update' in place ? place.update.clientId : place.clientId,
    deploymentId: 'update' in place ? place.update.deploymentId : typeId,
    name: given.client_name,
    description: details.description,
    iconUrl: given.logo_uri || null,
    domain: details.domain ?? new URL(details.target_link_uri).host,
    loginUrl: given.initiate_login_uri,
    redirectUris: given.redirect_uris,
    keysetUrl: given.jwks_uri,
    targetUrl: details.target_link_uri,
    deepLinkUrl: deepLinkOf(details),
    custom: details.custom_parameters,
    shareName: details.claims.some((claim) => names.includes(claim)),
    shareEmail: details.claims.includes('email'),
    grades: asks.includes(scopes.lineItems) ? 'columns' : columnless ? 'sync' : 'none',
    roster: asks.includes(scopes.roster),
    chooser: 'preconfigured',
    chooserCourseIds: [],
    state: 'update' in place ? place.update.state : 'pending',
  };
}

function deepLinkOf(details: z.infer<typeof registration>[typeof configuration]): string | null {
  const message = details.messages.find((offered) => offered.type === 'LtiDeepLinkingRequest');
  return message ? (message.target_link_uri ?? details.target_link_uri) : null;
}

function answerFor(tool: ToolType): unknown {
  const deepLink = { type: 'LtiDeepLinkingRequest', target_link_uri: tool.deepLinkUrl };
  const names = tool.shareName ? ['name', 'family_name', 'given_name'] : [];
  return {
    client_id: tool.clientId,
    response_types: ['id_token'],
    jwks_uri: tool.keysetUrl,
    initiate_login_uri: tool.loginUrl,
    grant_types: ['client_credentials', 'implicit'],
    redirect_uris: tool.redirectUris,
    application_type: 'web',
    token_endpoint_auth_method: 'private_key_jwt',
    client_name: tool.name,
    logo_uri: tool.iconUrl ?? '',
    scope: permittedScopes(tool).join(' '),
    [configuration]: {
      version: '1.3.0',
      deployment_id: tool.deploymentId,
      target_link_uri: tool.targetUrl,
      domain: tool.domain,
      description: tool.description,
      messages: tool.deepLinkUrl === null ? [] : [deepLink],
      custom_parameters: tool.custom,
      claims: ['sub', 'iss', ...names, ...(tool.shareEmail ? ['email'] : [])],
    },
  };
}

function refuse(response: Response, status: number, reason: string): void {
  response.status(status).set('Content-Type', 'text/html; charset=utf-8').end(reason);
}

const variables = [
  ...['basic-lti-launch-request', 'ContentItemSelectionRequest', 'ToolProxyRegistrationRequest', 'Context.id'],
  ...['Context.title', 'Context.label', 'Context.id.history', 'Context.sourcedId', 'Context.longDescription'],
  ...['Context.timeFrame.begin', 'CourseSection.title', 'CourseSection.label', 'CourseSection.sourcedId'],
  ...['CourseSection.longDescription', 'CourseSection.timeFrame.begin', 'CourseSection.timeFrame.end'],
  ...['ResourceLink.id', 'ResourceLink.title', 'ResourceLink.description', 'User.id', 'User.username'],
  ...['Person.name.full', 'Person.name.given', 'Person.name.family', 'Person.email.primary', 'Person.sourcedId'],
  ...['Person.name.middle', 'Person.address.street1', 'Person.address.locality', 'Person.address.country'],
  ...['Person.address.timezone', 'Person.phone.primary', 'Person.phone.mobile', 'Person.webaddress'],
  ...['Membership.role', 'Result.sourcedId', 'Result.autocreate', 'BasicOutcome.sourcedId', 'BasicOutcome.url'],
  'Moodle.Person.userGroupIds',
];

function openidConfiguration(moodle: Moodle): unknown {
  const base = `${moodle.url}/mod/lti`;
  return {
    issuer: moodle.url,
    token_endpoint: `${base}/token.php`,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    jwks_uri: `${base}/certs.php`,
    authorization_endpoint: `${base}/auth.php`,
    registration_endpoint: `${base}/openid-registration.php`,
    scopes_supported: [
      'https://purl.imsglobal.org/spec/lti-bo/scope/basicoutcome',
      ...[scopes.lineItemsRead, scopes.results, scopes.scores, scopes.lineItems, scopes.roster],
      'https://purl.imsglobal.org/spec/lti-ts/scope/toolsetting',
      'openid',
    ],
    response_types_supported: ['id_token'],
    subject_types_supported: ['public', 'pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'iss', 'name', 'given_name', 'family_name', 'email'],
    'https://purl.imsglobal.org/spec/lti-platform-configuration': {
      product_family_code: 'moodle',
      version: '4.5.6 (Build: 20250811)',
      messages_supported: [
        { type: 'LtiResourceLinkRequest' },
        { type: 'LtiDeepLinkingRequest', placements: ['ContentArea'] },
      ],
      variables,
    },
  };
}
