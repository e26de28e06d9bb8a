import { createHash, randomInt } from 'node:crypto';
import { launchRoles, offersRoster } from './access.js';
import { ownColumn } from './gradebook.js';
import type { Moodle } from './moodle.js';
import { lineItemsUrl, lineItemUrl, membershipsUrl, permittedScopes, returnUrl, scopes } from './urls.js';
import { customClaim, type Subject } from './variables.js';
import {
  fullName,
  type GradeItem,
  type SandboxActivity,
  type SandboxCourse,
  type SandboxPerson,
  type ToolType,
} from './world.js';

/** The claims of an id_token, as recorded from Moodle 4.5.6. */
const lti = 'https://purl.imsglobal.org/spec/lti/claim/';
const deepLinking = 'https://purl.imsglobal.org/spec/lti-dl/claim/';

export type Message = 'LtiResourceLinkRequest' | 'LtiDeepLinkingRequest' | 'LtiSubmissionReviewRequest';

export interface LaunchRequest {
  message: Message;
  tool: ToolType;
  course: SandboxCourse;
  person: SandboxPerson;
  /** Absent in a deep-linking request. */
  activity?: SandboxActivity;
  /** Only for a submission review. */
  forPersonId?: string;
  container: number;
  sesskey: string;
  nonce: string;
}

export type Claims = Record<string, unknown>;

/** Where the message goes: the activity's own address, the review's, the picker's, or the tool's. */
export function targetOf(moodle: Moodle, request: Pick<LaunchRequest, 'message' | 'tool' | 'activity'>): string {
  if (request.message === 'LtiDeepLinkingRequest') return request.tool.deepLinkUrl ?? request.tool.targetUrl;
  if (request.message === 'LtiSubmissionReviewRequest') {
    const review = reviewOf(moodle, request.activity);
    if (review?.url) return review.url;
  }
  return request.activity?.url ?? request.tool.targetUrl;
}

type Review = NonNullable<GradeItem['service']>['review'];

function reviewOf(moodle: Moodle, activity: SandboxActivity | undefined): Review {
  return (activity && ownColumn(moodle.state, activity)?.service?.review) ?? null;
}

export function launchClaims(moodle: Moodle, request: LaunchRequest): Claims {
  const { tool, course, person, activity } = request;
  const issuedAt = moodle.seconds();
  const resultId = activity?.graded ? resultIdOf(activity, person) : undefined;
  const subject: Subject = { tool, course, person, activity, resultId };
  const review = request.message === 'LtiSubmissionReviewRequest' ? reviewOf(moodle, activity) : null;
  return {
    nonce: request.nonce,
    iat: issuedAt,
    exp: issuedAt + 60,
    iss: moodle.url,
    aud: tool.clientId,
    [`${lti}deployment_id`]: tool.deploymentId,
    [`${lti}target_link_uri`]: targetOf(moodle, request),
    sub: person.id,
    [`${lti}lis`]: { person_sourcedid: person.idNumber, course_section_sourcedid: course.idNumber },
    [`${lti}roles`]: launchRoles(moodle.state, course.id, person.id),
    [`${lti}context`]: { id: course.id, label: course.shortName, title: course.fullName, type: ['CourseSection'] },
    ...forUser(request.forPersonId),
    [`${lti}message_type`]: request.message,
    ...linkClaims(activity),
    ...(resultId === undefined ? {} : outcomeClaim(moodle, resultId)),
    ...personClaims(tool, person),
    [`${lti}launch_presentation`]: presentation(moodle, request),
    [`${lti}tool_platform`]: platform(moodle),
    [`${lti}version`]: '1.3.0',
    [`${lti}custom`]: customClaim(moodle, subject, review?.custom),
    ...serviceClaims(moodle, request),
    ...deepLinkingClaim(moodle, request),
  };
}

function forUser(personId: string | undefined): Claims {
  return personId === undefined ? {} : { [`${lti}for_user`]: { user_id: personId } };
}

function linkClaims(activity: SandboxActivity | undefined): Claims {
  if (!activity) return {};
  return { [`${lti}resource_link`]: { title: activity.name, description: activity.intro, id: activity.instanceId } };
}

export function resultIdOf(activity: SandboxActivity, person: SandboxPerson): string {
  const data = {
    instanceid: activity.instanceId,
    userid: person.id,
    typeid: activity.typeId,
    launchid: randomInt(1, 2_147_483_647),
  };
  return JSON.stringify({ data, hash: createHash('sha256').update(JSON.stringify(data)).digest('hex') });
}

export function outcomeClaim(moodle: Moodle, resultId: string): Claims {
  const claim = { lis_result_sourcedid: resultId, lis_outcome_service_url: `${moodle.url}/mod/lti/service.php` };
  return { 'https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome': claim };
}

function personClaims(tool: ToolType, person: SandboxPerson): Claims {
  const names = { given_name: person.givenName, family_name: person.familyName, name: fullName(person) };
  return {
    ...(tool.shareName ? names : {}),
    [`${lti}ext`]: { ...(tool.shareName ? { user_username: person.username } : {}), lms: 'moodle-2' },
    ...(tool.shareEmail ? { email: person.email } : {}),
  };
}

function presentation(moodle: Moodle, request: LaunchRequest): Claims {
  const { activity, container, sesskey } = request;
  if (!activity) return { locale: request.person.locale };
  const target = { 4: 'window', 5: 'frame' }[container] ?? 'iframe';
  return {
    locale: request.person.locale,
    document_target: target,
    return_url: returnUrl(moodle, { activity, container, sesskey }),
  };
}

function platform(moodle: Moodle): Claims {
  return {
    product_family_code: 'moodle',
    version: '2024100706',
    guid: createHash('md5').update(moodle.url).digest('hex'),
    name: moodle.state.site.shortName,
    description: moodle.state.site.name,
  };
}

function serviceClaims(moodle: Moodle, { tool, course, activity }: LaunchRequest): Claims {
  const claims: Claims = {};
  const place = { courseId: course.id, typeId: tool.typeId };
  if (tool.grades !== 'none') {
    const endpoint: Claims = {
      scope: permittedScopes(tool).filter((scope) => scope !== scopes.roster),
      lineitems: lineItemsUrl(moodle, course.id, tool.typeId),
    };
    // One column in all: its address, or an empty one when the only column is not the activity's own. Two: none.
    if (activity && columnsOf(moodle, activity) === 1) {
      const own = ownColumn(moodle.state, activity);
      endpoint['lineitem'] = own ? lineItemUrl(moodle, { ...place, itemId: own.id }) : '';
    }
    claims['https://purl.imsglobal.org/spec/lti-ags/claim/endpoint'] = endpoint;
  }
  if (offersRoster(moodle.state, tool, course)) {
    claims['https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice'] = {
      context_memberships_url: membershipsUrl(moodle, course.id, tool.typeId),
      service_versions: ['1.0', '2.0'],
    };
  }
  return claims;
}

function columnsOf(moodle: Moodle, activity: SandboxActivity): number {
  const own = ownColumn(moodle.state, activity);
  return moodle.state.gradeItems.filter(
    (item) => item === own || (item.courseId === activity.courseId && item.service?.linkId === activity.instanceId),
  ).length;
}

function deepLinkingClaim(moodle: Moodle, { message, tool, course, sesskey }: LaunchRequest): Claims {
  if (message !== 'LtiDeepLinkingRequest') return {};
  const query = new URLSearchParams({ course: course.id, id: tool.typeId, sesskey });
  return {
    [`${deepLinking}deep_linking_settings`]: {
      accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['frame', 'iframe', 'window'],
      accept_copy_advice: false,
      accept_multiple: true,
      accept_unsigned: false,
      auto_create: false,
      can_confirm: false,
      deep_link_return_url: `${moodle.url}/mod/lti/contentitem_return.php?${query.toString()}`,
      title: tool.name,
      text: '',
    },
  };
}
