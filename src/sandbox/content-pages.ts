import express, { type Request, type Response, type Router } from 'express';
import type { SandboxParts } from './parts.js';
import { keepSelection, readSelection, saveSelection, takeSelection } from './deep-linking.js';
import type { NewActivity } from './demo-world.js';
import { courseById, toolByType, type Moodle } from './moodle.js';
import { frameFor, goBack, type Visitor } from './page-frame.js';
import { autoPost, showMessage } from './pages.js';
import { sessionOf } from './sessions.js';
import { field, queryCourse, queryText, seen, sent } from './visiting.js';
import type { CompletionRule, SignedIn } from './world.js';

/** Adding activities by content selection: the tool's page in a modal's frame, its signed answer, and what is saved. */
export function contentRoutes(parts: SandboxParts): Router {
  const { moodle } = parts;
  const router = express.Router();
  router.get(
    '/course/modedit.php',
    seen(moodle, queryCourse('course'), (visitor, request, response) => {
      const tool = toolByType(moodle.state, queryText(request, 'typeid'));
      if (!visitor.editor || !tool) {
        showMessage(response, 403, { title: 'Not allowed', text: 'Only a teacher may add activities.' });
        return;
      }
      const query = new URLSearchParams({ course: visitor.course.id, id: tool.typeId });
      response.render('select-content', {
        ...frameFor(moodle, parts.troubles, visitor, { title: `Add ${tool.name}`, tab: 'Course', request }),
        toolName: tool.name,
        frameUrl: `/mod/lti/contentitem.php?${query.toString()}`,
      });
    }),
  );
  router.post('/mod/lti/contentitem_return.php', (request, response) => returned(moodle, request, response));
  router.post(
    '/course/modedit.php',
    sent(moodle, 'editor', queryCourse('course'), (visitor, request, response) =>
      save(moodle, visitor, request, response),
    ),
  );
  return router;
}

/** The tool's form comes from any origin; only the session and its key say that this teacher asked for it. */
async function returned(moodle: Moodle, request: Request, response: Response): Promise<void> {
  const session = sessionOf(moodle, request);
  if (!session && field(request, 'repost') === '') {
    const fields = { JWT: field(request, 'JWT'), repost: '1' };
    autoPost(response, { action: request.originalUrl, fields, title: 'Back to Moodle' });
    return;
  }
  const tool = toolByType(moodle.state, queryText(request, 'id'));
  const courseId = queryText(request, 'course');
  if (!session || request.query['sesskey'] !== session.sesskey || !tool || !courseById(moodle.state, courseId)) {
    showMessage(response, 403, {
      title: 'Invalid session',
      text: 'Your session has ended. Select the content once more.',
    });
    return;
  }
  const selected = await readSelection(moodle, tool, field(request, 'JWT'));
  if ('failure' in selected) {
    showMessage(response, 404, { title: 'Selection not accepted', text: selected.failure });
    return;
  }
  showSelection(moodle, response, { session, courseId, typeId: tool.typeId, items: selected.items });
}

function showSelection(
  moodle: Moodle,
  response: Response,
  given: { session: SignedIn; courseId: string; typeId: string; items: NewActivity[] },
): void {
  const { session, items, ...place } = given;
  const [first] = items;
  const sections = courseById(moodle.state, given.courseId)?.sections ?? [];
  response.render('selection', {
    title: 'Selected content',
    action: `/course/modedit.php?course=${given.courseId}`,
    courseHref: `/course/view.php?id=${given.courseId}`,
    sesskey: session.sesskey,
    selection: keepSelection(moodle, { ...place, items, personId: session.personId }),
    sections: sections.map((name, index) => ({ value: index, name })),
    names: items.map(({ name, points }) => ({ name, points: points === undefined ? 'ungraded' : `${points} points` })),
    // One item fills the usual form, several are only confirmed.
    single:
      items.length === 1 && first
        ? { name: first.name, intro: first.intro ?? '', graded: first.points !== undefined }
        : null,
  });
}

const rules: readonly CompletionRule[] = ['none', 'view', 'grade', 'pass'];

async function save(moodle: Moodle, { course, person }: Visitor, request: Request, response: Response): Promise<void> {
  const selection = takeSelection(moodle, field(request, 'selection'));
  if (selection?.personId !== person.id || selection.courseId !== course.id) {
    showMessage(response, 404, { title: 'Nothing to save', text: 'Select the content once more.' });
    return;
  }
  const section = Math.min(Math.max(Number(field(request, 'section')) || 0, 0), course.sections.length - 1);
  const completion = rules.find((rule) => rule === field(request, 'completion')) ?? 'none';
  const single = selection.items.length === 1;
  const change = { name: field(request, 'name') || 'Activity', intro: field(request, 'intro'), completion };
  const made = await saveSelection(moodle, selection, section, single ? change : {});
  goBack(response, `/course/view.php?id=${course.id}`, `Added: ${made.map(({ name }) => name).join(', ')}`);
}
