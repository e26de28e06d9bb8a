/** One platform: looked at, approved, stopped, joined, given new keys; and one that is registered by hand. */
import { Router, type Request, type Response } from 'express';
import { AppError, NotFound } from '../shared/errors.js';
import { emptyForm, parseForm, problem, type Problems } from '../web/forms.js';
import { operatorOf, postedOf, requireForm, saidTo, say, type Ask, type OperatorParts } from './desk.js';
import { joinForm as joinAnswers, moodleForm, tenantFrom } from './operator.forms.js';
import { joinForm, platformDetails } from './platform.view.js';
import { manualRegistration } from './registration.view.js';

type OfPlatform = { platformId: string };

export function platformsRouter(parts: OperatorParts): Router {
  const router = Router();
  router.get('/operator/manual', showManual(parts));
  router.post('/operator/manual', registerMoodle(parts));
  router.get('/operator/platforms/:platformId', showPlatform(parts));
  router.post('/operator/platforms/:platformId/approve', setActive(parts, true));
  router.post('/operator/platforms/:platformId/stop', setActive(parts, false));
  router.post('/operator/platforms/:platformId/keys', rotateKeys(parts));
  router.get('/operator/platforms/:platformId/join', showJoin(parts));
  router.post('/operator/platforms/:platformId/join', join(parts));
  return router;
}

const whoAsks = ({ clock }: OperatorParts, res: Response) => ({ operator: operatorOf(res), now: clock() });

const doneWords = ['joined', 'keys_rotated'] as const;

function showPlatform(parts: OperatorParts): Ask<OfPlatform> {
  return async (req, res) => {
    const facts = await parts.operators.facts();
    const platform = facts.platforms.find(({ platformId }) => platformId === req.params.platformId);
    if (!platform) throw new NotFound();
    const done = doneWords.find((word) => word === req.query.done);
    await say(parts, req, res, platformDetails(saidTo(parts, req), platform, facts, done));
  };
}

function setActive(parts: OperatorParts, active: boolean): Ask<OfPlatform> {
  return async (req, res) => {
    requireForm(emptyForm, req);
    await parts.operators.setActive(whoAsks(parts, res), req.params.platformId, active);
    res.redirect(303, `/operator?done=${active ? 'approved' : 'stopped'}`);
  };
}

function rotateKeys(parts: OperatorParts): Ask<OfPlatform> {
  return async (req, res) => {
    requireForm(emptyForm, req);
    await parts.operators.rotateKeys(whoAsks(parts, res), req.params.platformId);
    res.redirect(303, `/operator/platforms/${req.params.platformId}?done=keys_rotated`);
  };
}

function showJoin(parts: OperatorParts): Ask<OfPlatform> {
  return (req, res) => sayJoin(parts, req, res);
}

async function sayJoin(
  parts: OperatorParts,
  req: Request<OfPlatform>,
  res: Response,
  problems?: Problems,
): Promise<void> {
  const facts = await parts.operators.facts();
  const platform = facts.platforms.find(({ platformId }) => platformId === req.params.platformId);
  if (!platform) throw new NotFound();
  await say(parts, req, res, joinForm(saidTo(parts, req), platform, facts, problems));
}

function join(parts: OperatorParts): Ask<OfPlatform> {
  return async (req, res) => {
    const { platformId } = req.params;
    const parsed = parseForm(joinAnswers, postedOf(req));
    if (!parsed.ok) {
      await sayJoin(parts, req, res, parsed.problems);
      return;
    }
    const { deployment: deploymentId, into } = parsed.answers;
    try {
      await parts.operators.join(whoAsks(parts, res), { platformId, deploymentId }, tenantFrom(into));
    } catch (thrown) {
      if (!(thrown instanceof AppError) || !thrown.code.startsWith('join_')) throw thrown;
      await sayJoin(parts, req, res, problem(postedOf(req), 'into', `operator.join.problem.${thrown.code}`));
      return;
    }
    res.redirect(303, `/operator/platforms/${platformId}?done=joined`);
  };
}

function showManual(parts: OperatorParts): Ask {
  return (req, res) => say(parts, req, res, manualRegistration(saidTo(parts, req), parts.operators.toolSettings));
}

function registerMoodle(parts: OperatorParts): Ask {
  return async (req, res) => {
    const { operators } = parts;
    const again = (problems: Problems) =>
      say(parts, req, res, manualRegistration(saidTo(parts, req), operators.toolSettings, problems));
    const parsed = parseForm(moodleForm, postedOf(req));
    if (!parsed.ok) {
      await again(parsed.problems);
      return;
    }
    const { address, clientId, deploymentId } = parsed.answers;
    try {
      await operators.registerMoodle(whoAsks(parts, res), { address, clientId, deploymentIds: [deploymentId] });
    } catch (thrown) {
      if (!(thrown instanceof AppError) || !thrown.code.startsWith('platform_address_')) throw thrown;
      await again(problem(postedOf(req), 'address', `operator.manual.problem.${thrown.code}`));
      return;
    }
    res.redirect(303, '/operator?done=registered');
  };
}
