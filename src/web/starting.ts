/** What answers while the process waits for its store. */
import express, { type Express } from 'express';
import { StoreAway } from '../shared/errors.js';
import type { Assets } from './assets.js';
import { errorHandler, type Speaking } from './error-page.js';
import { healthRouter } from './health.js';
import { securityHeaders } from './security.js';

interface Starting {
  speaking: Speaking;
  assets: Assets;
  publicUrl: string;
  version: string;
}

export function startingApp({ speaking, assets, publicUrl, version }: Starting): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(healthRouter({ version, checks: { database: () => Promise.resolve(false) } }));
  app.use(securityHeaders(publicUrl));
  app.use(assets.handler);
  app.use((_req, _res, next) => next(new StoreAway()));
  app.use(errorHandler(speaking));
  return app;
}
