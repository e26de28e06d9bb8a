/** ltijs is one object per process: it is set up here, once, and told everything it may not decide by itself. */
import { createSecretKey, randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import ltijs, { type LtiProvider } from 'ltijs';
import type { GatewayPlugin } from './plugin.js';
import type { ToolAddresses } from './options.js';

type Handler = (req: Request, res: Response, next: NextFunction) => Promise<void>;

/** What happens to requests that ltijs has judged; none of them may reject, ltijs would not catch it. */
export interface LtijsHandlers {
  /** Before ltijs judges: only requests that the guard admitted. */
  onRequest: (req: Request, res: Response, next: NextFunction) => void;
  onLaunch: Handler;
  onRegistration: Handler;
  /** @param reason ltijs' own word, such as NO_MESSAGE_TYPE_CLAIM. */
  onRefused: (reason: string, req: Request, res: Response, next: NextFunction) => Promise<void>;
  onError: (error: unknown, req: Request, res: Response, next: NextFunction) => void;
}

export async function startLtijs(
  plugin: GatewayPlugin,
  addresses: ToolAddresses,
  handlers: LtijsHandlers,
): Promise<LtiProvider['app']> {
  const provider = ltijs.Provider;
  // It signs tokens that live for one request and are never given out, so it may change at each start. As a parsed key it
  // signs 60 times faster than as text. No cookie is signed with it: the handshake sets its own.
  provider.setup(
    createSecretKey(randomBytes(32)),
    { plugin: plugin.database },
    {
      appRoute: '/launch',
      loginRoute: '/login',
      keysetRoute: '/keys',
      dynRegRoute: '/register',
      ltiaas: true,
      devMode: false,
      tokenMaxAge: false,
      cors: false,
      cookies: { secure: true, sameSite: 'None' },
      serverAddon: (app) => {
        app.use(handlers.onRequest);
      },
      dynReg: { url: `${addresses.base}/lti`, name: 'Tandem' },
    },
  );
  provider.onConnect((_token, req, res, next) => handlers.onLaunch(req, res, next));
  provider.onDeepLinking((_token, req, res, next) => handlers.onLaunch(req, res, next));
  provider.onDynamicRegistration((req, res, next) => handlers.onRegistration(req, res, next));
  for (const register of [
    'onInvalidToken',
    'onSessionTimeout',
    'onUnregisteredPlatform',
    'onInactivePlatform',
  ] as const) {
    provider[register]((req, res, next) => handlers.onRefused(reasonIn(res), req, res, next));
  }
  await deployed(provider);
  provider.app.use(handlers.onError);
  return provider.app;
}

function reasonIn(res: Response): string {
  const refusal = res.locals.err as { details?: { message?: unknown } } | undefined;
  return typeof refusal?.details?.message === 'string' ? refusal.details.message : 'UNKNOWN';
}

/** deploy() leaves a SIGINT handler behind that ends the process at once, before anything of ours is closed. */
async function deployed(provider: LtiProvider): Promise<void> {
  const before = new Set(process.listeners('SIGINT'));
  await provider.deploy({ serverless: true, silent: true });
  for (const listener of process.listeners('SIGINT')) {
    if (!before.has(listener)) process.off('SIGINT', listener);
  }
}
