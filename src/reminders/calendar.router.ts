/** `/calendar/<token>.ics`, asked for by calendar programs: the token is the only proof they can carry. */
import { Router, type RequestHandler } from 'express';
import type { Clock } from '../shared/clock.js';
import { NotFound } from '../shared/errors.js';
import type { SignIn } from '../web/sign-in.js';
import type { Texts } from '../web/texts.js';
import type { CalendarService } from './calendar.service.js';
import type { FeedReader } from './calendar.store.js';
import { feedOf } from './feed.js';

export function calendarRouter({
  calendar,
  signIn,
  texts,
  clock,
}: {
  calendar: CalendarService;
  signIn: SignIn;
  texts: Texts;
  clock: Clock;
}): Router {
  const router = Router();
  const known: RequestHandler = (req, res, next) => {
    const decided = (failed: unknown, reader: FeedReader | false) => {
      if (failed) next(failed);
      else if (reader === false) next(new NotFound());
      else {
        (res.locals as { reader: FeedReader }).reader = reader;
        next();
      }
    };
    (signIn.passport.authenticate('calendar', { session: false }, decided) as RequestHandler)(req, res, next);
  };
  router.get('/calendar/:token.ics', known, async (_req, res) => {
    const { reader } = res.locals as { reader: FeedReader };
    const t = texts.translator(reader.locale);
    const now = clock();
    const { courseId, personId } = reader;
    const due = await calendar.dueDates({ courseId, personId, t, now });
    const name = t('reminders.feed.name');
    const feed = feedOf(due, name, await calendar.stampOf(reader, { due, name }, now));
    res.type('text/calendar').setHeader('Cache-Control', 'private, max-age=900').send(feed);
  });
  return router;
}
