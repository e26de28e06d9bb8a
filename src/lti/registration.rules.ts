/** What Tandem asks of a platform that registers it (LTI Dynamic Registration 1.0), and what it must be told. Pure. */
import { z } from 'zod';
import type { NextStep, Platform } from './gateway.js';
import { customVariables } from './moodle.js';
import { membershipScope } from './launch.rules.js';
import type { ToolAddresses } from './options.js';

const address = z.string().max(2048);
const toolConfiguration = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const platformConfiguration = 'https://purl.imsglobal.org/spec/lti-platform-configuration';
const ags = 'https://purl.imsglobal.org/spec/lti-ags/scope';

export const platformAnnouncement = z.object({
  issuer: address,
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  registration_endpoint: address,
  [platformConfiguration]: z
    .object({
      product_family_code: z
        .string()
        .regex(/^[\w .-]{1,60}$/)
        .optional(),
    })
    .optional()
    .catch(undefined),
});

export type PlatformAnnouncement = z.infer<typeof platformAnnouncement>;

export const registrationAnswer = z.object({
  client_id: z.string().min(1).max(255),
  [toolConfiguration]: z
    .object({ deployment_id: z.union([z.string().min(1).max(255), z.number().transform(String)]).nullish() })
    .nullish(),
});

export type RegistrationAnswer = z.infer<typeof registrationAnswer>;

export function deploymentOf(answer: RegistrationAnswer): string | undefined {
  return answer[toolConfiguration]?.deployment_id ?? undefined;
}

/**
 * Whoever serves the configuration may only speak for its own Moodle: the host, and where several Moodles share one, the
 * folder (`https://example.edu/moodle-a`). Otherwise any site could register, or update, another's issuer.
 */
export function speaksFor(configuration: URL, issuer: URL): boolean {
  const folder = issuer.pathname.replace(/\/*$/, '/');
  const plain = issuer.search === '' && issuer.hash === '';
  return plain && issuer.origin === configuration.origin && configuration.pathname.startsWith(folder);
}

/** What the administrator has to click now: Moodle's "Update" leaves the tool activated but resets the chooser. */
export function nextSteps(
  platform: Pick<Platform, 'active' | 'stoppedAt'>,
  { updated, knownBefore }: { updated: boolean; knownBefore: boolean },
): NextStep[] {
  const clicks: NextStep[] = updated
    ? ['close', 'show_in_activity_chooser_again']
    : ['activate', 'show_in_activity_chooser'];
  if (!updated && knownBefore) clicks.push('join_or_not');
  if (platform.active) return clicks;
  return [...clicks, platform.stoppedAt ? 'wait_for_approval_after_stop' : 'wait_for_approval'];
}

export function productOf(announcement: PlatformAnnouncement): string {
  return announcement[platformConfiguration]?.product_family_code ?? 'platform';
}

export const scopes = [
  `${ags}/lineitem`,
  `${ags}/lineitem.readonly`,
  `${ags}/result.readonly`,
  `${ags}/score`,
  membershipScope,
] as const;

/**
 * Moodle reads its settings from this: the claims decide "Share name" and "Share email", the scopes grades and members,
 * the deep-linking message "Select content". The activity chooser cannot be asked for.
 */
export function registrationRequest(addresses: ToolAddresses, tool: { name: string; description: string }) {
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: addresses.login,
    // Moodle compares the address to come back to with these, character by character.
    redirect_uris: [addresses.launch],
    client_name: tool.name,
    logo_uri: addresses.icon,
    jwks_uri: addresses.keys,
    token_endpoint_auth_method: 'private_key_jwt',
    scope: scopes.join(' '),
    [toolConfiguration]: {
      domain: new URL(addresses.base).host,
      target_link_uri: addresses.launch,
      description: tool.description,
      custom_parameters: customVariables,
      claims: ['iss', 'sub', 'name', 'given_name', 'family_name', 'email'],
      messages: [
        {
          type: 'LtiDeepLinkingRequest',
          target_link_uri: addresses.launch,
          label: tool.name,
          placements: ['ContentArea'],
        },
        { type: 'LtiResourceLinkRequest', target_link_uri: addresses.launch },
        { type: 'LtiSubmissionReviewRequest', target_link_uri: addresses.launch },
      ],
    },
  };
}
