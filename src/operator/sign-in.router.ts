/** Signing in and out, and the one-time links that set a password. */
import { Router, type Request, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { minute } from '../shared/clock.js';
import { AppError } from '../shared/errors.js';
import { emptyForm, parseForm, problem } from '../web/forms.js';
import { cookieFrom } from '../web/proof.js';
import { postedOf, remember, requireForm, saidTo, say, type Ask, type OperatorParts } from './desk.js';
import { passwordForm, signInForm } from './operator.forms.js';
import { passwordPage, signInPage } from './sign-in.view.js';

const cookieName = '__Host-tandem-operator';
const cookieRules = 'Path=/; Secure; HttpOnly; SameSite=Strict';
const triesPerAddress = 10;
const waitingMinutes = 15;

export function signInRouter(parts: OperatorParts): Router {
  const router = Router();
  const tries = rateLimit({
    windowMs: waitingMinutes * minute,
    limit: triesPerAddress,
    standardHeaders: true,
    legacyHeaders: false,
    handler: (_req, _res, next) =>
      next(new AppError(429, 'too_many_sign_ins', { tries: triesPerAddress, minutes: waitingMinutes })),
  });
  router.get('/operator/sign-in', (req, res) => say(parts, req, res, signInPage(saidTo(parts, req))));
  router.post('/operator/sign-in', tries, signInWith(parts));
  router.get('/operator/password/:secret', askPassword(parts));
  router.post('/operator/password/:secret', tries, setPassword(parts));
  return router;
}

/** Everything else is behind this. */
export function requireOperator({ operators, clock }: OperatorParts): RequestHandler {
  return async (req, res, next) => {
    const secret = cookieFrom(req.headers.cookie, cookieName);
    const name = secret === undefined ? undefined : await operators.signedIn(secret, clock());
    if (name === undefined) {
      res.redirect(303, '/operator/sign-in');
      return;
    }
    remember(res, name);
    next();
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

export function signOut({ operators }: OperatorParts): Ask {
  return async (req, res) => {
    requireForm(emptyForm, req);
    const secret = cookieFrom(req.headers.cookie, cookieName);
    if (secret !== undefined) await operators.signOut(secret);
    res.setHeader('Set-Cookie', `${cookieName}=; ${cookieRules}; Max-Age=0`);
    res.redirect(303, '/operator/sign-in');
  };
}
