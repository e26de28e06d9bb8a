import express, { type Request, type Response, type Router } from 'express';
import { completionOf, mayAccess, mayEnter } from './access.js';
import type { SandboxParts } from './parts.js';
import { demoCourseId } from './demo-world.js';
import { gradeOf, ownColumn, recordView } from './gradebook.js';
import { activityByCmId, ltiByInstance, personById, toolByType, type Moodle } from './moodle.js';
import { frameFor, pointsText, timeText, type Visitor } from './page-frame.js';
import { stepsToTry } from './steps.js';
import { isPhone, queryCourse, seen } from './visiting.js';
import { fullName, type SandboxActivity } from './world.js';

/** The course, and the pages of its activities. */
export function courseRoutes(parts: SandboxParts): Router {
  const { moodle } = parts;
  const router = express.Router();
  router.get('/', (_request, response) => {
    response.redirect(`/course/view.php?id=${demoCourseId}`);
  });
  const shown = (show: (visitor: Visitor, request: Request, response: Response) => void | Promise<void>) =>
    seen(moodle, courseOfActivity(moodle), show);
  router.get(
    '/course/view.php',
    seen(moodle, queryCourse('id'), (visitor, request, response) => {
      showCourse(parts, visitor, request, response);
    }),
  );
  router.get(
    '/mod/lti/view.php',
    shown((visitor, request, response) => {
      showTool(parts, visitor, request, response);
    }),
  );
  router.get(
    '/mod/page/view.php',
    shown((visitor, request, response) => showPage(parts, visitor, request, response)),
  );
  router.get('/mod/lti/return.php', seen(moodle, queryCourse('course'), leaveFrame));
  return router;
}

function courseOfActivity(moodle: Moodle): (request: Request) => string | undefined {
  return (request) => activityOf(moodle, request)?.courseId;
}

function activityOf(moodle: Moodle, request: Request): SandboxActivity | undefined {
  const { id, l } = request.query;
  // An LTI activity also opens by the number of its link.
  if (typeof l === 'string') return ltiByInstance(moodle.state, l);
  return typeof id === 'string' ? activityByCmId(moodle.state, id) : undefined;
}

interface Row {
  name: string;
  /** Of an external tool; without one Moodle shows its puzzle piece. */
  iconUrl: string | null;
  href: string | null;
  module: string;
  points: string;
  state: 'Done' | 'Failed' | 'To do' | 'Locked' | '';
  note: string;
  settingsHref: string | null;
  /** Posted to duplicate it. */
  cmId: string;
}

function showCourse(parts: SandboxParts, visitor: Visitor, request: Request, response: Response): void {
  const { moodle } = parts;
  const { course } = visitor;
  const enrolled = mayEnter(moodle.state, course.id, visitor.person.id);
  const activities = moodle.state.activities.filter((activity) => activity.courseId === course.id);
  response.status(enrolled ? 200 : 403).render('course', {
    ...frameFor(moodle, parts.troubles, visitor, { title: 'Course', tab: 'Course', request }),
    enrolled,
    you: fullName(visitor.person),
    steps: stepsToTry[moodle.state.isRunning ? 'running' : 'fresh'],
    editor: visitor.editor,
    toolMissing: toolByType(moodle.state, '1')?.state !== 'configured',
    addable: moodle.state.tools
      .filter((tool) => tool.state === 'configured' && tool.deepLinkUrl !== null)
      .filter((tool) => tool.chooser === 'chooser' || tool.chooserCourseIds.includes(course.id))
      .map((tool) => ({
        name: tool.name,
        iconUrl: tool.iconUrl,
        href: `/course/modedit.php?course=${course.id}&typeid=${tool.typeId}`,
      })),
    sections: course.sections.map((name, index) => ({
      name,
      rows: activities.filter(({ section }) => section === index).map((activity) => rowFor(moodle, visitor, activity)),
    })),
    arrivals: arrivalsIn(moodle, visitor),
    otherCourses: moodle.state.courses
      .filter(({ id }) => id !== course.id && mayEnter(moodle.state, id, visitor.person.id))
      .map(({ id, fullName }) => ({ name: fullName, href: `/course/view.php?id=${id}` })),
  });
}

function rowFor(moodle: Moodle, visitor: Visitor, activity: SandboxActivity): Row {
  const open = mayAccess(moodle, activity, visitor.person.id);
  const column = ownColumn(moodle.state, activity);
  const final = column && gradeOf(moodle.state, column.id, visitor.person.id)?.final;
  const own = typeof final === 'number' ? pointsText(final) : '–';
  return {
    name: activity.name,
    iconUrl: iconOf(moodle, activity),
    href: open ? `/mod/${activity.module}/view.php?id=${activity.cmId}` : null,
    module: activity.module === 'lti' ? 'External tool' : `Moodle’s own ${activity.module}`,
    points: column ? `${own} of ${pointsText(column.maximum)} points` : '',
    state: open ? stateOf(moodle, visitor, activity) : 'Locked',
    note: restrictionText(moodle, activity),
    cmId: activity.cmId,
    settingsHref: visitor.editor ? `/course/modsettings.php?id=${activity.cmId}` : null,
  };
}

function iconOf({ state }: Moodle, { iconUrl, typeId }: SandboxActivity): string | null {
  return iconUrl ?? toolByType(state, typeId)?.iconUrl ?? null;
}

function stateOf(moodle: Moodle, visitor: Visitor, activity: SandboxActivity): Row['state'] {
  if (activity.completion === 'none' || visitor.staff) return '';
  const state = completionOf(moodle.state, activity.cmId, visitor.person.id)?.state ?? 0;
  if (state === 3) return 'Failed';
  return state === 0 ? 'To do' : 'Done';
}

function restrictionText(moodle: Moodle, { hidden, restriction }: SandboxActivity): string {
  if (hidden) return 'Hidden from students';
  if (!restriction) return '';
  if (restriction.by === 'date') return dateText(restriction);
  if (restriction.by === 'group') {
    const group = moodle.state.groups.find(({ id }) => id === restriction.groupId);
    return `Only for ${group?.name ?? 'a group that is gone'}`;
  }
  const other = activityByCmId(moodle.state, restriction.cmId)?.name ?? 'an activity that is gone';
  const words = { complete: 'is done', incomplete: 'is not done', pass: 'is passed' }[restriction.state];
  return `Opens when “${other}” ${words}`;
}

function dateText({ from, until }: { from: number | null; until: number | null }): string {
  const parts = [from === null ? '' : `from ${timeText(from)}`, until === null ? '' : `until ${timeText(until)}`];
  return `Open ${parts.filter(Boolean).join(' ')}`;
}

/** The newest scores that came in; a learner sees their own. */
function arrivalsIn(moodle: Moodle, visitor: Visitor) {
  const { state } = moodle;
  return state.grades
    .filter((grade) => grade.arrivedAt !== null && (visitor.staff || grade.personId === visitor.person.id))
    .sort((one, other) => (other.arrivedAt ?? 0) - (one.arrivedAt ?? 0))
    .slice(0, 6)
    .map((grade) => {
      const column = state.gradeItems.find(({ id }) => id === grade.itemId);
      const person = personById(state, grade.personId);
      return {
        learner: person ? fullName(person) : '',
        arrived: timeText(grade.arrivedAt ?? 0),
        column: column?.name ?? '',
        points: `${pointsText(grade.final ?? 0)} of ${pointsText(column?.maximum ?? 0)}`,
      };
    });
}

/** The tool in its frame: 600 px high as Moodle makes it, then as high as the window. */
function showTool(parts: SandboxParts, visitor: Visitor, request: Request, response: Response): void {
  const { moodle } = parts;
  const activity = activityOf(moodle, request);
  if (!activity) return;
  const launchUrl = launchUrlFor(activity, visitor, request);
  const available =
    mayEnter(moodle.state, activity.courseId, visitor.person.id) && mayAccess(moodle, activity, visitor.person.id);
  const ready = toolByType(moodle.state, activity.typeId)?.state === 'configured';
  // Moodle gives a phone the tool itself, whatever the container.
  if (available && ready && isPhone(request)) {
    response.redirect(launchUrl);
    return;
  }
  response.status(available ? 200 : 403).render('tool', {
    ...frameFor(moodle, parts.troubles, visitor, { title: activity.name, tab: 'Course', request }),
    activityName: activity.name,
    settingsHref: visitor.editor ? `/course/modsettings.php?id=${activity.cmId}` : null,
    available,
    ready,
    note: available ? '' : restrictionText(moodle, activity),
    launchUrl,
    windowUrl: `${launchUrl}&container=4`,
    windowName: `lti-${activity.cmId}`,
  });
}

function launchUrlFor({ cmId }: SandboxActivity, { staff }: Visitor, request: Request): string {
  const { action, user } = request.query;
  // Only here, not in launch.php, does Moodle ask who may see another person's review.
  const isReview = action === 'gradeReport' && typeof user === 'string' && staff;
  const query = new URLSearchParams({ id: cmId, ...(isReview ? { action, user } : {}) });
  return `/mod/lti/launch.php?${query.toString()}`;
}

async function showPage(parts: SandboxParts, visitor: Visitor, request: Request, response: Response): Promise<void> {
  const { moodle } = parts;
  const activity = activityOf(moodle, request);
  if (!activity) return;
  if (mayEnter(moodle.state, activity.courseId, visitor.person.id))
    await recordView(moodle, activity, visitor.person.id);
  response.render('page', {
    ...frameFor(moodle, parts.troubles, visitor, { title: activity.name, tab: 'Course', request }),
    activityName: activity.name,
    text: activity.intro,
  });
}

/** `return_url`: leaves the frame for the course, with what the tool had to say. */
function leaveFrame({ course }: Visitor, request: Request, response: Response): void {
  const said = request.query['lti_errormsg'] ?? request.query['lti_msg'];
  const notice = typeof said === 'string' ? `&notice=${encodeURIComponent(said)}` : '';
  response.render('leave', { href: `/course/view.php?id=${course.id}${notice}` });
}
