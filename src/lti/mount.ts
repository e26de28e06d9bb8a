import type { Express, NextFunction, Request, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Guard } from './guard.js';
import { launchFailure, LaunchRefused } from './launch-failures.js';
import type { GatewayOptions } from './options.js';

interface Mounted {
  guard: Guard;
  ltijsApp: Express;
  options: GatewayOptions;
}

// A university behind one address may open a thousand first launches in a minute, two requests each.
const defaultRequestsPerMinute = 12_000;

export function mountGateway(app: Express, { guard, ltijsApp, options }: Mounted): void {
  const limiter = rateLimit({
    windowMs: 60_000,
    limit: options.requestsPerMinute ?? defaultRequestsPerMinute,
    standardHeaders: false,
    legacyHeaders: false,
    // Its checks of proxy headers write to the console; TRUST_PROXY is the app's setting.
    validate: false,
    handler: (req, res, next) => {
      Promise.resolve(options.onFailure(req, res, launchFailure('too_many_requests'))).catch(next);
    },
  });
  app.use('/lti', limiter, guard.admit, rememberHeaders, ltijsApp, refusals(options));
}

type HeadersBefore = ReturnType<Response['getHeaders']>;

function rememberHeaders(_req: Request, res: Response, next: NextFunction): void {
  res.locals.headersBefore = { ...res.getHeaders() };
  next();
}

/** ltijs sets headers of its own (helmet 6): no referrer, which makes every later form post nameless, and HSTS. */
export function restoreHeaders(res: Response): void {
  const before = res.locals.headersBefore as HeadersBefore;
  for (const name of res.getHeaderNames()) {
    const value = before[name];
    if (value === undefined) res.removeHeader(name);
    else res.setHeader(name, value);
  }
}

/** Whatever was refused on the way, here or inside ltijs, ends as a page with a 4xx; the rest is the app's to answer. */
function refusals(options: GatewayOptions) {
  return async (error: unknown, req: Request, res: Response, next: NextFunction): Promise<void> => {
    const refused = error instanceof LaunchRefused ? error.failure : undefined;
    if (!refused || res.headersSent) {
      next(error);
      return;
    }
    options.logger.warn({ code: refused.code, path: req.path }, 'launch refused');
    // What is left of a body too long to read would otherwise be read as the next request.
    if (!req.complete) res.setHeader('Connection', 'close');
    await options.onFailure(req, res, refused);
  };
}
