/** How the console's routers read a request and answer it: outside visits, in the browser's language. */
import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { DiagnosticsService } from '../course/diagnostics/diagnostics.service.js';
import type { Clock } from '../shared/clock.js';
import { AppError } from '../shared/errors.js';
import type { Speaking } from '../web/error-page.js';
import { answersIn, parseForm, type Posted } from '../web/forms.js';
import type { Page } from '../web/page.js';
import type { SignIn } from '../web/sign-in.js';
import type { OperatorService } from './operator.service.js';
import type { Said } from './said.js';

export interface OperatorParts {
  operators: OperatorService;
  diagnostics: Pick<DiagnosticsService, 'overview' | 'testAgain'>;
  signIn: SignIn;
  speaking: Speaking;
  /** Run again once it is known that nobody may frame the page. */
  headers: RequestHandler;
  publicUrl: string;
  clock: Clock;
}

export type Ask<Params = Record<string, string>> = RequestHandler<Params>;

export async function say(
  { speaking }: Pick<OperatorParts, 'speaking'>,
  req: Pick<Request, 'acceptsLanguages'>,
  res: Response,
  page: Page,
): Promise<void> {
  const shell = { theme: 'auto', tabs: [], footer: [] } as const;
  const html = await speaking.render(page, { locale: localeOf(req), prefix: '', shell });
  res
    .status(page.model.problems ? 422 : 200)
    .type('html')
    .send(html);
}

export function saidTo({ speaking }: Pick<OperatorParts, 'speaking'>, req: Pick<Request, 'acceptsLanguages'>): Said {
  const locale = localeOf(req);
  return { t: speaking.texts.translator(locale), format: speaking.texts.formats(locale, 'UTC') };
}

function localeOf(req: Pick<Request, 'acceptsLanguages'>): string {
  return req.acceptsLanguages()[0] ?? 'en';
}

export function postedOf(req: Pick<Request, 'body'>): Posted {
  return answersIn({ ...((req.body ?? {}) as Posted) });
}

/** For buttons, whose posts nobody fills in by hand. */
export function requireForm<Answers>(schema: z.ZodType<Answers>, req: Pick<Request, 'body'>): Answers {
  const parsed = parseForm(schema, postedOf(req));
  if (!parsed.ok) throw new AppError(400, 'unreadable');
  return parsed.answers;
}

interface SignedIn {
  operator?: string;
}

export function remember(res: Response, operator: string): void {
  (res.locals as SignedIn).operator = operator;
}

/** The operator who asks; every route behind the sign-in has one. */
export function operatorOf(res: Response): string {
  const { operator } = res.locals as SignedIn;
  if (operator === undefined) throw new Error('nobody is signed in');
  return operator;
}
