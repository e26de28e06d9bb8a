/**
 * `/unsubscribe/<token>`: the link in every letter. To open it changes nothing; posted to, by its button or by a mail program
 * (RFC 8058), it ends letters to one address. The token is the only proof that either can carry, and opens nothing else.
 */
import { Router, urlencoded, type RequestHandler } from 'express';
import { NotFound } from '../shared/errors.js';
import type { Speaking } from '../web/error-page.js';
import { frameOnlyBy } from '../web/security.js';
import type { UnsubscribingService } from './unsubscribing.service.js';
import { unsubscribeView } from './reminders.view.js';

export interface UnsubscribeParts {
  unsubscribing: UnsubscribingService;
  speaking: Speaking;
  /** Run again once it is known that nobody may frame the page. */
  headers: RequestHandler;
}

export function unsubscribeRouter({ unsubscribing, speaking, headers }: UnsubscribeParts): Router {
  const router = Router();
  const say = async (locale: string, action: string | undefined): Promise<string> => {
    const page = unsubscribeView(speaking.texts.translator(locale), action);
    return speaking.render(page, { locale, prefix: '', shell: { theme: 'auto', tabs: [], footer: [] } });
  };
  router.use(
    '/unsubscribe',
    (_req, res, next) => {
      frameOnlyBy(res, "'none'");
      res.setHeader('Cache-Control', 'no-store');
      next();
    },
    headers,
    urlencoded({ extended: false, limit: '2kb', parameterLimit: 5 }),
  );
  router.get('/unsubscribe/:token', async (req, res) => {
    if (!(await unsubscribing.reader(req.params.token))) throw new NotFound();
    res.type('html').send(await say(req.acceptsLanguages()[0] ?? 'en', `/unsubscribe/${req.params.token}`));
  });
  router.post('/unsubscribe/:token', async (req, res) => {
    if (!(await unsubscribing.end(req.params.token))) throw new NotFound();
    res.type('html').send(await say(req.acceptsLanguages()[0] ?? 'en', undefined));
  });
  return router;
}
