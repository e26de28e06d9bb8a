import type { Request, RequestHandler, Response } from 'express';
import { demoCourseId } from './demo-world.js';
import { mayEnter } from './access.js';
import { courseById, type Moodle } from './moodle.js';
import { isOwnForm, visitorOf, type Visitor } from './page-frame.js';
import { showMessage } from './pages.js';
import { ensureSession, sessionOf } from './sessions.js';

type Handler = (visitor: Visitor, request: Request, response: Response) => void | Promise<void>;

/** A page for whoever sits at this browser (a teacher at first), in the course that the address names. */
export function seen(
  moodle: Moodle,
  courseOf: (request: Request) => string | undefined,
  show: Handler,
): RequestHandler {
  return async (request, response) => {
    const session = await ensureSession(moodle, request, response);
    const course = courseById(moodle.state, courseOf(request) ?? '');
    const visitor = course && visitorOf(moodle, session, course);
    if (!visitor) showMessage(response, 404, { title: 'Not found', text: 'There is no such page in this sandbox.' });
    else if (!mayEnter(moodle.state, visitor.course.id, visitor.person.id)) {
      await show({ ...visitor, staff: false, editor: false }, request, response);
    } else await show(visitor, request, response);
  };
}

/** A form of one of our pages, by somebody who may send it. */
export function sent(
  moodle: Moodle,
  need: 'anyone' | 'staff' | 'editor',
  courseOf: (request: Request) => string | undefined,
  act: Handler,
): RequestHandler {
  return async (request, response) => {
    const session = sessionOf(moodle, request);
    const course = courseById(moodle.state, courseOf(request) ?? demoCourseId);
    const visitor = course && isOwnForm(request, session) ? visitorOf(moodle, session, course) : undefined;
    if (!visitor || (need !== 'anyone' && !visitor[need])) {
      showMessage(response, 403, { title: 'Not allowed', text: 'Your session has changed, or you may not do this.' });
      return;
    }
    await act(visitor, request, response);
  };
}

export function queryCourse(name: 'id' | 'course'): (request: Request) => string | undefined {
  return (request) => queryText(request, name) || undefined;
}

/** One value of the address; empty when it is missing or given twice. */
export function queryText(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value : '';
}

/** One field of a posted form; empty when it is missing. */
export function field(request: Request, name: string): string {
  const body: unknown = request.body;
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/** Moodle's guess (core_useragent): a phone or tablet gets the tool instead of a page with a frame. */
export function isPhone(request: Request): boolean {
  return /Mobi|Android|iPhone/i.test(request.get('user-agent') ?? '');
}
