/** Tokens that a platform signs and that no Moodle would sign; each with the code it is refused with. */
import type { JWTPayload } from 'jose';

const claim = 'https://purl.imsglobal.org/spec/lti/claim/';

const set = (name: string, value: unknown) => (claims: JWTPayload) => ({ ...claims, [name]: value });

export const unicodeTricks: readonly (readonly [string, string, (claims: JWTPayload) => JWTPayload])[] = [
  [
    'an issuer with a letter that only looks right',
    'platform_unknown',
    (claims) => ({ ...claims, iss: `${claims.iss}а` }),
  ],
  ['an issuer in capitals', 'platform_unknown', (claims) => ({ ...claims, iss: (claims.iss ?? '').toUpperCase() })],
  [
    'an issuer with an invisible character',
    'platform_unknown',
    (claims) => ({ ...claims, iss: `${claims.iss}\u200b` }),
  ],
  ['an issuer that ends in a dot', 'platform_unknown', (claims) => ({ ...claims, iss: `${claims.iss}.` })],
  ['an audience with a zero byte', 'claims_invalid', (claims) => ({ ...claims, aud: `${String(claims.aud)}\0` })],
  ['an audience in full-width letters', 'platform_unknown', set('aud', 'ｃｌｉｅｎｔ-1')],
  ['a subject that is half a character', 'claims_invalid', set('sub', '\ud800')],
  ['a subject with a line break', 'claims_invalid', set('sub', '7\r\nSet-Cookie: a=b')],
  ['a nonce with a zero byte', 'claims_invalid', (claims) => ({ ...claims, nonce: `${String(claims['nonce'])}\0` })],
  ['a deployment in Arabic digits', 'deployment_unknown', set(`${claim}deployment_id`, '١')],
  ['a course id with a line break', 'claims_invalid', set(`${claim}context`, { id: '2\n3' })],
  ['a version with a space', 'version_unsupported', set(`${claim}version`, '1.3.0 ')],
  ['a message in full-width letters', 'message_unsupported', set(`${claim}message_type`, 'ＬtiResourceLinkRequest')],
];

const openTargets = [
  ['a user before it', (launch: string) => launch.replace('//', '//evil.example@')],
  ['another host after it', (launch: string) => `${launch}@evil.example/`],
  ['a longer path', (launch: string) => `${launch}/../../evil`],
  ['another port', (launch: string) => launch.replace(/:\d+/, ':1')],
  ['two slashes', () => '//evil.example/lti/launch'],
  ['backslashes', () => '\\\\evil.example\\lti\\launch'],
  ['data of its own', () => 'data:text/html,hi'],
] as const;

export const badTargets = openTargets.map(([name, make]) => [name, make] as const);

/** Return addresses that must not become links of ours. */
export const foreignReturns: readonly (readonly [string, (platform: string) => string])[] = [
  ['another site', () => 'https://evil.example/'],
  ['a script', () => 'javascript:alert(1)'],
  ['the platform as a user of another site', (url) => `${url}@evil.example/`],
  ['the platform with more behind it', (url) => `${url}.evil.example/`],
  ['another port', (url) => url.replace(/:\d+$/, ':1')],
  ['no scheme', (url) => url.replace('http:', '')],
  ['no address at all', () => '::::'],
];

export const wrongTypes: readonly unknown[] = [
  null,
  true,
  -1e308,
  'text',
  '',
  [null],
  { $ne: null },
  { id: { $gt: '' } },
  JSON.parse('{"__proto__":{"id":"2"},"constructor":{"prototype":1}}'),
];

const other = 'https://purl.imsglobal.org/spec/';

/** Every claim that is read, also those inside others. */
export const claimPaths: readonly (readonly string[])[] = [
  ...['iss', 'aud', 'azp', 'sub', 'nonce', 'iat', 'exp', 'nbf', 'name', 'given_name', 'email'].map((name) => [name]),
  ...['message_type', 'version', 'deployment_id', 'target_link_uri', 'roles', 'context', 'resource_link'].map(
    (name) => [`${claim}${name}`],
  ),
  ...['custom', 'launch_presentation', 'for_user', 'lis', 'tool_platform'].map((name) => [`${claim}${name}`]),
  [`${claim}context`, 'id'],
  [`${claim}context`, 'title'],
  [`${claim}resource_link`, 'id'],
  [`${claim}resource_link`, 'description'],
  [`${claim}custom`, 'kind'],
  [`${claim}custom`, 'user_group_ids'],
  [`${claim}custom`, 'context_history'],
  [`${claim}custom`, 'person_timezone'],
  [`${claim}launch_presentation`, 'locale'],
  [`${claim}launch_presentation`, 'return_url'],
  [`${claim}launch_presentation`, 'document_target'],
  [`${other}lti-ags/claim/endpoint`],
  [`${other}lti-ags/claim/endpoint`, 'scope'],
  [`${other}lti-ags/claim/endpoint`, 'lineitems'],
  [`${other}lti-ags/claim/endpoint`, 'lineitem'],
  [`${other}lti-nrps/claim/namesroleservice`],
  [`${other}lti-nrps/claim/namesroleservice`, 'context_memberships_url'],
  [`${other}lti-dl/claim/deep_linking_settings`],
];

/** The claims with one value replaced, inside another claim too. */
export function replaced(claims: JWTPayload, [name = '', inner]: readonly string[], value: unknown): JWTPayload {
  if (inner === undefined) return { ...claims, [name]: value };
  return { ...claims, [name]: { ...(claims[name] as object), [inner]: value } };
}
