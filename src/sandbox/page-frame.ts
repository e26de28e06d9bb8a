import type { Request, Response } from 'express';
import { isStaff, mayEdit } from './access.js';
import type { Misbehaviour, Troubles } from './misbehave.js';
import type { Moodle } from './moodle.js';
import { personOf } from './sessions.js';
import {
  enrolmentOf,
  fullName,
  switchedKey,
  type EnrolmentRole,
  type SandboxCourse,
  type SandboxPerson,
  type SignedIn,
} from './world.js';

/** What every page of the sandbox shows around its own part: who you are, the tabs, the troubles. */
export interface Visitor {
  session: SignedIn;
  person: SandboxPerson;
  course: SandboxCourse;
  staff: boolean;
  editor: boolean;
}

export interface Frame {
  title: string;
  heading: string;
  siteName: string;
  sesskey: string;
  back: string;
  people: { id: string; label: string; isCurrent: boolean }[];
  tabs: { label: string; href: string; isCurrent: boolean }[];
  viewsAsStudent: boolean;
  maySwitchRole: boolean;
  courseId: string;
  troubles: string[];
  sharesNames: boolean;
  laxCookies: boolean;
  clock: string;
  clockMoved: boolean;
  notice: string;
}

export const roleNames: Readonly<Record<EnrolmentRole, string>> = {
  editingteacher: 'teacher',
  teacher: 'non-editing teacher',
  student: 'student',
};

export function visitorOf(moodle: Moodle, session: SignedIn, course: SandboxCourse): Visitor | undefined {
  const person = personOf(moodle, session);
  if (!person) return undefined;
  const { state } = moodle;
  return {
    session,
    person,
    course,
    staff: isStaff(state, course.id, person.id),
    editor: mayEdit(state, course.id, person.id),
  };
}

export function roleLabel(moodle: Moodle, courseId: string, person: SandboxPerson): string {
  const enrolment = enrolmentOf(moodle.state, courseId, person.id);
  if (enrolment) return roleNames[enrolment.role] + (enrolment.suspended ? ' (suspended)' : '');
  return person.siteRole === 'none' ? 'not in this course' : person.siteRole;
}

export function frameFor(
  moodle: Moodle,
  troubles: Troubles,
  visitor: Visitor,
  page: { title: string; tab: string; request: Request },
): Frame {
  const { state } = moodle;
  const { course, person } = visitor;
  const notice = page.request.query['notice'];
  return {
    title: `${page.title} | ${course.fullName}`,
    heading: course.fullName,
    siteName: state.site.name,
    sesskey: visitor.session.sesskey,
    back: page.request.originalUrl,
    people: state.people.map((other) => ({
      id: other.id,
      label: `${fullName(other)}, ${roleLabel(moodle, course.id, other)}`,
      isCurrent: other.id === person.id,
    })),
    tabs: tabsFor(visitor).map((tab) => ({ ...tab, isCurrent: tab.label === page.tab })),
    viewsAsStudent: state.switchedRoles.includes(switchedKey(course.id, person.id)),
    maySwitchRole: visitor.editor || state.switchedRoles.includes(switchedKey(course.id, person.id)),
    courseId: course.id,
    troubles: troubles.list().map(describe),
    sharesNames: state.tools.every((tool) => tool.shareName),
    laxCookies: state.cookies === 'lax',
    clock: timeText(moodle.seconds()),
    clockMoved: state.clockOffset !== 0,
    notice: typeof notice === 'string' ? notice : '',
  };
}

function tabsFor({ course, staff, editor }: Visitor): { label: string; href: string }[] {
  const query = `?id=${course.id}`;
  const tabs = [
    { label: 'Course', href: `/course/view.php${query}` },
    { label: 'Grades', href: `/grade/report/grader/index.php${query}` },
  ];
  if (staff) {
    tabs.push(
      { label: 'Completion', href: `/report/progress/index.php${query}` },
      { label: 'Participants', href: `/user/index.php${query}` },
    );
  }
  if (editor) tabs.push({ label: 'Manage tools', href: '/mod/lti/toolconfigure.php' });
  return tabs;
}

function describe({ endpoint, how, times }: Misbehaviour): string {
  const calls = times === undefined || times > 1000 ? 'until told to behave' : `for ${times} more`;
  return `${endpoint}: ${how}, ${calls}`;
}

/** "22 Nov 2026, 14:02": by the sandbox's clock, in UTC like everything here. */
export function timeText(seconds: number): string {
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-GB', format).format(new Date(seconds * 1000));
}

export function pointsText(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Forms of the sandbox's own pages carry the session's key; anything else is turned away. */
export function isOwnForm(request: Request, session: SignedIn | undefined): session is SignedIn {
  const body: unknown = request.body;
  const given = typeof body === 'object' && body !== null && 'sesskey' in body ? body.sesskey : undefined;
  return session !== undefined && given === session.sesskey;
}

/** Back to a page of our own, never elsewhere. */
export function goBack(response: Response, back: unknown, notice = ''): void {
  const path = typeof back === 'string' && /^\/(?!\/)/.test(back) ? back : '/';
  const url = new URL(path, 'http://sandbox.invalid');
  url.searchParams.delete('notice');
  if (notice) url.searchParams.set('notice', notice);
  response.redirect(303, url.pathname + url.search);
}
