import express, { type Router } from 'express';
import { hour, day, minute } from '../shared/clock.js';
import type { SandboxParts } from './parts.js';
import { demoState } from './demo-world.js';
import { endpoints, type Trouble } from './misbehave.js';
import { goBack } from './page-frame.js';
import { field, queryCourse, sent } from './visiting.js';

/** The footer's trouble makers. */
const kinds: Readonly<Record<string, Trouble>> = { slow: 'slow', '500': '500', '429': '429', drop: 'drop' };
const jumps: Readonly<Record<string, number>> = { minute, hour, day, week: 7 * day };
const services = endpoints.filter((endpoint) => endpoint !== 'auth' && endpoint !== 'registration');

export function troubleRoutes({ moodle, troubles, moveClock }: SandboxParts): Router {
  const router = express.Router();
  const course = queryCourse('id');
  router.post(
    '/sandbox/trouble',
    sent(moodle, 'anyone', course, (_visitor, request, response) => {
      const how = kinds[field(request, 'how')];
      troubles.calm();
      if (how) {
        for (const endpoint of services) troubles.add({ endpoint, how, times: Infinity, retryAfterSeconds: 30 });
      }
      goBack(response, field(request, 'back'), how ? 'The services misbehave now' : 'The services behave again');
    }),
  );
  router.post(
    '/sandbox/names',
    sent(moodle, 'anyone', course, async (_visitor, request, response) => {
      const share = field(request, 'share') === 'yes';
      for (const tool of moodle.state.tools) Object.assign(tool, { shareName: share, shareEmail: share });
      await moodle.save();
      goBack(response, field(request, 'back'), share ? 'Names are shared' : 'No names are shared');
    }),
  );
  router.post(
    '/sandbox/cookies',
    sent(moodle, 'anyone', course, async (visitor, request, response) => {
      moodle.state.cookies = field(request, 'mode') === 'lax' ? 'lax' : 'none';
      await moodle.save();
      goBack(response, field(request, 'back'), `Cookies: ${moodle.state.cookies} for ${visitor.person.givenName}`);
    }),
  );
  router.post(
    '/sandbox/clock',
    sent(moodle, 'anyone', course, async (_visitor, request, response) => {
      await moveClock(jumps[field(request, 'by')] ?? -moodle.state.clockOffset);
      goBack(response, field(request, 'back'), 'The clock was moved');
    }),
  );
  router.post(
    '/sandbox/reset',
    sent(moodle, 'anyone', course, async ({ session }, _request, response) => {
      const { keys, tools, cookies, counters } = moodle.state;
      // Registrations stay: the tool would not know the new ones.
      const fresh = demoState(moodle.now());
      Object.assign(moodle.state, { ...fresh, keys, tools, cookies, sessions: [session] });
      moodle.state.counters['toolType'] = counters['toolType'] ?? 1;
      await moodle.save();
      goBack(response, '/', 'Everything starts over');
    }),
  );
  return router;
}
