/**
 * Claims of an id_token (LTI 1.3 core 5.3, AGS 3.1, NRPS 2.1, Deep Linking 4.4.1) as far as Tandem reads them. What decides
 * something must be right; what is only shown (names, titles, language) is dropped when it is not text.
 */
import { z } from 'zod';
import { seenLine } from '../shared/seen.js';

const claim = 'https://purl.imsglobal.org/spec/lti/claim/';

export const claimNames = {
  messageType: `${claim}message_type`,
  version: `${claim}version`,
  deploymentId: `${claim}deployment_id`,
  targetLinkUri: `${claim}target_link_uri`,
  roles: `${claim}roles`,
  context: `${claim}context`,
  resourceLink: `${claim}resource_link`,
  custom: `${claim}custom`,
  presentation: `${claim}launch_presentation`,
  forUser: `${claim}for_user`,
  endpoint: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  namesRoles: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
  deepLinking: 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings',
} as const;

// Without control characters and halves of characters: stores and headers make of those what they like.
const id = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);
const shown = z.string().max(10_000).transform(seenLine).optional().catch(undefined);
const address = z.string().max(2048);

/** An optional claim that is null says as much as one that is not there. */
function optional<Shape extends z.ZodType>(shape: Shape) {
  return shape.nullish().transform((value) => value ?? undefined);
}

// PHP writes an object without members as an empty list.
const nothing = z.array(z.unknown()).length(0);

/** The same of a claim that is an object, also where it has no members. */
function optionalObject<Shape extends z.ZodType>(shape: Shape) {
  return z.union([nothing.transform(() => undefined), optional(shape)]).optional();
}

const audience = z.union([id, z.array(id).min(1).max(20)]);

/** What must hold before the signature is worth checking. */
export const identityClaims = z.looseObject({
  iss: z.string().min(1).max(2048),
  aud: audience,
  azp: optional(id),
  sub: id,
  nonce: id,
  iat: optional(z.number()),
  exp: optional(z.number()),
  nbf: optional(z.number()),
});

export type IdentityClaims = z.infer<typeof identityClaims>;

export const launchClaims = z.object({
  aud: audience,
  sub: id,
  iat: optional(z.number()),
  name: shown,
  given_name: shown,
  family_name: shown,
  email: shown,
  [claimNames.messageType]: z.string().max(255),
  [claimNames.version]: z.string().max(255),
  [claimNames.deploymentId]: id,
  [claimNames.targetLinkUri]: address,
  [claimNames.roles]: z.array(z.string().max(512)).max(100),
  [claimNames.context]: optionalObject(z.object({ id, title: shown, label: shown })),
  [claimNames.resourceLink]: optionalObject(z.object({ id, title: shown, description: shown })),
  [claimNames.custom]: optionalObject(z.record(z.string().max(255), z.unknown())),
  [claimNames.presentation]: optionalObject(
    z.object({ locale: shown, document_target: shown, return_url: address.optional().catch(undefined) }),
  ),
  [claimNames.forUser]: optionalObject(z.object({ user_id: id })),
  [claimNames.endpoint]: optionalObject(
    z.object({
      scope: optional(z.array(z.string().max(512)).max(50)),
      lineitems: optional(address),
      lineitem: optional(address),
    }),
  ),
  [claimNames.namesRoles]: optionalObject(z.object({ context_memberships_url: optional(address) })),
  [claimNames.deepLinking]: optionalObject(
    z.object({
      deep_link_return_url: address,
      accept_types: z.array(z.string().max(255)).max(50),
      accept_multiple: optional(z.boolean()),
      data: optional(z.string().max(20_000)),
    }),
  ),
});

export type LaunchClaims = z.infer<typeof launchClaims>;
