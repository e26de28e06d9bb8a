/** Requests that no Moodle sends, and the code each is refused with. */
import type { SentForm } from './browser.js';
import { clientId } from './tiny-platform.js';
import type { TestTool } from './tool.js';

type RequestCase = readonly [
  name: string,
  code: string,
  send: (tool: TestTool, issuer: string) => { url: string } & SentForm,
];

const login = (changes: Record<string, string>) => (tool: TestTool, issuer: string) => ({
  url: tool.login,
  fields: { iss: issuer, client_id: clientId, login_hint: '7', target_link_uri: tool.launch, ...changes },
});
const json = { 'content-type': 'application/json' };

export const badRequests: readonly RequestCase[] = [
  ['a login without an issuer', 'login_incomplete', login({ iss: '' })],
  ['a login without a hint', 'login_incomplete', login({ login_hint: '' })],
  ['a login of an unknown client', 'platform_unknown', login({ client_id: 'client-9' })],
  ['a login of an unknown issuer', 'platform_unknown', login({ iss: 'https://elsewhere.example' })],
  ['a login with an unknown deployment', 'deployment_unknown', login({ lti_deployment_id: '99' })],
  ['a login for another target', 'target_not_ours', login({ target_link_uri: 'https://evil.example/' })],
  ['a login with a line break', 'field_invalid', login({ login_hint: '7\r\nSet-Cookie: a=b' })],
  ['a login with a hint of 9 KB', 'field_invalid', login({ lti_message_hint: 'x'.repeat(9000) })],
  [
    'a login with iss[$ne]',
    'login_incomplete',
    (tool) => ({ url: tool.login, body: `iss[$ne]=&client_id[$ne]=&login_hint=7&target_link_uri=${tool.launch}` }),
  ],
  [
    'a login by query with iss[$ne]',
    'login_incomplete',
    (tool) => ({ url: `${tool.login}?iss[$ne]=&login_hint=7`, method: 'GET' as const }),
  ],
  ['a login with two issuers', 'field_repeated', (tool) => ({ url: tool.login, body: 'iss=a&iss=b' })],
  ['a login as JSON', 'form_expected', (tool) => ({ url: tool.login, body: '{"iss":{"$ne":""}}', headers: json })],
  [
    'a login in a zipped form',
    'form_expected',
    (tool) => ({
      url: tool.login,
      body: 'iss=a',
      headers: { 'content-encoding': 'gzip', 'content-type': 'application/x-www-form-urlencoded' },
    }),
  ],
  ['a login by PUT', 'method_not_allowed', (tool) => ({ url: tool.login, method: 'PUT' as const, body: 'iss=a' })],
  ['a launch without anything', 'launch_incomplete', (tool) => ({ url: tool.launch, body: '' })],
  ['a launch by GET', 'launch_incomplete', (tool) => ({ url: tool.launch, method: 'GET' as const })],
  [
    'a launch with a state of spaces',
    'state_unknown',
    (tool) => ({ url: tool.launch, body: 'state=a%20b&id_token=a.b.c' }),
  ],
  [
    'a launch with a broken percent sign',
    'state_unknown',
    (tool) => ({ url: tool.launch, body: 'state=%E0%A4%A&id_token=a.b.c' }),
  ],
  [
    'a launch with a state nobody made',
    'token_unreadable',
    (tool) => ({ url: tool.launch, body: `state=${'a'.repeat(50)}&id_token=a.b.c` }),
  ],
  [
    'a launch with an ltik',
    'launch_incomplete',
    (tool) => ({ url: `${tool.launch}?ltik=a.b.c`, method: 'GET' as const }),
  ],
  [
    'a launch with a bearer token',
    'launch_incomplete',
    (tool) => ({ url: tool.launch, method: 'GET' as const, headers: { authorization: 'Bearer a.b.c' } }),
  ],
  [
    'a launch of 200 KB',
    'request_too_large',
    (tool) => ({ url: tool.launch, body: `id_token=${'x'.repeat(200_000)}` }),
  ],
  [
    'a launch with a thousand fields',
    'form_unreadable',
    (tool) => ({ url: tool.launch, body: Array.from({ length: 1000 }, (_, n) => `f${n}=1`).join('&') }),
  ],
  [
    'a platform that says no',
    'platform_refused_login',
    (tool) => ({ url: tool.launch, body: 'error=login_required&state=x' }),
  ],
  [
    'a registration without a platform',
    'registration_not_from_platform',
    (tool) => ({ url: tool.register, method: 'GET' as const }),
  ],
  [
    'a registration with an invented link',
    'registration_link_invalid',
    (tool) => ({ url: `${tool.register}?link=x&openid_configuration=http://127.0.0.1/`, method: 'GET' as const }),
  ],
];
