/** Whether a launch may be believed, and what it says in our words. Pure: everything it needs is an argument. */
import { verify, type KeyObject } from 'node:crypto';
import type { DeepLinkingRequest, Launch, LaunchMessage, ServiceRef } from './gateway.js';
import { claimNames, identityClaims, launchClaims, type IdentityClaims, type LaunchClaims } from './launch.claims.js';
import { LaunchRefused } from './launch-failures.js';
import {
  activityPage,
  courseRole,
  customValues,
  idList,
  languageTag,
  lineItemUrl,
  timeFrame,
  timeZone,
  variablesMissing,
} from './moodle.js';
import type { RegisteredPlatform } from './platforms.js';
import { present } from './present.js';
import { tenantOf } from './tenants.rules.js';

/** Seconds the clocks of Moodle and Tandem may differ. */
export const clockTolerance = 30;
export const membershipScope = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';

const messages: Readonly<Record<string, LaunchMessage>> = {
  LtiResourceLinkRequest: 'activity',
  LtiDeepLinkingRequest: 'deep-linking',
  LtiSubmissionReviewRequest: 'submission-review',
};

export interface UnverifiedToken {
  kid: string;
  identity: IdentityClaims;
  /** As parsed from JSON; believed only after the signature was checked over the same text. */
  payload: unknown;
}

const tokenShape = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/** Reads a token before its signature is checked; throws {@link LaunchRefused}. */
export function readToken(token: string): UnverifiedToken {
  if (!tokenShape.test(token)) throw new LaunchRefused('token_unreadable');
  const [headerPart = '', payloadPart = ''] = token.split('.');
  const header = jsonObject(headerPart);
  const { alg, kid } = header;
  // RFC 7515 4.1.11: what `crit` lists must be understood; nothing of the kind is used in LTI.
  if (alg !== 'RS256' || typeof kid !== 'string' || kid.length > 255 || 'crit' in header) {
    throw new LaunchRefused('token_header_refused');
  }
  const payload = jsonObject(payloadPart);
  const identity = identityClaims.safeParse(payload);
  if (!identity.success) throw new LaunchRefused('claims_invalid', { claims: namesOf(identity.error) });
  return { kid, identity: identity.data, payload };
}

/** RS256 over the text of the token, which {@link readToken} has found to be in three parts. */
export function isSignedWith(key: KeyObject, token: string): boolean {
  const end = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(end + 1), 'base64url');
  return verify('RSA-SHA256', Buffer.from(token.slice(0, end)), key, signature);
}

function jsonObject(part: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    throw new LaunchRefused('token_unreadable');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new LaunchRefused('token_unreadable');
  return value as Record<string, unknown>;
}

function namesOf(error: { issues: readonly { path: readonly PropertyKey[] }[] }): string {
  return error.issues
    .map((issue) => issue.path.slice(0, 2).map(String).join('.'))
    .map((path) => path.replace(/^.*\/claim\//, ''))
    .slice(0, 5)
    .join(', ');
}

/** The one client a token was made for: its audience, or of several the one it names as `azp` (OIDC core 3.1.3.7). */
export function clientOf({ aud, azp }: IdentityClaims): string {
  const audiences = [aud].flat();
  const [first] = audiences;
  const client = audiences.length === 1 ? (azp ?? first) : azp;
  if (client === undefined) throw new LaunchRefused('audience_ambiguous');
  if (!audiences.includes(client)) throw new LaunchRefused('authorised_party_mismatch');
  return client;
}

/** @param now and loginAt in seconds since 1970. */
export function checkTimes({ iat, exp, nbf }: IdentityClaims, now: number, loginAt: number): void {
  if (iat === undefined || exp === undefined) throw new LaunchRefused('token_times_missing');
  if (exp < now - clockTolerance || exp <= iat) throw new LaunchRefused('token_expired');
  if (Math.max(iat, nbf ?? iat) > now + clockTolerance) throw new LaunchRefused('token_from_future');
  if (iat < loginAt - clockTolerance) throw new LaunchRefused('token_before_login');
}

export function readClaims(payload: unknown, platform: RegisteredPlatform, launchUrl: string): LaunchClaims {
  const version = (payload as Record<string, unknown>)[claimNames.version];
  if (version !== '1.3.0') throw new LaunchRefused('version_unsupported');
  const parsed = launchClaims.safeParse(payload);
  if (!parsed.success) throw new LaunchRefused('claims_invalid', { claims: namesOf(parsed.error) });
  const claims = parsed.data;
  const message = messageOf(claims);
  if (!platform.deploymentIds.includes(claims[claimNames.deploymentId]))
    throw new LaunchRefused('deployment_unknown', { found: claims[claimNames.deploymentId] });
  if (!isOurTarget(claims[claimNames.targetLinkUri], launchUrl))
    throw new LaunchRefused('target_not_ours', { needed: launchUrl });
  if (!claims[claimNames.context]) throw new LaunchRefused('course_missing');
  if (message !== 'deep-linking' && !claims[claimNames.resourceLink]) {
    throw new LaunchRefused('claims_invalid', { claims: 'resource_link' });
  }
  return claims;
}

function messageOf(claims: LaunchClaims): LaunchMessage {
  const message = Object.hasOwn(messages, claims[claimNames.messageType])
    ? messages[claims[claimNames.messageType]]
    : undefined;
  if (message === undefined) throw new LaunchRefused('message_unsupported');
  return message;
}

/** Our launch address, with or without a query of the teacher's own. */
export function isOurTarget(target: string, launchUrl: string): boolean {
  if (!URL.canParse(target)) return false;
  const url = new URL(target);
  return `${url.origin}${url.pathname}` === launchUrl && url.username === '' && url.password === '';
}

export function toLaunch(claims: LaunchClaims, platform: RegisteredPlatform, boundToBrowser: boolean): Launch {
  const message = messageOf(claims);
  const custom = customValues(claims[claimNames.custom] ?? {});
  const presentation = claims[claimNames.presentation];
  const platformOrigin = new URL(platform.authenticationEndpoint).origin;
  const returnUrl = sameOrigin(presentation?.return_url, platformOrigin);
  const forPersonExternalId = message === 'submission-review' ? claims[claimNames.forUser]?.user_id : undefined;
  const deepLinking = message === 'deep-linking' ? deepLinkingOf(claims, platform, platformOrigin) : undefined;
  return {
    message,
    ...tenantOf(platform, claims[claimNames.deploymentId]),
    platformOrigin,
    person: personOf(claims, custom),
    role: courseRole(claims[claimNames.roles]),
    course: courseOf(claims, custom),
    activity: activityOf(claims, custom),
    locale: languageTag(presentation?.locale),
    placement: placementOf(presentation?.document_target),
    ...present({ returnUrl, forPersonExternalId, deepLinking, issuedAt: timeOf(claims.iat) }),
    service: serviceRef(claims, platform),
    boundToBrowser,
  };
}

/** @param seconds since 1970 */
function timeOf(seconds: number | undefined): Date | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000);
}

function courseOf(claims: LaunchClaims, custom: Readonly<Record<string, string>>): Launch['course'] {
  const { id = '', title = '', label = '' } = claims[claimNames.context] ?? {};
  const runs = timeFrame(custom.course_begin, custom.course_end);
  return {
    externalId: id,
    title,
    label,
    copiedFrom: idList(custom.context_history) ?? [],
    ...(runs && { timeFrame: runs }),
  };
}

function activityOf(claims: LaunchClaims, custom: Readonly<Record<string, string>>): Launch['activity'] {
  const { id = '', title = '', description = '' } = claims[claimNames.resourceLink] ?? {};
  return { externalId: id, title, description, custom };
}

function personOf(claims: LaunchClaims, custom: Readonly<Record<string, string>>): Launch['person'] {
  return present({
    externalId: claims.sub,
    name: claims.name || undefined,
    givenName: claims.given_name || undefined,
    familyName: claims.family_name || undefined,
    email: claims.email || undefined,
    timeZone: timeZone(custom.person_timezone),
    groupIds: idList(custom.user_group_ids),
  });
}

// A deep-linking request says nothing: Moodle shows it in a dialogue's frame.
function placementOf(target: string | undefined): Launch['placement'] {
  return target === 'window' || target === 'frame' ? target : 'iframe';
}

/** Addresses on another site than the platform's own are dropped: they would send people, or tokens, elsewhere. */
function sameOrigin(address: string | undefined, origin: string): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  // As the URL standard writes it: quotes and brackets escaped.
  return url.origin === origin ? url.href : undefined;
}

function deepLinkingOf(claims: LaunchClaims, platform: RegisteredPlatform, origin: string): DeepLinkingRequest {
  const settings = claims[claimNames.deepLinking];
  if (!settings?.accept_types.includes('ltiResourceLink')) {
    throw new LaunchRefused('claims_invalid', { claims: 'deep_linking_settings' });
  }
  const returnUrl = sameOrigin(settings.deep_link_return_url, origin);
  if (returnUrl === undefined) throw new LaunchRefused('return_url_foreign');
  return {
    platformId: platform.platformId,
    deploymentId: claims[claimNames.deploymentId],
    returnUrl,
    acceptsMultiple: settings.accept_multiple ?? true,
    ...present({ data: settings.data, variables: variablesMissing(claims[claimNames.custom] ?? {}) }),
  };
}

function serviceRef(claims: LaunchClaims, platform: RegisteredPlatform): ServiceRef {
  const origin = new URL(platform.accessTokenEndpoint).origin;
  const endpoint = claims[claimNames.endpoint];
  const membershipsUrl = sameOrigin(claims[claimNames.namesRoles]?.context_memberships_url, origin);
  const lineItemsUrl = sameOrigin(lineItemUrl(endpoint?.lineitems), origin);
  const ownLineItem = sameOrigin(lineItemUrl(endpoint?.lineitem), origin);
  const resourceLinkId = activityOf(claims, {}).externalId;
  const pageUrl = activityPage(platform.authenticationEndpoint, resourceLinkId);
  return {
    platformId: platform.platformId,
    deploymentId: claims[claimNames.deploymentId],
    contextId: courseOf(claims, {}).externalId,
    resourceLinkId,
    ...present({ membershipsUrl, lineItemsUrl, lineItemUrl: ownLineItem, pageUrl }),
    // NRPS lists no scopes: the claim itself is the permission (NRPS 2.0, 3.6.1.1).
    scopes: [...(endpoint?.scope ?? []), ...(membershipsUrl === undefined ? [] : [membershipScope])],
  };
}
