/** Every course's connection with its Moodle, tested again on demand. */
import { Router } from 'express';
import { serviceChecks } from '../course/diagnostics/diagnostic.js';
import { operatorDiagnosticsPage } from '../course/diagnostics/diagnostics.view.js';
import { emptyForm } from '../web/forms.js';
import { requireForm, saidTo, say, type Ask, type OperatorParts } from './desk.js';

export function diagnosticsRouter(parts: OperatorParts): Router {
  const router = Router();
  router.get('/operator/diagnostics', show(parts));
  router.post('/operator/diagnostics/:courseId/again', testAgain(parts));
  return router;
}

function show(parts: OperatorParts): Ask {
  return async (req, res) => {
    const said = { ...saidTo(parts, req), now: parts.clock() };
    const word = typeof req.query.done === 'string' ? req.query.done : undefined;
    await say(parts, req, res, operatorDiagnosticsPage(said, await parts.diagnostics.overview(), word));
  };
}

function testAgain(parts: OperatorParts): Ask<{ courseId: string }> {
  return async (req, res) => {
    requireForm(emptyForm, req);
    const done = await parts.diagnostics.testAgain(req.params.courseId, serviceChecks, { now: parts.clock() });
    res.redirect(303, `/operator/diagnostics?done=${done}`);
  };
}
