/** The roster: Names and Role Provisioning Services 2.0. */
import { z } from 'zod';
import { failure, success, type Result } from '../shared/result.js';
import type { Listing, LtiGateway, Member, PlatformFailure, ServiceRef } from './gateway.js';
import { membershipScope } from './launch.rules.js';
import { courseRole } from './moodle.js';
import { allPages, readable } from './pages.js';
import { scopeMissing, unreadable, type ServiceClient } from './service-client.js';
import { seenLine } from '../shared/seen.js';

const shown = z.string().max(1000).transform(seenLine).optional().catch(undefined);

const membershipPage = z.object({ members: z.array(z.unknown()) });

const role = z.string().max(512);

/** What decides must be right, or the row is odd; what is only shown is left out. */
const memberShape = z.object({
  user_id: z.union([z.string().min(1).max(255), z.number().transform(String)]),
  roles: z
    .union([z.array(role).max(100), role.transform((one) => [one])])
    .nullish()
    .transform((roles) => roles ?? []),
  status: z
    .string()
    .nullish()
    .transform((status) => standingOf(status ?? 'Active'))
    .pipe(z.enum(['active', 'inactive', 'deleted'])),
  name: shown,
  given_name: shown,
  family_name: shown,
  email: shown,
});

type MemberRow = z.infer<typeof memberShape>;

/** `Active`, `active` or `http://purl.imsglobal.org/vocab/lis/v2/status#Active`. */
function standingOf(status: string): string {
  return (/[^#/]*$/.exec(status.trim())?.[0] ?? '').toLowerCase();
}

export function createMemberships(client: ServiceClient): Pick<LtiGateway, 'roster'> {
  return {
    async roster(ref, options = {}) {
      if (ref.membershipsUrl === undefined) return failure(scopeMissing(membershipScope));
      const url = new URL(ref.membershipsUrl);
      if (options.throughActivity === true) url.searchParams.set('rlid', ref.resourceLinkId);
      return members(client, ref, url.href);
    },
  };
}

async function members(client: ServiceClient, ref: ServiceRef, url: string): Promise<Result<Listing, PlatformFailure>> {
  const pages = await allPages(
    client,
    ref,
    {
      scope: membershipScope,
      method: 'GET',
      url,
      accept: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
      limit: 32 * 1024 * 1024,
    },
    membershipPage,
  );
  if (!pages.ok) return pages;
  const rows = pages.value.flatMap((page) => page.members);
  const found = readable(rows, memberShape);
  if (!found) return failure(unreadable('page'));
  // Moodle leaves suspended people out; NRPS 2.0 (2.3) lets others say Inactive or Deleted.
  const present = found.filter(({ status }) => status === 'active');
  return success({ members: present.map(toMember), whole: found.length === rows.length });
}

function toMember(member: MemberRow): Member {
  return {
    externalId: member.user_id,
    role: courseRole(member.roles),
    ...(member.name ? { name: member.name } : {}),
    ...(member.given_name ? { givenName: member.given_name } : {}),
    ...(member.family_name ? { familyName: member.family_name } : {}),
    ...(member.email ? { email: member.email } : {}),
  };
}
