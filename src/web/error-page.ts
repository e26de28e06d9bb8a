/** The only handler of errors: a human sentence and a reference number for the person, code and reference for the log. */
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { AppError, NotFound, StoreAway } from '../shared/errors.js';
import { newReference } from '../shared/ids.js';
import type { Logger } from './log.js';
import { pageOf, type PageModel, type PageOf } from './page.js';
import type { Renderer } from './render.js';
import { isStoreAway } from '../shared/store-away.js';
import type { Texts } from './texts.js';
import { themeOf } from './theme.js';
import type { Visit } from './visit.js';

interface ErrorModel extends PageModel {
  what: string;
  todo: string;
  reference: string;
  /** Inside a visit: the way on. */
  homeHref: string | undefined;
}

export const errorPage: PageOf<ErrorModel> = pageOf('web/error');

export interface Speaking {
  texts: Texts;
  render: Renderer;
  logger: Logger;
}

/** Seconds. */
const retryAfter = 10;

export function notFoundHandler(): RequestHandler {
  return (_req, _res, next) => next(new NotFound());
}

export function errorHandler(speaking: Speaking): ErrorRequestHandler {
  return async (thrown: unknown, req, res, next) => {
    const problem = knownProblem(thrown);
    const reference = knownReference(res) ?? newReference();
    const level = problem.status >= 500 ? 'error' : 'info';
    speaking.logger[level]({ code: problem.code, reference, err: problem.status === 500 ? thrown : undefined });
    if (res.headersSent) {
      next(thrown);
      return;
    }
    const reader = readerOf(res);
    const locale = reader?.locale ?? req.acceptsLanguages()[0] ?? 'en';
    await sendError(speaking, res, { problem, reference, locale, theme: themeOf(req), ...(reader && { reader }) });
  };
}

export async function sendError(
  speaking: Speaking,
  res: Response,
  {
    problem,
    reference,
    locale,
    theme,
    reader,
  }: { problem: AppError; reference: string; locale: string; theme: 'light' | 'auto'; reader?: Reader },
): Promise<void> {
  const t = speaking.texts.translator(locale);
  const page = errorPage({
    title: t(`web.errors.${problem.code}.title`),
    what: t(`web.errors.${problem.code}.what`, problem.values),
    todo: t(`web.errors.${problem.code}.todo`, problem.values),
    reference,
    homeHref: reader?.visitId === undefined ? undefined : `/s/${reader.visitId}/activity`,
    narrow: true,
  });
  const around = reader && { course: reader.courseTitle, backHref: reader.returnUrl };
  const preview = reader?.preview ? t('web.preview') : undefined;
  const shell = { theme, ...around, tabs: [], footer: [], preview };
  res.status(problem.status).type('html');
  if (problem.status === 503) res.setHeader('Retry-After', String(retryAfter));
  res.send(await speaking.render(page, { locale, prefix: '', shell }));
}

function knownProblem(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof URIError) return new NotFound();
  if (isStoreAway(thrown)) return new StoreAway();
  const status = typeof thrown === 'object' && thrown !== null && 'status' in thrown ? Number(thrown.status) : 500;
  // Express and its body parsers mark what the sender did wrong: too large, broken off, not what its headers say.
  if (status < 400 || status >= 500) return new AppError(500, 'internal');
  return new AppError(status, status === 413 ? 'too_large' : 'unreadable');
}

/** Before a visit has begun there is no way on but back. */
type Reader = Pick<Visit, 'locale' | 'preview' | 'courseTitle' | 'returnUrl'> & Partial<Pick<Visit, 'visitId'>>;

/** Set by the visit, so that errors speak the reader's language, say what is a preview, and lead back to the course. */
export function speakTo(res: Response, reader: Reader): void {
  (res.locals as { reader?: Reader }).reader = reader;
}

/** Set by whoever recorded the problem before it came here. */
function knownReference(res: Response): string | undefined {
  return (res.locals as { reference?: string }).reference;
}

function readerOf(res: Response): Reader | undefined {
  return (res.locals as { reader?: Reader }).reader;
}
