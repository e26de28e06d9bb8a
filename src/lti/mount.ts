import type { Express, NextFunction, Request, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { AppError } from '../shared/errors.js';
import { isStoreAway } from '../shared/store-away.js';
import { newReference } from '../shared/ids.js';
import type { Failures } from './failures.store.js';
import type { LaunchFailure } from './gateway.js';
import type { Guard } from './guard.js';
import { LaunchRefused } from './launch-failures.js';
import type { GatewayOptions } from './options.js';
import { createTally, type Tally } from './tally.js';

interface Mounted {
  guard: Guard;
  ltijsApp: Express;
  failures: Failures;
  options: GatewayOptions;
}

// A university behind one address may open a thousand first launches in a minute, two requests each.
const defaultRequestsPerMinute = 12_000;
// A whole class that fails for one wrong setting, and tries again, still reads which setting it is.
const defaultFailuresPerMinute = 1200;

export function mountGateway(app: Express, { guard, ltijsApp, failures, options }: Mounted): void {
  const failed = createTally(options.clock);
  const refusing: Refusing = { guard, failures, failed, options };
  const limiter = rateLimit({
    windowMs: 60_000,
    limit: options.requestsPerMinute ?? defaultRequestsPerMinute,
    standardHeaders: false,
    legacyHeaders: false,
    // Its checks of proxy headers write to the console; TRUST_PROXY is the app's setting.
    validate: false,
    handler: (_req, _res, next) => next(new LaunchRefused('too_many_requests')),
  });
  const failureLimiter = (req: Request, res: Response, next: NextFunction) => {
    const tooMany = failed.of(addressOf(req, res)) >= (options.failuresPerMinute ?? defaultFailuresPerMinute);
    next(tooMany ? new LaunchRefused('too_many_failures') : undefined);
  };
  app.use('/lti', limiter, failureLimiter, guard.admit, rememberHeaders, ltijsApp, refusals(refusing));
}

/** One IPv6 household has many addresses: they count as one. Kept, since a request cut off in the middle has none. */
function addressOf(req: Request, res: Response): string {
  const known = res.locals.address as string | undefined;
  const address = known ?? ipKeyGenerator(req.ip ?? '');
  res.locals.address = address;
  return address;
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

interface Refusing {
  guard: Guard;
  failures: Failures;
  /** Failures of the running minute, by address. */
  failed: Tally;
  options: GatewayOptions;
}

/** Whatever was refused on the way, here or inside ltijs, ends as a page with a 4xx; the rest is the app's to answer. */
function refusals({ guard, failures, failed, options }: Refusing) {
  async function answer(req: Request, res: Response, failure: LaunchFailure): Promise<void> {
    failed.count(addressOf(req, res));
    // What is left of a body too long to read would otherwise be read as the next request.
    if (!req.complete) res.setHeader('Connection', 'close');
    await options.onFailure(req, res, failure);
  }

  return async (error: unknown, req: Request, res: Response, next: NextFunction): Promise<void> => {
    const refused = error instanceof LaunchRefused ? error.failure : undefined;
    const failure = refused ?? { code: codeOf(error), reference: newReference() };
    const platformId = guard.platformOf(req);
    options.logger.warn({ code: failure.code, reference: failure.reference, platformId, path: req.path }, 'refused');
    if (failure.code !== 'store_away') await failures.record(failure, platformId);
    if (refused && !res.headersSent) {
      await answer(req, res, refused);
      return;
    }
    // The app's own page for it shows the same reference.
    res.locals.reference = failure.reference;
    next(error);
  };
}

function codeOf(error: unknown): string {
  if (isStoreAway(error)) return 'store_away';
  return error instanceof AppError ? error.code : 'internal';
}
