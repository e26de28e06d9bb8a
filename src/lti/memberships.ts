/** The roster: Names and Role Provisioning Services 2.0. */
import { z } from 'zod';
import { failure, success, type Result } from '../shared/result.js';
import type { LtiGateway, Member, PlatformFailure, ServiceRef } from './gateway.js';
import { membershipScope } from './launch.rules.js';
import { courseRole } from './moodle.js';
import { allPages } from './pages.js';
import { scopeMissing, type ServiceClient } from './service-client.js';
import { seenLine } from '../shared/seen.js';

const shown = z.string().max(1000).transform(seenLine).optional().catch(undefined);

const membershipPage = z.object({
  members: z.array(
    z.object({
      user_id: z.union([z.string().min(1).max(255), z.number().transform(String)]),
      roles: z.array(z.string().max(512)).max(100).default([]),
      status: z.string().max(50).default('Active'),
      name: shown,
      given_name: shown,
      family_name: shown,
      email: shown,
    }),
  ),
});

type MembershipPage = z.infer<typeof membershipPage>;

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

async function members(
  client: ServiceClient,
  ref: ServiceRef,
  url: string,
): Promise<Result<Member[], PlatformFailure>> {
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
  return success(pages.value.flatMap((page) => page.members.filter(isPresent).map(toMember)));
}

/** Moodle leaves suspended people out; NRPS 2.0 (2.3) lets others say Inactive or Deleted. */
function isPresent(member: MembershipPage['members'][number]): boolean {
  return member.status === 'Active';
}

function toMember(member: MembershipPage['members'][number]): Member {
  return {
    externalId: member.user_id,
    role: courseRole(member.roles),
    ...(member.name ? { name: member.name } : {}),
    ...(member.given_name ? { givenName: member.given_name } : {}),
    ...(member.family_name ? { familyName: member.family_name } : {}),
    ...(member.email ? { email: member.email } : {}),
  };
}
