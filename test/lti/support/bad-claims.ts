/** Claims that a platform might sign, by mistake or by malice, and the code each is refused with. */
import type { JWTPayload } from 'jose';
import { clientId } from './tiny-platform.js';

const claim = 'https://purl.imsglobal.org/spec/lti/claim/';
const endpointClaim = 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint';
const deepLinkingClaim = 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings';
const seconds = () => Math.floor(Date.now() / 1000);

function without(claims: JWTPayload, name: string): JWTPayload {
  return Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
}

type Claims = Record<string, unknown>;
export interface Surroundings {
  platformUrl: string;
  /** Another platform that is registered. */
  otherUrl: string;
  launchUrl: string;
}

type ClaimsCase = readonly [
  name: string,
  code: string,
  change: (claims: JWTPayload, around: Surroundings) => JWTPayload | Claims,
];

const set = (name: string, value: unknown) => (claims: JWTPayload) => ({ ...claims, [name]: value });
const drop = (name: string) => (claims: JWTPayload) => without(claims, name);

export const badClaims: readonly ClaimsCase[] = [
  ['another issuer', 'platform_unknown', set('iss', 'https://elsewhere.example')],
  [
    'the issuer of another registered platform',
    'other_platform',
    (claims, around) => ({ ...claims, iss: around.otherUrl }),
  ],
  [
    'an issuer with a slash more',
    'platform_unknown',
    (claims, around) => ({ ...claims, iss: `${around.platformUrl}/` }),
  ],
  ['an issuer that is an object', 'claims_invalid', set('iss', { $ne: '' })],
  ['no issuer', 'claims_invalid', drop('iss')],
  ['another audience', 'platform_unknown', set('aud', 'client-9')],
  ['an audience that is an object', 'claims_invalid', set('aud', { $gt: '' })],
  ['no audience', 'claims_invalid', drop('aud')],
  ['two audiences and no authorised party', 'audience_ambiguous', set('aud', [clientId, 'client-9'])],
  ['one audience given twice', 'audience_ambiguous', set('aud', [clientId, clientId])],
  [
    'two audiences, of which the other is authorised',
    'authorised_party_mismatch',
    (claims) => ({ ...claims, aud: [clientId, 'client-9'], azp: 'client-9' }),
  ],
  [
    'two audiences, none of them ours',
    'authorised_party_mismatch',
    (claims) => ({ ...claims, aud: ['client-8', 'client-9'], azp: clientId }),
  ],
  ['audiences of which one is an object', 'claims_invalid', set('aud', [clientId, { $ne: '' }])],
  ['an authorised party that is a list', 'claims_invalid', set('azp', [clientId])],
  ['an empty list of audiences', 'claims_invalid', set('aud', [])],
  ['another authorised party', 'authorised_party_mismatch', set('azp', 'client-9')],
  ['no subject', 'claims_invalid', drop('sub')],
  ['a subject that is a number', 'claims_invalid', set('sub', 7)],
  ['a subject of 300 characters', 'claims_invalid', set('sub', 'x'.repeat(300))],
  ['no nonce', 'claims_invalid', drop('nonce')],
  ['another nonce', 'nonce_mismatch', set('nonce', 'x'.repeat(43))],
  ['no iat', 'token_times_missing', drop('iat')],
  ['no exp', 'token_times_missing', drop('exp')],
  ['times that are words', 'claims_invalid', set('iat', 'now')],
  ['an exp 31 seconds ago', 'token_expired', (claims) => ({ ...claims, iat: seconds() - 29, exp: seconds() - 31 })],
  ['an exp before its iat', 'token_expired', (claims) => ({ ...claims, iat: seconds() + 9, exp: seconds() + 5 })],
  [
    'an iat a minute ahead',
    'token_from_future',
    (claims) => ({ ...claims, iat: seconds() + 60, exp: seconds() + 120 }),
  ],
  ['an iat an hour before its login', 'token_before_login', set('iat', seconds() - 3600)],
  ['a not-before in the future', 'token_from_future', set('nbf', seconds() + 3600)],
  ['a not-before that is a word', 'claims_invalid', set('nbf', 'later')],
  ['LTI 1.1', 'version_unsupported', set(`${claim}version`, 'LTI-1p0')],
  ['no version', 'version_unsupported', drop(`${claim}version`)],
  ['no message type', 'claims_invalid', drop(`${claim}message_type`)],
  ['an unknown message', 'message_unsupported', set(`${claim}message_type`, 'LtiStartAssessment')],
  [
    'a message named like a property of every object',
    'message_unsupported',
    set(`${claim}message_type`, 'constructor'),
  ],
  ['no deployment', 'claims_invalid', drop(`${claim}deployment_id`)],
  ['another deployment', 'deployment_unknown', set(`${claim}deployment_id`, '2')],
  ['a deployment that is a list', 'claims_invalid', set(`${claim}deployment_id`, ['1'])],
  ['no target', 'claims_invalid', drop(`${claim}target_link_uri`)],
  ['a target on another site', 'target_not_ours', set(`${claim}target_link_uri`, 'https://evil.example/lti/launch')],
  ['a target that runs script', 'target_not_ours', set(`${claim}target_link_uri`, 'javascript:alert(1)')],
  [
    'a target with a user in it',
    'target_not_ours',
    (claims, around) => ({ ...claims, [`${claim}target_link_uri`]: around.launchUrl.replace('//', '//evil@') }),
  ],
  ['no roles', 'claims_invalid', drop(`${claim}roles`)],
  ['roles that are one word', 'claims_invalid', set(`${claim}roles`, 'Instructor')],
  [
    'a thousand roles',
    'claims_invalid',
    set(
      `${claim}roles`,
      Array.from({ length: 1000 }, () => 'x'),
    ),
  ],
  ['no course', 'course_missing', drop(`${claim}context`)],
  ['a course without an id', 'claims_invalid', set(`${claim}context`, { title: 'x' })],
  ['a course id that is an object', 'claims_invalid', set(`${claim}context`, { id: { $ne: '' } })],
  ['no link', 'claims_invalid', drop(`${claim}resource_link`)],
  ['custom values that are a list', 'claims_invalid', set(`${claim}custom`, ['a'])],
  ['scopes that are numbers', 'claims_invalid', set(endpointClaim, { scope: [1] })],
  [
    'a roster address that is an object',
    'claims_invalid',
    set('https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice', { context_memberships_url: {} }),
  ],
  ['deep linking without settings', 'claims_invalid', set(`${claim}message_type`, 'LtiDeepLinkingRequest')],
  [
    'deep linking that returns to another site',
    'return_url_foreign',
    (claims) => ({
      ...claims,
      [`${claim}message_type`]: 'LtiDeepLinkingRequest',
      [deepLinkingClaim]: { deep_link_return_url: 'https://evil.example/', accept_types: ['ltiResourceLink'] },
    }),
  ],
];
