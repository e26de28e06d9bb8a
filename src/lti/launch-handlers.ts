/** What becomes of requests in and after ltijs: the login's redirect, the launch's, and every refusal. */
import type { NextFunction, Request, Response } from 'express';
import type { LaunchHandler } from './gateway.js';
import { cookiesOf } from './form.js';
import type { Admitted, AdmittedLaunch, Guard } from './guard.js';
import { handshakeCookie, type Handshakes } from './handshake.js';
import { isSignedWith, toLaunch } from './launch.rules.js';
import { LaunchRefused } from './launch-failures.js';
import { restoreHeaders } from './mount.js';
import type { LtijsHandlers } from './ltijs-host.js';
import type { GatewayOptions } from './options.js';
import type { Registration } from './registration.js';
import { createTally } from './tally.js';

export interface LaunchHandlers extends LtijsHandlers {
  decideWith(handler: LaunchHandler): void;
}

interface HandlerNeeds {
  guard: Guard;
  handshakes: Handshakes;
  registration: Registration;
  options: GatewayOptions;
}

// ltijs checks these after the signature. The guard has judged both before: times with the tolerance that ltijs has not,
// and the message, of which ltijs does not know LtiSubmissionReviewRequest.
const judgedByGuard = ['jwt expired', 'jwt not active', 'NO_MESSAGE_TYPE_CLAIM'];

// A thousand first launches in a minute are one large faculty's first morning.
const defaultLaunchesPerMinute = 6000;

type Admission<Kind> = Extract<Admitted, { kind: Kind }>;

export function createLaunchHandlers(needs: HandlerNeeds): LaunchHandlers {
  const { guard, options } = needs;
  const verified = createTally(options.clock);
  let decide: LaunchHandler | undefined;

  async function launched(req: Request, res: Response): Promise<void> {
    const launch = admission(guard, req, 'launch');
    if (!decide) throw new Error('no launch handler');
    const limit = options.launchesPerMinute ?? defaultLaunchesPerMinute;
    if (verified.count(launch.platform.platformId) > limit) throw new LaunchRefused('platform_busy');
    const cookies = cookiesOf(req.headers.cookie);
    const target = await decide(toLaunch(launch.claims, launch.platform, launch.boundToBrowser), {
      cookie: (name) => cookies.get(name),
      keep: (header) => void res.appendHeader('Set-Cookie', header),
    });
    redirect(res, 303, target);
  }

  return {
    decideWith(handler) {
      decide = handler;
    },
    onRequest(req, res, next) {
      const admitted = guard.admitted(req);
      if (!admitted) {
        next(new Error('not admitted by the guard'));
        return;
      }
      restoreHeaders(res);
      if (admitted.kind === 'login') ownRedirect(needs.handshakes, admitted, res, next);
      if (admitted.kind === 'launch') ownCookies(res);
      next();
    },
    onLaunch: (req, res, next) => launched(req, res).catch(next),
    onRegistration: (req, res, next) => register(needs, req, res).catch(next),
    async onRefused(reason, req, res, next) {
      if (judgedByGuard.includes(reason) && isProven(guard.admitted(req))) {
        await launched(req, res).catch(next);
        return;
      }
      options.logger.warn({ reason }, 'ltijs refused a launch');
      next(new LaunchRefused('signature_invalid'));
    },
    onError(error, _req, _res, next) {
      next(error);
    },
  };
}

function admission<Kind extends Admitted['kind']>(guard: Guard, req: Request, kind: Kind): Admission<Kind> {
  const admitted = guard.admitted(req);
  if (admitted?.kind !== kind) throw new Error(`not a ${kind}`);
  return admitted as Admission<Kind>;
}

function isProven(admitted: Admitted | undefined): admitted is AdmittedLaunch {
  return admitted?.kind === 'launch' && isSignedWith(admitted.key, admitted.token);
}

/**
 * ltijs makes the state and the address of the platform's login; its nonce (Math.random) and its cookie (stateless,
 * replayable) are replaced by those of a stored handshake.
 */
function ownRedirect(
  handshakes: Handshakes,
  { platform }: Admission<'login'>,
  res: Response,
  next: NextFunction,
): void {
  ownCookies(res);
  res.redirect = (...target: [number | string, string?]) => {
    const made = new URL(String(target[0]));
    const state = made.searchParams.get('state') ?? '';
    handshakes
      .begin(state, platform.platformId)
      .then(({ nonce, cookie }) => {
        made.searchParams.set('nonce', nonce);
        res.setHeader('Set-Cookie', cookie);
        redirect(res, 302, made.href);
      })
      .catch(next);
  };
}

/** Of ltijs' cookies one matters: the end of a handshake clears ours. */
function ownCookies(res: Response): void {
  res.cookie = () => res;
  res.clearCookie = (name: string) => {
    res.setHeader('Set-Cookie', handshakeCookie(name.replace(/^state/, ''), '', 0));
    return res;
  };
}

// Without the page that Express would write for a redirect: nobody sees it.
function redirect(res: Response, status: 302 | 303, target: string): void {
  res.statusCode = status;
  res.setHeader('Location', target);
  res.setHeader('Cache-Control', 'no-store');
  res.end();
}

async function register({ guard, registration, options }: HandlerNeeds, req: Request, res: Response): Promise<void> {
  const finish = await registration.register(admission(guard, req, 'register').fields);
  options.logger.info({ approved: finish.approved }, 'platform registered');
  await options.onRegistered(req, res, finish);
}
