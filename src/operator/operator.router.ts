/** The operator's console. Outside visits, so it has its own cookie; framed by nobody; every post is same-origin. */
import { Router, urlencoded, type RequestHandler } from 'express';
import { Forbidden } from '../shared/errors.js';
import { parseForm } from '../web/forms.js';
import { isSameOrigin } from '../web/proof.js';
import { frameOnlyBy } from '../web/security.js';
import { operatorConsole } from './console.view.js';
import { operatorOf, postedOf, requireForm, saidTo, say, type Ask, type OperatorParts } from './desk.js';
import { diagnosticsRouter } from './diagnostics.router.js';
import { linkForm, registrationLinkForm } from './operator.forms.js';
import { platformsRouter } from './platforms.router.js';
import { registrationLinkPage } from './registration.view.js';
import { requireOperator, signInRouter, signOut } from './sign-in.router.js';

export function operatorRouter(parts: OperatorParts): Router {
  const router = Router();
  router.use(
    '/operator',
    alone(parts),
    parts.headers,
    urlencoded({ extended: false, limit: '20kb', parameterLimit: 20 }),
  );
  router.use(signInRouter(parts));
  router.use('/operator', requireOperator(parts));
  router.get('/operator', showConsole(parts));
  router.post('/operator/sign-out', signOut(parts));
  router.post('/operator/registration-links', makeLink(parts));
  router.post('/operator/registration-links/withdraw', withdrawLink(parts));
  router.use(platformsRouter(parts));
  router.use(diagnosticsRouter(parts));
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

const doneWords = ['approved', 'stopped', 'withdrawn', 'registered'] as const;

function showConsole(parts: OperatorParts): Ask {
  return async (req, res) => {
    const done = doneWords.find((word) => word === req.query.done);
    await say(
      parts,
      req,
      res,
      operatorConsole(saidTo(parts, req), await parts.operators.facts(parts.clock()), { done }),
    );
  };
}

function makeLink(parts: OperatorParts): Ask {
  return async (req, res) => {
    const parsed = parseForm(registrationLinkForm, postedOf(req));
    if (!parsed.ok) {
      const facts = await parts.operators.facts(parts.clock());
      await say(parts, req, res, operatorConsole(saidTo(parts, req), facts, { problems: parsed.problems }));
      return;
    }
    // Shown once, in answer to the post: the link is a secret and only its hash is kept.
    const who = { operator: operatorOf(res), now: parts.clock() };
    const link = await parts.operators.registrationLink(who, parsed.answers.approved === 'yes');
    await say(parts, req, res, registrationLinkPage(saidTo(parts, req), link));
  };
}

function withdrawLink(parts: OperatorParts): Ask {
  return async (req, res) => {
    const { link } = requireForm(linkForm, req);
    await parts.operators.withdrawLink({ operator: operatorOf(res), now: parts.clock() }, link);
    res.redirect(303, '/operator?done=withdrawn');
  };
}
