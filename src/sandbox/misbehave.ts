import type { Request, RequestHandler, Response } from 'express';

/** Trouble on demand: the next so many calls to one endpoint go wrong in the way that was asked for. */
export const endpoints = ['scores', 'results', 'lineitems', 'nrps', 'token', 'keyset', 'auth', 'registration'] as const;
export type Endpoint = (typeof endpoints)[number];

/**
 * `slow` answers after `delayMs`, `hang` never, `drip` a byte at a time; `drop` cuts before, `drop-after` after the work
 * was done; `half` breaks off in the middle of an answer; `garbage` is an HTML page with status 200; `endless` and `foreign-next` spoil the paging of the roster;
 * a number is that status, with Retry-After where that is given: a Moodle behind a tired proxy says a plain 503.
 */
export type Trouble =
  'slow' | 'hang' | 'drip' | 'half' | 'drop' | 'drop-after' | 'garbage' | 'endless' | 'foreign-next' | StatusTrouble;
type StatusTrouble = '202' | '204' | '303' | '401' | '403' | '404' | '409' | '429' | '500' | '502' | '503';

export interface Misbehaviour {
  endpoint: Endpoint;
  how: Trouble;
  /** How many calls; 1 when left out, Infinity until calmed. */
  times?: number;
  /** Of the calls only so large a part, by chance. */
  share?: number;
  delayMs?: number;
  retryAfterSeconds?: number;
}

export interface Troubles {
  add(misbehaviour: Misbehaviour): void;
  calm(endpoint?: Endpoint): void;
  list(): Misbehaviour[];
  /** Spoils a call to the endpoint that the request is for. */
  handler: RequestHandler;
}

export function endpointOf(path: string): Endpoint | undefined {
  const rest = path.replace(/^\/mod\/lti\//, '');
  if (rest.startsWith('token.php')) return 'token';
  if (rest.startsWith('certs.php')) return 'keyset';
  if (rest.startsWith('auth.php')) return 'auth';
  if (rest.startsWith('openid-')) return 'registration';
  if (!rest.startsWith('services.php/')) return undefined;
  if (rest.startsWith('services.php/CourseSection/')) return 'nrps';
  if (/\/scores$/.test(rest)) return 'scores';
  return /\/results$/.test(rest) ? 'results' : 'lineitems';
}

/** @param chance between 0 and 1 */
export function createTroubles(chance: () => number = Math.random): Troubles {
  let waiting: (Misbehaviour & { left: number })[] = [];
  const take = (endpoint: Endpoint, slow: boolean): Misbehaviour | undefined => {
    const found = waiting.find(
      (misbehaviour) =>
        misbehaviour.endpoint === endpoint &&
        (misbehaviour.how === 'slow') === slow &&
        misbehaviour.left > 0 &&
        chance() < (misbehaviour.share ?? 1),
    );
    if (found) found.left -= 1;
    waiting = waiting.filter((misbehaviour) => misbehaviour.left > 0);
    return found;
  };
  return {
    add(misbehaviour) {
      waiting.push({ ...misbehaviour, left: misbehaviour.times ?? 1 });
    },
    calm(endpoint) {
      waiting = endpoint ? waiting.filter((misbehaviour) => misbehaviour.endpoint !== endpoint) : [];
    },
    list: () => waiting.map(({ left, ...misbehaviour }) => ({ ...misbehaviour, times: left })),
    handler(request, response, next) {
      const endpoint = endpointOf(request.path);
      const delay = endpoint && take(endpoint, true);
      const trouble = endpoint && take(endpoint, false);
      const go = () => {
        if (trouble) spoil(trouble, request, response, next);
        else next();
      };
      if (delay) setTimeout(go, delay.delayMs ?? 5000).unref();
      else go();
    },
  };
}

function spoil(trouble: Misbehaviour, request: Request, response: Response, next: () => void): void {
  switch (trouble.how) {
    case 'slow':
      next();
      return;
    case 'half':
      response.set({ 'Content-Type': 'application/json', 'Content-Length': '1000' }).write('[{"id":');
      setTimeout(() => request.socket.destroy(), 20).unref();
      return;
    case 'hang':
      return;
    case 'drip':
      drip(response);
      return;
    case 'drop':
      request.socket.destroy();
      return;
    case 'drop-after':
      // The work is done and saved, the answer never arrives.
      response.end = () => {
        request.socket.destroy();
        return response;
      };
      next();
      return;
    case 'garbage':
      response.set('Content-Type', 'text/html').end('<!DOCTYPE html><title>Maintenance</title>');
      return;
    case 'endless':
    case 'foreign-next':
      spoilPaging(trouble.how, request, response, next);
      return;
    default:
      refuse(trouble, trouble.how, request, response);
  }
}

function refuse(trouble: Misbehaviour, how: StatusTrouble, request: Request, response: Response): void {
  const status = Number(how);
  if (status === 303) {
    response.redirect(303, '/login/index.php');
    return;
  }
  if (trouble.retryAfterSeconds !== undefined) response.set('Retry-After', String(trouble.retryAfterSeconds));
  const told = {
    method: request.method,
    url: request.originalUrl,
    accept: request.get('accept') ?? '',
    contentType: '',
  };
  response.status(status).json({ status, reason: 'The sandbox was asked to misbehave', request: told });
}

function drip(response: Response): void {
  response.set('Content-Type', 'application/json');
  const timer = setInterval(() => response.write(' '), 100);
  response.on('close', () => {
    clearInterval(timer);
  });
}

function spoilPaging(how: 'endless' | 'foreign-next', request: Request, response: Response, next: () => void): void {
  const here = `${request.protocol}://${request.get('host') ?? ''}${request.originalUrl}`;
  const link = how === 'endless' ? here : here.replace(/\/\/[^/]+/, '//elsewhere.example');
  const end = response.end.bind(response);
  response.end = ((...given: Parameters<typeof end>) => {
    response.setHeader('Link', `<${link}>; rel="next"`);
    return end(...given);
  }) as typeof response.end; // the same parameters, handed on untouched
  next();
}
