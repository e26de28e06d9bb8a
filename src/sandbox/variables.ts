import {
  enrolmentOf,
  fullName,
  type SandboxActivity,
  type SandboxCourse,
  type SandboxPerson,
  type ToolType,
} from './world.js';
import { isStaff, offersRoster, siteRoleOf } from './access.js';
import { ownColumn } from './gradebook.js';
import type { Moodle } from './moodle.js';
import { lineItemsUrl, lineItemUrl, membershipsUrl } from './urls.js';

/** Custom parameters: `$Variables` that Moodle knows are replaced, with null when it has no value; others stay literal. */
export interface Subject {
  tool: ToolType;
  course: SandboxCourse;
  person: SandboxPerson;
  /** Absent in a deep-linking request. */
  activity: SandboxActivity | undefined;
  /** `lis_result_sourcedid` of a graded activity. */
  resultId: string | undefined;
}

export function customClaim(
  moodle: Moodle,
  subject: Subject,
  review: Record<string, string> = {},
): Record<string, string | null> {
  const values = knownVariables(moodle, subject);
  const claim: Record<string, string | null> = {};
  // Parameters of the tool win over those of the activity, and the review's over both.
  for (const parameters of [subject.activity?.custom ?? {}, subject.tool.custom, review]) {
    for (const [key, text] of Object.entries(parameters)) {
      const known = text.startsWith('$') ? values[text.slice(1)] : undefined;
      const value = known === undefined ? text : known;
      // A key that is not lower-case letters and digits arrives twice.
      claim[key.toLowerCase().replace(/[^a-z0-9]/g, '_')] = value;
      claim[key] = value;
    }
  }
  if (offersRoster(moodle.state, subject.tool, subject.course)) {
    claim['context_memberships_url'] = membershipsUrl(moodle, subject.course.id, subject.tool.typeId);
  }
  return claim;
}

function knownVariables(moodle: Moodle, subject: Subject): Record<string, string | null> {
  return {
    'basic-lti-launch-request': null,
    ContentItemSelectionRequest: null,
    ToolProxyRegistrationRequest: null,
    ...courseVariables(subject.course),
    ...personVariables(moodle, subject),
    ...linkVariables(moodle, subject),
  };
}

function isoSeconds(time: number): string {
  return new Date(time * 1000).toISOString().replace('.000Z', '+00:00');
}

function courseVariables(course: SandboxCourse): Record<string, string | null> {
  return {
    'Context.id': course.id,
    'Context.title': course.fullName,
    'Context.label': course.shortName,
    'Context.id.history': course.copiedFrom.join(','),
    'Context.sourcedId': course.idNumber,
    'Context.longDescription': course.summary,
    'Context.timeFrame.begin': String(course.startsAt),
    'CourseSection.title': course.fullName,
    'CourseSection.label': course.shortName,
    'CourseSection.sourcedId': course.idNumber,
    'CourseSection.longDescription': course.summary,
    'CourseSection.timeFrame.begin': isoSeconds(course.startsAt),
    'CourseSection.timeFrame.end': isoSeconds(course.endsAt),
  };
}

function personVariables(moodle: Moodle, { tool, course, person }: Subject): Record<string, string | null> {
  const groups = moodle.state.groups.filter(
    (group) => group.courseId === course.id && group.memberIds.includes(person.id),
  );
  return {
    'User.id': person.id,
    // Privacy "never" leaves the user name, the addresses, the time zone and the id number to those who ask.
    'User.username': person.username,
    'Person.name.full': tool.shareName ? fullName(person) : null,
    'Person.name.given': tool.shareName ? person.givenName : null,
    'Person.name.family': tool.shareName ? person.familyName : null,
    'Person.email.primary': tool.shareEmail ? person.email : null,
    'Person.sourcedId': person.idNumber,
    'Person.name.middle': '',
    'Person.address.street1': '',
    'Person.address.locality': person.city,
    'Person.address.country': person.country,
    'Person.address.timezone': person.timeZone,
    'Person.phone.primary': '',
    'Person.phone.mobile': '',
    'Person.webaddress': '',
    'Membership.role': membershipRole(moodle, course.id, person.id),
    'Moodle.Person.userGroupIds': enrolmentOf(moodle.state, course.id, person.id)
      ? groups.map((group) => group.id).join(',')
      : '',
  };
}

function membershipRole(moodle: Moodle, courseId: string, personId: string): string {
  if (!isStaff(moodle.state, courseId, personId)) return 'Learner';
  return siteRoleOf(moodle.state, personId) === 'admin'
    ? 'Instructor,urn:lti:sysrole:ims/lis/Administrator,urn:lti:instrole:ims/lis/Administrator'
    : 'Instructor';
}

function linkVariables(moodle: Moodle, { tool, course, activity, resultId }: Subject): Record<string, string | null> {
  const column = activity && ownColumn(moodle.state, activity);
  const place = { courseId: course.id, typeId: tool.typeId };
  const outcomes = resultId === undefined ? null : `${moodle.url}/mod/lti/service.php`;
  const result = resultId ?? null;
  const none = { instanceId: null, name: null, intro: null };
  const { instanceId, name, intro } = activity ?? none;
  return {
    'ResourceLink.id': instanceId,
    'ResourceLink.title': name,
    'ResourceLink.description': intro,
    'Result.sourcedId': result,
    'Result.autocreate': outcomes,
    'BasicOutcome.sourcedId': result,
    'BasicOutcome.url': outcomes,
    'LineItem.url': column ? lineItemUrl(moodle, { ...place, itemId: column.id }) : '',
    'LineItems.url': lineItemsUrl(moodle, course.id, tool.typeId),
    'ToolProxyBinding.memberships.url': membershipsUrl(moodle, course.id, tool.typeId),
    // Moodle forgets to fill this one in.
    'LtiLink.memberships.url': `${moodle.url}/mod/lti/services.php/links/{link_id}/memberships`,
  };
}
