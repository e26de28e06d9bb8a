import express, { type Request, type Router } from 'express';
import type { SandboxParts } from './parts.js';
import { peopleControl, type PeopleControl } from './control-people.js';
import { frameFor, goBack, roleNames, type Visitor } from './page-frame.js';
import { startSession, sessionCookie } from './sessions.js';
import { personById, type Moodle } from './moodle.js';
import { field, queryCourse, seen, sent } from './visiting.js';
import { enrolmentOf, fullName, type EnrolmentRole, type SandboxPerson } from './world.js';

/** As on a shared computer: what a tool does about it is the tool's, and who tries it out wonders. */
const earlierVisits = 'When they open Tandem, the visits that others began in this browser end.';

/** Participants, and who sits at this browser. */
export function peopleRoutes(parts: SandboxParts): Router {
  const { moodle } = parts;
  const control = peopleControl(moodle);
  const router = express.Router();
  router.get(
    '/user/index.php',
    seen(moodle, queryCourse('id'), (visitor, request, response) => {
      response.render('people', {
        ...frameFor(moodle, parts.troubles, visitor, { title: 'Participants', tab: 'Participants', request }),
        editor: visitor.editor,
        action: `/user/index.php?id=${visitor.course.id}`,
        roles: Object.entries(roleNames).map(([value, label]) => ({ value, label })),
        rows: moodle.state.people.map((person) => rowFor(moodle, visitor, person)),
      });
    }),
  );
  router.post(
    '/user/index.php',
    sent(moodle, 'editor', queryCourse('id'), async ({ course }, request, response) => {
      await change(control, course.id, request);
      goBack(response, request.originalUrl, 'Saved');
    }),
  );
  router.post(
    '/sandbox/switch',
    sent(moodle, 'anyone', queryCourse('id'), async (_visitor, request, response) => {
      const person = personById(moodle.state, field(request, 'person'));
      if (person) response.append('Set-Cookie', sessionCookie(moodle, await startSession(moodle, person.id)));
      goBack(response, field(request, 'back'), person ? `You are ${fullName(person)} now. ${earlierVisits}` : '');
    }),
  );
  router.post(
    '/course/switchrole.php',
    sent(moodle, 'anyone', queryCourse('id'), async ({ person, course }, request, response) => {
      await control.switchRole(person, field(request, 'role') === 'student' ? 'student' : 'own', course.id);
      goBack(response, field(request, 'back'));
    }),
  );
  return router;
}

function rowFor({ state }: Moodle, { course }: Visitor, person: SandboxPerson) {
  const enrolment = enrolmentOf(state, course.id, person.id);
  const groups = state.groups.filter(
    ({ memberIds, courseId }) => courseId === course.id && memberIds.includes(person.id),
  );
  return {
    id: person.id,
    name: fullName(person),
    role: enrolment ? roleNames[enrolment.role] : person.siteRole === 'none' ? 'not enrolled' : person.siteRole,
    groups: groups.map(({ name }) => name).join(', '),
    enrolled: enrolment !== undefined,
    suspended: enrolment?.suspended ?? false,
  };
}

async function change(control: PeopleControl, courseId: string, request: Request): Promise<void> {
  const personId = field(request, 'person');
  switch (field(request, 'do')) {
    case 'suspend':
      return control.suspend(personId, true, courseId);
    case 'resume':
      return control.suspend(personId, false, courseId);
    case 'unenrol':
      return control.unenrol(personId, courseId);
    case 'enrol':
      return control.enrol(personId, 'student', courseId);
    default:
      await addFrom(control, courseId, request);
  }
}

async function addFrom(control: PeopleControl, courseId: string, request: Request): Promise<void> {
  const role = field(request, 'role');
  const name = { givenName: field(request, 'givenName'), familyName: field(request, 'familyName') };
  if (isRole(role) && name.givenName && name.familyName) await control.addPerson({ ...name, role, courseId });
}

function isRole(role: string): role is EnrolmentRole {
  return role in roleNames;
}
