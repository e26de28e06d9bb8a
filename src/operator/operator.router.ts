/** The operator's console. Outside visits, so it has its own cookie; framed by nobody; every post is same-origin. */
import { Router, urlencoded, type Request, type RequestHandler, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { z } from 'zod';
import { minute, type Clock } from '../shared/clock.js';
import { AppError, Forbidden } from '../shared/errors.js';
import type { Speaking } from '../web/error-page.js';
import { emptyForm, parseForm, problem, type Posted, type Problems } from '../web/forms.js';
import type { Page } from '../web/page.js';
import { cookieFrom, isSameOrigin } from '../web/proof.js';
import { frameOnlyBy } from '../web/security.js';
import type { SignIn } from '../web/sign-in.js';
import { passwordForm, registrationLinkForm, signInForm } from './operator.forms.js';
import type { OperatorService } from './operator.service.js';
import { operatorConsole, passwordPage, registrationLinkPage, signInPage } from './operator.view.js';

export interface OperatorParts {
  operators: OperatorService;
  signIn: SignIn;
  speaking: Speaking;
  /** Run again once it is known that nobody may frame the page. */
  headers: RequestHandler;
  publicUrl: string;
  clock: Clock;
}

const cookieName = '__Host-tandem-operator';
const cookieRules = 'Path=/; Secure; HttpOnly; SameSite=Strict';
const triesPerAddress = 10;
const waitingMinutes = 15;

type Ask = (req: Request, res: Response) => Promise<void>;

export function operatorRouter(parts: OperatorParts): Router {
  const router = Router();
  const signedIn = requireOperator(parts);
  const tries = rateLimit({
    windowMs: waitingMinutes * minute,
    limit: triesPerAddress,
    standardHeaders: true,
    legacyHeaders: false,
    handler: (_req, _res, next) =>
      next(new AppError(429, 'too_many_sign_ins', { tries: triesPerAddress, minutes: waitingMinutes })),
  });
  router.use(
    '/operator',
    alone(parts),
    parts.headers,
    urlencoded({ extended: false, limit: '20kb', parameterLimit: 20 }),
  );
  router.get('/operator/sign-in', (req, res) => say(parts, req, res, signInPage(saidTo(parts, req))));
  router.post('/operator/sign-in', tries, signInWith(parts));
  router.get('/operator/password/:secret', askPassword(parts));
  router.post('/operator/password/:secret', tries, setPassword(parts));
  router.use('/operator', signedIn);
  router.get('/operator', showConsole(parts));
  router.post('/operator/sign-out', signOut(parts));
  router.post('/operator/registration-links', makeLink(parts));
  router.post('/operator/platforms/:platformId/approve', setActive(parts, true));
  router.post('/operator/platforms/:platformId/stop', setActive(parts, false));
  return router;
}

function alone({ publicUrl }: OperatorParts): RequestHandler {
  const ownOrigin = new URL(publicUrl).origin;
  return (req, res, next) => {
    frameOnlyBy(res, "'none'");
    res.setHeader('Cache-Control', 'no-store');
    const evidence = {
      cookie: undefined,
      fetchDest: undefined,
      fetchSite: req.get('sec-fetch-site'),
      origin: req.get('origin'),
      method: req.method,
    };
    const safe = req.method === 'GET' || req.method === 'HEAD' || isSameOrigin(evidence, ownOrigin);
    next(safe ? undefined : new Forbidden('cross_site'));
  };
}

function requireOperator({ operators, clock }: OperatorParts): RequestHandler {
  return async (req, res, next) => {
    const secret = cookieFrom(req.headers.cookie, cookieName);
    const name = secret === undefined ? undefined : await operators.signedIn(secret, clock());
    if (name !== undefined) next();
    else res.redirect(303, '/operator/sign-in');
  };
}

function signInWith(parts: OperatorParts): RequestHandler {
  const { operators, signIn, clock } = parts;
  return async (req, res, next) => {
    const parsed = parseForm(signInForm, postedOf(req));
    if (!parsed.ok) {
      await say(parts, req, res, signInPage(saidTo(parts, req), parsed.problems));
      return;
    }
    const decided = (failed: unknown, operator: { name: string } | false) => {
      if (failed) next(failed);
      else finish(operator).catch(next);
    };
    const finish = async (operator: { name: string } | false): Promise<void> => {
      if (operator === false) {
        const wrong = problem({ name: parsed.answers.name }, 'password', 'operator.signIn.wrong');
        await say(parts, req, res, signInPage(saidTo(parts, req), wrong));
        return;
      }
      res.setHeader('Set-Cookie', `${cookieName}=${await operators.signIn(operator.name, clock())}; ${cookieRules}`);
      res.redirect(303, '/operator');
    };
    (signIn.passport.authenticate('operator', { session: false }, decided) as RequestHandler)(req, res, next);
  };
}

function askPassword(parts: OperatorParts): RequestHandler<{ secret: string }> {
  return async (req, res) => {
    await say(parts, req, res, passwordPage(saidTo(parts, req), await passwordLink(parts, req)));
  };
}

function setPassword(parts: OperatorParts): RequestHandler<{ secret: string }> {
  return async (req, res) => {
    const link = await passwordLink(parts, req);
    const parsed = parseForm(passwordForm, postedOf(req));
    if (!parsed.ok) {
      await say(parts, req, res, passwordPage(saidTo(parts, req), link, parsed.problems));
      return;
    }
    if (!(await parts.operators.setPassword(req.params.secret, parsed.answers.password, parts.clock()))) {
      throw new AppError(410, 'ticket_used');
    }
    res.redirect(303, '/operator/sign-in');
  };
}

async function passwordLink({ operators, clock }: OperatorParts, req: Request<{ secret: string }>) {
  const name = await operators.findPasswordLink(req.params.secret, clock());
  if (name === undefined) throw new AppError(410, 'ticket_used');
  return { name, action: `/operator/password/${req.params.secret}` };
}

const doneWords = ['approved', 'stopped'] as const;

function showConsole(parts: OperatorParts): Ask {
  return async (req, res) => {
    const done = doneWords.find((word) => word === req.query.done);
    await say(parts, req, res, operatorConsole(saidTo(parts, req), await parts.operators.facts(), { done }));
  };
}

function makeLink(parts: OperatorParts): Ask {
  return async (req, res) => {
    const parsed = parseForm(registrationLinkForm, postedOf(req));
    if (!parsed.ok) {
      await showAgain(parts, req, res, parsed.problems);
      return;
    }
    // Shown once, in answer to the post: the link is a secret and only its hash is kept.
    const link = await parts.operators.registrationLink(parsed.answers.approved === 'yes');
    await say(parts, req, res, registrationLinkPage(saidTo(parts, req), link));
  };
}

async function showAgain(parts: OperatorParts, req: Request, res: Response, problems: Problems): Promise<void> {
  await say(parts, req, res, operatorConsole(saidTo(parts, req), await parts.operators.facts(), { problems }));
}

function setActive(parts: OperatorParts, active: boolean): RequestHandler<{ platformId: string }> {
  return async (req, res) => {
    requireForm(emptyForm, req);
    await parts.operators.setActive(req.params.platformId, active);
    res.redirect(303, `/operator?done=${active ? 'approved' : 'stopped'}`);
  };
}

function signOut({ operators }: OperatorParts): Ask {
  return async (req, res) => {
    requireForm(emptyForm, req);
    const secret = cookieFrom(req.headers.cookie, cookieName);
    if (secret !== undefined) await operators.signOut(secret);
    res.setHeader('Set-Cookie', `${cookieName}=; ${cookieRules}; Max-Age=0`);
    res.redirect(303, '/operator/sign-in');
  };
}

function requireForm(schema: z.ZodType, req: Pick<Request, 'body'>): void {
  if (!parseForm(schema, postedOf(req)).ok) throw new AppError(400, 'unreadable');
}

async function say(
  parts: OperatorParts,
  req: Pick<Request, 'acceptsLanguages'>,
  res: Response,
  page: Page,
): Promise<void> {
  const shell = { theme: 'auto', tabs: [], footer: [] } as const;
  const html = await parts.speaking.render(page, { locale: localeOf(req), prefix: '', shell });
  res
    .status(page.model.problems ? 422 : 200)
    .type('html')
    .send(html);
}

function saidTo({ speaking }: OperatorParts, req: Pick<Request, 'acceptsLanguages'>) {
  const locale = localeOf(req);
  return { t: speaking.texts.translator(locale), format: speaking.texts.formats(locale, 'UTC') };
}

function localeOf(req: Pick<Request, 'acceptsLanguages'>): string {
  return req.acceptsLanguages()[0] ?? 'en';
}

function postedOf(req: Pick<Request, 'body'>): Posted {
  return { ...((req.body ?? {}) as Posted) };
}
