import compression from 'compression';
import express, { type Express } from 'express';
import { errorHandler, notFoundHandler } from './web/error-page.js';
import { requestLog } from './web/log.js';
import { siteRouter } from './web/site.js';
import { operatorRouter } from './operator/operator.router.js';
import { calendarRouter } from './reminders/calendar.router.js';
import { unsubscribeRouter } from './reminders/unsubscribe.router.js';
import type { Services } from './services.js';
import { healthRouter } from './web/health.js';
import { siteMap } from './routes.js';

/** The order of middleware is the whole of this file. */
export function createApp(services: Services): Express {
  const { config, speaking, headers, visits, signIn, clock, gateway, assets } = services;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.TRUST_PROXY);
  app.set('query parser', 'simple');

  app.use(healthRouter(services.health));
  app.use(requestLog(speaking.logger));
  app.use(headers);
  app.use(assets.handler);
  // Before any body parser: ltijs reads the stream itself.
  gateway.mount(app);
  app.use(compression());
  app.use(services.arrivals.router);
  const { calendar, unsubscribing } = services;
  if (calendar) app.use(calendarRouter({ calendar, signIn, texts: speaking.texts, clock }));
  if (unsubscribing) app.use(unsubscribeRouter({ unsubscribing, speaking, headers }));
  app.use(
    operatorRouter({
      operators: services.operators,
      diagnostics: services.diagnostics,
      signIn,
      speaking,
      headers,
      publicUrl: config.PUBLIC_URL,
      clock,
    }),
  );
  app.use(siteRouter({ site: siteMap(services), speaking, signIn, visits, headers, clock }));
  app.use(notFoundHandler());
  app.use(errorHandler(speaking));
  return app;
}
