import type { LaunchFailure } from './gateway.js';

interface FailureRule {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 429;
  /** In Moodle's own English words, or Tandem's setting. */
  setting?: string;
}

const toolUrl = 'Tool URL';
const redirect = 'Redirection URI(s)';
const clientId = 'Client ID';
const keysetUrl = "Public keyset (Moodle's), and Tandem's PLATFORM_HOSTS_ALLOWED";
const clocks = 'Server time of Moodle and of Tandem';

/** Every reason a login, a launch or a registration is refused for. The codes are part of the interface. */
export const launchFailureRules = {
  // Requests that no Moodle sends.
  method_not_allowed: { status: 405 },
  request_too_large: { status: 413 },
  form_expected: { status: 415 },
  form_unreadable: { status: 400 },
  field_repeated: { status: 400 },
  field_invalid: { status: 400 },
  too_many_requests: { status: 429 },
  // Login.
  login_incomplete: { status: 400, setting: 'Initiate login URL' },
  platform_unknown: { status: 403, setting: `Platform ID and ${clientId}` },
  client_id_missing: { status: 400, setting: clientId },
  platform_inactive: { status: 403, setting: 'Approval of the platform in Tandem' },
  deployment_unknown: { status: 403, setting: 'Deployment ID' },
  target_not_ours: { status: 400, setting: toolUrl },
  // Launch.
  launch_incomplete: { status: 400, setting: redirect },
  platform_refused_login: { status: 403, setting: redirect },
  state_unknown: { status: 401 },
  launch_expired: { status: 401 },
  launch_repeated: { status: 409 },
  other_browser: { status: 403 },
  other_platform: { status: 403 },
  token_unreadable: { status: 400 },
  token_header_refused: { status: 401, setting: 'Signature algorithm (must be RS256)' },
  token_expired: { status: 401, setting: clocks },
  token_from_future: { status: 401, setting: clocks },
  token_before_login: { status: 401, setting: clocks },
  token_times_missing: { status: 401 },
  nonce_mismatch: { status: 401 },
  audience_ambiguous: { status: 401, setting: clientId },
  authorised_party_mismatch: { status: 401, setting: clientId },
  key_unknown: { status: 401, setting: keysetUrl },
  keys_unreachable: { status: 401, setting: keysetUrl },
  signature_invalid: { status: 401, setting: keysetUrl },
  message_unsupported: { status: 400, setting: 'Deep linking (Content-Item Message)' },
  version_unsupported: { status: 400, setting: 'LTI version (must be LTI 1.3)' },
  claims_invalid: { status: 400 },
  course_missing: { status: 400 },
  return_url_foreign: { status: 400 },
  // Registration.
  registration_link_invalid: { status: 403, setting: 'Registration link made in Tandem' },
  registration_link_used: { status: 403, setting: 'Registration link made in Tandem' },
  registration_link_expired: { status: 403, setting: 'Registration link made in Tandem' },
  registration_not_from_platform: { status: 400, setting: 'Manage tools: paste the link, then Add LTI Advantage' },
  registration_address_refused: { status: 400, setting: 'PLATFORM_HOSTS_ALLOWED' },
  registration_issuer_mismatch: { status: 400, setting: 'wwwroot in config.php' },
  registration_configuration_unreadable: { status: 400 },
  registration_platform_unreachable: { status: 400, setting: 'PLATFORM_HOSTS_ALLOWED' },
  registration_refused: { status: 400, setting: 'Manage tools' },
} as const satisfies Record<string, FailureRule>;

export type LaunchFailureCode = keyof typeof launchFailureRules;

export function launchFailure(code: LaunchFailureCode, values: Readonly<Record<string, string>> = {}): LaunchFailure {
  const rule: FailureRule = launchFailureRules[code];
  return { code, status: rule.status, values, ...(rule.setting === undefined ? {} : { setting: rule.setting }) };
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
