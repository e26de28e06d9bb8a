import { listedFor, rosterRoles } from './access.js';
import { outcomeClaim, resultIdOf } from './claims.js';
import { courseById, ltiByInstance, toolByType, type Moodle } from './moodle.js';
import { pageOf, phpJson, Refusal, type Resource, type ServiceAnswer, type ServiceCall } from './service-call.js';
import { membershipsUrl, scopes } from './urls.js';
import { fullName, type SandboxActivity, type SandboxCourse, type SandboxPerson, type ToolType } from './world.js';

/** Names and roles (NRPS 2.0), as Moodle answers: short role names, always "Active", sorted by family name. */
const v2 = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
const v1 = 'application/vnd.ims.lis.v2.membershipcontainer+json';

export const rosterResource: Resource = {
  pattern: /^\/CourseSection\/([^/]+)\/bindings\/([^/]+)\/memberships$/,
  formats: [v1, v2],
  scopes: { GET: [scopes.roster] },
  handle: roster,
};

interface Listing {
  tool: ToolType;
  course: SandboxCourse;
  url: string;
  activity: SandboxActivity | undefined;
}

function roster(moodle: Moodle, call: ServiceCall): ServiceAnswer {
  const listing = listingFor(moodle, call);
  const { activity, course, url } = listing;
  const wanted = membersOf(moodle, course, call.query.get('role')).filter(
    (person) => !activity || listedFor(moodle, activity, person.id),
  );
  const { limit, from } = pageOf(call.query);
  const members = limit ? wanted.slice(from, from + limit) : wanted;
  const asked = call.accept === v1 ? v1 : v2;
  const body = asked === v1 ? oldBody(moodle, listing, members) : newBody(moodle, listing, members);
  const given: ServiceAnswer = { status: 200, type: asked, body: phpJson(body) };
  if (limit && from + limit < wanted.length) {
    // The next address keeps `rlid` and forgets `role`.
    const kept = activity ? `&rlid=${activity.instanceId}` : '';
    given.link = `<${url}?limit=${limit}&from=${from + limit}${kept}>; rel="next"`;
  }
  return given;
}

function listingFor(moodle: Moodle, call: ServiceCall): Listing {
  const [courseId = '', bindingId = ''] = call.params;
  const course = courseId === '1' ? frontPage(moodle) : courseById(moodle.state, courseId);
  if (!course) throw new Refusal(404, `Not Found: Course ${courseId} doesn't exist`);
  const tool = toolByType(moodle.state, bindingId);
  if (tool?.typeId !== call.typeId) throw new Refusal(404, `Not Found: Tool ${bindingId} doesn't exist`);
  const linkId = call.query.get('rlid');
  // An activity of another tool is not refused.
  const activity = linkId === null ? undefined : ltiByInstance(moodle.state, linkId);
  if (linkId !== null && !activity) throw new Refusal(404, `Not Found: LTI link ${linkId} doesn't exist`);
  return { tool, course, activity, url: membershipsUrl(moodle, courseId, bindingId) };
}

/** Course 1 is Moodle's front page, whose members are all accounts. */
function frontPage(moodle: Moodle): SandboxCourse {
  const { name, shortName } = moodle.state.site;
  const none = { idNumber: '', summary: '', startsAt: 0, endsAt: 0, copiedFrom: [], sections: [] };
  return { id: '1', fullName: name, shortName, ...none };
}

const shortRole = /^(?:http:\/\/purl\.imsglobal\.org\/vocab\/lis\/v2\/membership#)?(Instructor|Learner)$/;

function membersOf(moodle: Moodle, course: SandboxCourse, role: string | null): SandboxPerson[] {
  const { state } = moodle;
  // A role that Moodle does not know filters nothing.
  const wanted = shortRole.exec(role ?? '')?.[1];
  const here = state.enrolments.filter((enrolment) => enrolment.courseId === course.id && !enrolment.suspended);
  const enrolled = new Set(here.map((enrolment) => enrolment.personId));
  const roleOf = rosterRoles(state, course.id);
  return state.people
    .filter((person) => course.id === '1' || enrolled.has(person.id))
    .filter((person) => wanted === undefined || roleOf(person) === wanted)
    .sort((one, other) => (one.familyName + one.givenName < other.familyName + other.givenName ? -1 : 1));
}

function newBody(moodle: Moodle, { tool, course, url, activity }: Listing, members: SandboxPerson[]): unknown {
  const roleOf = rosterRoles(moodle.state, course.id);
  return {
    id: url,
    context: { id: course.id, label: course.shortName, title: course.fullName },
    members: members.map((person) => ({
      status: 'Active',
      roles: [roleOf(person)],
      ...(activity ? { message: [linkMessage(moodle, activity, person)] } : {}),
      user_id: person.id,
      lis_person_sourcedid: person.idNumber,
      ...(tool.shareName
        ? { name: fullName(person), given_name: person.givenName, family_name: person.familyName }
        : {}),
      ...(tool.shareEmail ? { email: person.email } : {}),
      ...(tool.shareName ? { ext_user_username: person.username } : {}),
    })),
  };
}

function linkMessage(moodle: Moodle, activity: SandboxActivity, person: SandboxPerson): unknown {
  const claim = activity.graded ? outcomeClaim(moodle, resultIdOf(activity, person)) : {};
  return { 'https://purl.imsglobal.org/spec/lti/claim/message_type': 'LtiResourceLinkRequest', ...claim };
}

function oldBody(moodle: Moodle, { tool, course, url }: Listing, members: SandboxPerson[]): unknown {
  const roleOf = rosterRoles(moodle.state, course.id);
  const membership = members.map((person) => ({
    status: 'Active',
    role: [roleOf(person)],
    member: {
      '@type': 'LISPerson',
      userId: person.id,
      sourcedId: person.idNumber,
      ...(tool.shareName ? { name: fullName(person), givenName: person.givenName, familyName: person.familyName } : {}),
      ...(tool.shareEmail ? { email: person.email } : {}),
      ...(tool.shareName ? { ext_user_username: person.username } : {}),
    },
  }));
  return {
    '@context': 'http://purl.imsglobal.org/ctx/lis/v2/MembershipContainer',
    '@type': 'Page',
    '@id': url,
    pageOf: {
      '@type': 'LISMembershipContainer',
      membershipSubject: { '@type': 'Context', contextId: course.id, membership },
    },
  };
}
