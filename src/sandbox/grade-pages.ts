import express, { type Request, type Response, type Router } from 'express';
import { completionOf } from './access.js';
import type { SandboxParts } from './parts.js';
import { gradeOf, itemById, lockGrade, overrideGrade } from './gradebook.js';
import { personById, toolByType, type Moodle } from './moodle.js';
import { frameFor, goBack, pointsText, timeText, type Visitor } from './page-frame.js';
import { showMessage } from './pages.js';
import { field, queryCourse, queryText, seen, sent } from './visiting.js';
import { enrolmentOf, fullName, type Grade, type GradeItem, type SandboxPerson, type State } from './world.js';

/** The gradebook, one grade in it, and who has completed what. */
export function gradeRoutes(parts: SandboxParts): Router {
  const { moodle } = parts;
  const router = express.Router();
  router.get(
    '/grade/report/grader/index.php',
    seen(moodle, queryCourse('id'), (visitor, request, response) => {
      showGradebook(parts, visitor, request, response);
    }),
  );
  const courseOfItem = (request: Request): string | undefined =>
    itemById(moodle.state, queryText(request, 'item'))?.courseId;
  router.get(
    '/grade/edit.php',
    seen(moodle, courseOfItem, (visitor, request, response) => {
      showGrade(parts, visitor, request, response);
    }),
  );
  router.post(
    '/grade/edit.php',
    sent(moodle, 'staff', courseOfItem, (visitor, request, response) =>
      changeGrade(moodle, visitor, request, response),
    ),
  );
  router.get(
    '/report/progress/index.php',
    seen(moodle, queryCourse('id'), (visitor, request, response) => {
      showCompletion(parts, visitor, request, response);
    }),
  );
  return router;
}

/** Students by family name; a learner sees one row, their own. */
function rowsFor({ state }: Moodle, visitor: Visitor): SandboxPerson[] {
  return state.people
    .filter((person) => enrolmentOf(state, visitor.course.id, person.id)?.role === 'student')
    .filter((person) => visitor.staff || person.id === visitor.person.id)
    .sort((one, other) => one.familyName.localeCompare(other.familyName, 'en'));
}

function columnsOf(state: State, courseId: string): GradeItem[] {
  return state.gradeItems.filter((item) => item.courseId === courseId && item.type !== 'course');
}

function showGradebook(parts: SandboxParts, visitor: Visitor, request: Request, response: Response): void {
  const { moodle } = parts;
  const columns = columnsOf(moodle.state, visitor.course.id);
  response.render('grades', {
    ...frameFor(moodle, parts.troubles, visitor, { title: 'Grades', tab: 'Grades', request }),
    columns: columns.map((column) => ({
      name: column.name ?? '',
      maximum: pointsText(column.maximum),
      manual: column.type === 'manual',
    })),
    rows: rowsFor(moodle, visitor).map((person) => ({
      name: fullName(person),
      cells: columns.map((column) => cellFor(moodle.state, column, person, visitor)),
    })),
    staff: visitor.staff,
  });
}

function cellFor(state: State, column: GradeItem, person: SandboxPerson, visitor: Visitor) {
  const grade = gradeOf(state, column.id, person.id);
  return {
    points: typeof grade?.final === 'number' ? pointsText(grade.final) : '–',
    marks: marksOf(grade),
    label: `${fullName(person)}, ${column.name ?? ''}`,
    href: visitor.staff ? `/grade/edit.php?item=${column.id}&person=${person.id}` : null,
  };
}

function marksOf(grade: Grade | undefined): string[] {
  if (!grade) return [];
  return [
    ...(grade.overriddenAt === null ? [] : ['overridden']),
    ...(grade.lockedAt === null ? [] : ['locked']),
    ...(grade.feedback ? ['feedback'] : []),
  ];
}

function placeOf(moodle: Moodle, visitor: Visitor, request: Request) {
  const column = itemById(moodle.state, queryText(request, 'item'));
  const person = personById(moodle.state, queryText(request, 'person'));
  if (!visitor.staff || !column || !person) return undefined;
  const activity = moodle.state.activities.find(
    ({ module, instanceId }) => module === 'lti' && instanceId === (column.service?.linkId ?? column.instanceId),
  );
  return { column, person, activity };
}

function showGrade(parts: SandboxParts, visitor: Visitor, request: Request, response: Response): void {
  const { moodle } = parts;
  const place = placeOf(moodle, visitor, request);
  if (!place) {
    showMessage(response, 403, { title: 'Not allowed', text: 'Only teachers open a grade.' });
    return;
  }
  const { column, person, activity } = place;
  const grade = gradeOf(moodle.state, column.id, person.id);
  const reviewable = activity && toolByType(moodle.state, activity.typeId)?.state === 'configured';
  response.render('grade', {
    ...frameFor(moodle, parts.troubles, visitor, { title: 'One grade', tab: 'Grades', request }),
    learner: fullName(person),
    column: column.name ?? '',
    maximum: column.maximum,
    ...numbersOf(grade),
    action: request.originalUrl,
    reviewHref: reviewable ? `/mod/lti/view.php?id=${activity.cmId}&action=gradeReport&user=${person.id}` : null,
    gradesHref: `/grade/report/grader/index.php?id=${visitor.course.id}`,
  });
}

function numbersOf(grade: Grade | undefined) {
  const none = { raw: null, final: null, feedback: null, timeModified: null, overriddenAt: null, lockedAt: null };
  const { raw, final, feedback, timeModified, overriddenAt, lockedAt } = grade ?? none;
  return {
    raw: raw === null ? '–' : pointsText(raw),
    final: final === null ? '' : pointsText(final),
    feedback: feedback ?? '',
    modified: timeModified === null ? '–' : timeText(timeModified),
    overridden: overriddenAt !== null,
    locked: lockedAt !== null,
  };
}

async function changeGrade(moodle: Moodle, visitor: Visitor, request: Request, response: Response): Promise<void> {
  const place = placeOf(moodle, visitor, request);
  if (!place) return;
  const { column, person } = place;
  const wish = field(request, 'do');
  const value = Number(field(request, 'value'));
  if (wish === 'lock' || wish === 'unlock') await lockGrade(moodle, column, person.id, wish === 'lock');
  if (wish === 'release') await overrideGrade(moodle, column, { personId: person.id, value: null });
  if (wish === 'override' && field(request, 'value') !== '' && Number.isFinite(value)) {
    await overrideGrade(moodle, column, { personId: person.id, value, feedback: field(request, 'feedback') });
  }
  goBack(response, request.originalUrl, 'Saved');
}

const stateWords = ['Not done', 'Done', 'Passed', 'Failed'] as const;

function showCompletion(parts: SandboxParts, visitor: Visitor, request: Request, response: Response): void {
  const { moodle } = parts;
  const tracked = moodle.state.activities.filter(
    ({ courseId, completion }) => courseId === visitor.course.id && completion !== 'none',
  );
  response.render('completion', {
    ...frameFor(moodle, parts.troubles, visitor, { title: 'Completion', tab: 'Completion', request }),
    columns: tracked.map(({ name }) => name),
    rows: rowsFor(moodle, visitor).map((person) => ({
      name: fullName(person),
      cells: tracked.map(({ cmId }) => {
        const entry = completionOf(moodle.state, cmId, person.id);
        return { word: stateWords[entry?.state ?? 0], at: entry && entry.state > 0 ? timeText(entry.at) : '' };
      }),
    })),
  });
}
