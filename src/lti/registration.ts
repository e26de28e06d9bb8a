import type { z } from 'zod';
import { second } from '../shared/clock.js';
import { callableUrl, type AddressPolicy } from './addresses.rules.js';
import type { Fields } from './form.js';
import type { NewPlatform, PlatformFailure, RegistrationFinish } from './gateway.js';
import { LaunchRefused } from './launch-failures.js';
import type { ToolAddresses } from './options.js';
import type { Answer, Outgoing, OutgoingRequest } from './outgoing.js';
import type { Announced, PlatformRegistry } from './platforms.js';
import type { RegistrationLinks } from './registration-links.js';
import {
  deploymentOf,
  platformAnnouncement,
  productOf,
  registrationAnswer,
  registrationRequest,
  nextSteps,
  speaksFor,
  type PlatformAnnouncement,
  type RegistrationAnswer,
} from './registration.rules.js';

export interface Registration {
  /** A platform's administrator opened one of our links. Throws {@link LaunchRefused}. */
  register(fields: Fields): Promise<RegistrationFinish>;
}

interface RegistrationNeeds {
  links: RegistrationLinks;
  registry: PlatformRegistry;
  outgoing: Outgoing;
  policy: AddressPolicy;
  addresses: ToolAddresses;
  tool: { name: string; description: string };
}

const limits = { timeout: 8 * second, limit: 256 * 1024 };

export function createRegistration(needs: RegistrationNeeds): Registration {
  return {
    async register(fields) {
      const configurationUrl = fields.openid_configuration;
      if (!configurationUrl) throw new LaunchRefused('registration_not_from_platform');
      const link = await needs.links.take(fields.link);
      try {
        const announcement = await announced(needs, configurationUrl);
        return await registered(needs, announcement, { token: fields.registration_token, approved: link.approved });
      } catch (error) {
        await link.giveBack();
        throw error;
      }
    },
  };
}

async function announced(needs: RegistrationNeeds, configurationUrl: string): Promise<PlatformAnnouncement> {
  const url = callable(configurationUrl, needs.policy);
  const answer = await sent(needs.outgoing, { method: 'GET', url: url.href, headers: { Accept: 'application/json' } });
  const announcement = parsed(platformAnnouncement, answer);
  // Whoever serves the configuration may only speak for its own host, or any site could register another's issuer.
  const issuer = callable(announcement.issuer, needs.policy);
  if (!speaksFor(url, issuer))
    throw new LaunchRefused('registration_issuer_mismatch', { found: announcement.issuer, needed: url.host });
  callable(announcement.registration_endpoint, needs.policy);
  callable(announcement.authorization_endpoint, needs.policy);
  callable(announcement.token_endpoint, needs.policy);
  callable(announcement.jwks_uri, needs.policy);
  return announcement;
}

async function registered(
  needs: RegistrationNeeds,
  announcement: PlatformAnnouncement,
  { token, approved }: { token: string | undefined; approved: boolean },
): Promise<RegistrationFinish> {
  const answer = await sent(needs.outgoing, {
    method: 'POST',
    url: announcement.registration_endpoint,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...bearer(token) },
    body: JSON.stringify(registrationRequest(needs.addresses, needs.tool)),
  });
  const given = parsed(registrationAnswer, answer);
  const announced = announcedBy(announcement, given);
  const renewed = await needs.registry.renew(announced, approved);
  const platform = renewed ?? (await needs.registry.api.register(firstTime(announcement, announced, approved)));
  const { issuer, clientId } = announced;
  const others = (await needs.registry.ofIssuer(issuer)).filter(({ platformId }) => platformId !== platform.platformId);
  return {
    platformName: platform.name,
    issuer,
    clientId,
    approved: platform.active,
    updated: renewed !== undefined,
    next: nextSteps(platform, { updated: renewed !== undefined, knownBefore: others.length > 0 }),
  };
}

function announcedBy(announcement: PlatformAnnouncement, given: RegistrationAnswer): Announced {
  return {
    issuer: announcement.issuer,
    clientId: given.client_id,
    authenticationEndpoint: announcement.authorization_endpoint,
    accessTokenEndpoint: announcement.token_endpoint,
    keysetUrl: announcement.jwks_uri,
    deploymentId: deploymentOf(given),
  };
}

function firstTime(
  announcement: PlatformAnnouncement,
  { deploymentId, ...announced }: Announced,
  active: boolean,
): NewPlatform {
  const name = `${new URL(announced.issuer).host} (${productOf(announcement)})`;
  return { ...announced, name, deploymentIds: deploymentId === undefined ? [] : [deploymentId], active };
}

function bearer(token: string | undefined): Record<string, string> {
  if (token === undefined) return {};
  if (!/^[\x21-\x7e]{1,8192}$/.test(token)) throw new LaunchRefused('registration_not_from_platform');
  return { Authorization: `Bearer ${token}` };
}

function callable(address: string, policy: AddressPolicy): URL {
  const url = callableUrl(address, policy);
  if (typeof url === 'string') throw new LaunchRefused('registration_address_refused', { found: address });
  return url;
}

async function sent(outgoing: Outgoing, request: OutgoingRequest): Promise<Answer> {
  const answer = await outgoing.send({ ...request, ...limits });
  if (!answer.ok)
    throw new LaunchRefused(codeOf(answer.failure), { found: answer.failure.detail ?? answer.failure.code });
  const { status } = answer.value;
  // Moodle answers 200 where the standard says 201.
  if (status !== 200 && status !== 201) throw new LaunchRefused('registration_refused', { found: String(status) });
  return answer.value;
}

function codeOf({ detail, code }: PlatformFailure) {
  if (detail?.startsWith('address_')) return 'registration_address_refused';
  return code === 'unreadable' ? 'registration_configuration_unreadable' : 'registration_platform_unreachable';
}

function parsed<Shape extends z.ZodType>(shape: Shape, answer: Answer): z.infer<Shape> {
  let body: unknown;
  try {
    body = JSON.parse(answer.body);
  } catch {
    throw new LaunchRefused('registration_configuration_unreadable');
  }
  const outcome = shape.safeParse(body);
  if (!outcome.success) throw new LaunchRefused('registration_configuration_unreadable');
  return outcome.data;
}
