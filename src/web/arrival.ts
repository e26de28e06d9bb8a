/** From a ticket to a visit: what a browser sees between Moodle's launch and the first page. */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { LaunchBrowser } from '../lti/gateway.js';
import type { Clock } from '../shared/clock.js';
import { AppError } from '../shared/errors.js';
import { newSecret, secretHash } from '../shared/ids.js';
import { speakTo, type Speaking } from './error-page.js';
import { pageOf, type PageModel, type PageOf } from './page.js';
import {
  browserCookie,
  browserCookieHeader,
  cookieFrom,
  isBrowserSecret,
  isFromBrowser,
  isSameOrigin,
} from './proof.js';
import { frameOnlyBy } from './security.js';
import type { NewTicket, NewVisit, VisitStore } from './visit.store.js';

export interface ConfirmModel extends PageModel {
  action: string;
  backHref: string | undefined;
}

const confirmPage: PageOf<ConfirmModel> = pageOf('web/confirm-identity');

export interface Launched {
  /** The browser brought back the login's cookie: it is the one that asked for this launch. */
  bound: boolean;
  browser: LaunchBrowser;
}

export interface Arrivals {
  /** Address to redirect a fresh launch to; the browser gets its cookie with the redirect. */
  admit(visit: NewVisit, path: string, launched: Launched): Promise<string>;
  router: Router;
}

export interface ArrivalOptions {
  visits: VisitStore;
  speaking: Speaking;
  publicUrl: string;
  /** Applied again once the framing platform is known. */
  headers: RequestHandler;
  clock: Clock;
}

export function createArrivals(options: ArrivalOptions): Arrivals {
  const { visits, publicUrl, clock } = options;
  const router = Router();
  router.get('/enter/:ticket', (req, res) => enter(options, req, res));
  router.get('/continue/:ticket', (req, res) => ask(options, req, res));
  router.post('/continue/:ticket', (req, res) => confirm(options, req, res));
  return {
    router,
    async admit(visit, path, launched) {
      const browsers = launched.bound ? [secretHash(secretKeptBy(launched.browser))] : [];
      const ticket = await visits.issueTicket({ purpose: 'entry', visit, path, browsers }, clock());
      return `${publicUrl}/enter/${ticket}`;
    },
  };
}

/** The one that the browser holds already, else a new one to hold. */
function secretKeptBy(browser: LaunchBrowser): string {
  const held = browser.cookie(browserCookie);
  if (isBrowserSecret(held)) return held;
  const secret = newSecret();
  browser.keep(browserCookieHeader(secret));
  return secret;
}

type TicketRequest = Request<{ ticket: string }>;

/** A browser without a secret is given one and comes back once, which shows whether it keeps any. */
async function enter(options: ArrivalOptions, req: TicketRequest, res: Response): Promise<void> {
  const { visits, clock } = options;
  const { ticket } = req.params;
  const secret = browserSecret(req);
  if (secret === undefined && req.query.again === undefined) {
    res.setHeader('Set-Cookie', browserCookieHeader(newSecret()));
    res.redirect(303, `/enter/${ticket}?again=1`);
    return;
  }
  const taken = await visits.takeTicket(ticket, ['entry', 'transfer'], clock());
  if (!taken) throw new AppError(410, 'ticket_used');
  if (isFromBrowser(taken, { cookie: secret, ...fetchedBy(req) })) {
    res.redirect(303, await begin(options, taken, secret));
    return;
  }
  const pending = await visits.issueTicket({ ...pendingOf(taken), purpose: 'pending' }, clock());
  res.redirect(303, `/continue/${pending}`);
}

/** Whoever confirms may sit at another browser than the one that launched. */
function pendingOf({ visit, path }: NewTicket): Omit<NewTicket, 'purpose'> {
  return { visit, path, browsers: [] };
}

/** A ticket in a browser that is not known to have launched it: asks who is there. */
async function ask(options: ArrivalOptions, req: TicketRequest, res: Response): Promise<void> {
  const { visits, speaking, headers, clock } = options;
  const { ticket } = req.params;
  const waiting = await visits.peekTicket(ticket, 'pending', clock());
  if (!waiting) throw new AppError(410, 'ticket_used');
  const { visit } = waiting;
  speakTo(res, visit);
  frameOnlyBy(res, visit.platformOrigin);
  headers(req, res, () => undefined);
  // So that the answer shows whether this browser keeps it.
  if (browserSecret(req) === undefined) res.setHeader('Set-Cookie', browserCookieHeader(newSecret()));
  const t = speaking.texts.translator(visit.locale);
  const page = confirmPage({
    title: t('web.confirm.title', { name: visit.personName }),
    lede: t('web.confirm.lede', { course: visit.courseTitle }),
    action: `/continue/${ticket}`,
    backHref: visit.returnUrl,
    narrow: true,
  });
  const theme = isInFrame(req) ? 'light' : 'auto';
  const shell = { theme, course: visit.courseTitle, tabs: [], footer: [] } as const;
  res.type('html').send(await speaking.render(page, { locale: visit.locale, prefix: '', shell }));
}

async function confirm(options: ArrivalOptions, req: TicketRequest, res: Response): Promise<void> {
  const taken = await takePending(options, req);
  const held = browserSecret(req);
  if (held === undefined && isInFrame(req)) {
    res.redirect(303, await begin(options, taken, undefined));
    return;
  }
  const secret = held ?? newSecret();
  res.setHeader('Set-Cookie', browserCookieHeader(secret));
  res.redirect(303, await begin(options, taken, secret));
}

async function takePending({ visits, publicUrl, clock }: ArrivalOptions, req: TicketRequest): Promise<NewTicket> {
  const evidence = { cookie: undefined, ...fetchedBy(req), method: req.method };
  if (!isSameOrigin(evidence, new URL(publicUrl).origin)) throw new AppError(403, 'cross_site');
  const taken = await visits.takeTicket(req.params.ticket, ['pending'], clock());
  if (!taken) throw new AppError(410, 'ticket_used');
  return taken;
}

async function begin(
  { visits, clock }: ArrivalOptions,
  ticket: NewTicket,
  secret: string | undefined,
): Promise<string> {
  const visitId = await visits.begin(ticket, secret, clock());
  if (visitId === undefined) throw new AppError(410, 'ticket_used');
  return `/s/${visitId}${ticket.path}`;
}

function browserSecret(req: TicketRequest): string | undefined {
  const value = cookieFrom(req.headers.cookie, browserCookie);
  return isBrowserSecret(value) ? value : undefined;
}

function isInFrame(req: TicketRequest): boolean {
  return req.get('sec-fetch-dest') === 'iframe';
}

function fetchedBy(req: TicketRequest) {
  return { fetchDest: req.get('sec-fetch-dest'), fetchSite: req.get('sec-fetch-site'), origin: req.get('origin') };
}
