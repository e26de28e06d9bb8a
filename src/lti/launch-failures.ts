import { newReference } from '../shared/ids.js';
import type { LaunchFailure } from './gateway.js';

/** Settings of Moodle and of Tandem that can be at fault; each has its name and the way to it among the texts of launches. */
type Setting =
  | 'approval'
  | 'client_id'
  | 'clocks'
  | 'custom_parameters'
  | 'deep_linking'
  | 'deployment_id'
  | 'keyset_url'
  | 'login_url'
  | 'lti_version'
  | 'manage_tools'
  | 'private_hosts'
  | 'redirect_uris'
  | 'registration_link'
  | 'site_address'
  | 'tool_url';

interface FailureRule {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 429;
  /** Absent when no setting is at fault. */
  setting?: Setting;
}

/** Every reason a login, a launch or a registration is refused for. The codes are part of the interface. */
export const launchFailureRules = {
  // Requests that no Moodle sends.
  method_not_allowed: { status: 405 },
  request_too_large: { status: 413, setting: 'custom_parameters' },
  form_expected: { status: 415 },
  form_unreadable: { status: 400 },
  field_repeated: { status: 400 },
  field_invalid: { status: 400 },
  too_many_requests: { status: 429 },
  too_many_failures: { status: 429 },
  // Login.
  login_incomplete: { status: 400, setting: 'login_url' },
  platform_unknown: { status: 403, setting: 'client_id' },
  client_id_missing: { status: 400, setting: 'client_id' },
  platform_inactive: { status: 403, setting: 'approval' },
  deployment_unknown: { status: 403, setting: 'deployment_id' },
  target_not_ours: { status: 400, setting: 'tool_url' },
  // Launch.
  launch_incomplete: { status: 400, setting: 'redirect_uris' },
  platform_refused_login: { status: 403, setting: 'redirect_uris' },
  state_unknown: { status: 401 },
  launch_expired: { status: 401 },
  launch_repeated: { status: 409 },
  other_browser: { status: 403 },
  other_platform: { status: 403 },
  token_unreadable: { status: 400 },
  token_header_refused: { status: 401 },
  token_expired: { status: 401, setting: 'clocks' },
  token_from_future: { status: 401, setting: 'clocks' },
  token_before_login: { status: 401, setting: 'clocks' },
  token_times_missing: { status: 401 },
  nonce_mismatch: { status: 401 },
  audience_ambiguous: { status: 401, setting: 'client_id' },
  authorised_party_mismatch: { status: 401, setting: 'client_id' },
  key_unknown: { status: 401, setting: 'keyset_url' },
  keys_unreachable: { status: 401, setting: 'private_hosts' },
  signature_invalid: { status: 401, setting: 'keyset_url' },
  message_unsupported: { status: 400, setting: 'deep_linking' },
  version_unsupported: { status: 400, setting: 'lti_version' },
  claims_invalid: { status: 400 },
  course_missing: { status: 400 },
  platform_busy: { status: 429 },
  return_url_foreign: { status: 400, setting: 'site_address' },
  // Registration.
  registration_link_invalid: { status: 403, setting: 'registration_link' },
  registration_link_used: { status: 403, setting: 'registration_link' },
  registration_link_expired: { status: 403, setting: 'registration_link' },
  registration_not_from_platform: { status: 400, setting: 'manage_tools' },
  registration_address_refused: { status: 400, setting: 'private_hosts' },
  registration_issuer_mismatch: { status: 400, setting: 'site_address' },
  registration_configuration_unreadable: { status: 400, setting: 'manage_tools' },
  registration_platform_unreachable: { status: 400, setting: 'private_hosts' },
  registration_refused: { status: 400, setting: 'manage_tools' },
} as const satisfies Record<string, FailureRule>;

export type LaunchFailureCode = keyof typeof launchFailureRules;

export function launchFailure(code: LaunchFailureCode, values: Readonly<Record<string, string>> = {}): LaunchFailure {
  const { status } = launchFailureRules[code];
  const setting = settingOf(code);
  return { code, status, reference: newReference(), values, ...(setting === undefined ? {} : { setting }) };
}

/** The setting that a code leads to; codes of stored failures may be older than the rules. */
export function settingOf(code: string): string | undefined {
  if (!Object.hasOwn(launchFailureRules, code)) return undefined;
  // SAFETY: hasOwn has just said so.
  const rule: FailureRule = launchFailureRules[code as LaunchFailureCode];
  return rule.setting;
}

/** Thrown between the guard and the page; carries nothing of a person. */
export class LaunchRefused extends Error {
  readonly failure: LaunchFailure;

  constructor(code: LaunchFailureCode, values: Readonly<Record<string, string>> = {}) {
    super(code);
    this.name = 'LaunchRefused';
    this.failure = launchFailure(code, values);
  }
}
