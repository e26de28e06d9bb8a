/** From a ticket to a visit: what a browser sees between Moodle's launch and the first page. */
import { Router, type Request, type Response } from 'express';
import type { Clock } from '../shared/clock.js';
import { AppError } from '../shared/errors.js';
import { newSecret } from '../shared/ids.js';
import { speak, type Speaking } from './error-page.js';
import { pageOf, type Page, type PageModel, type PageOf } from './page.js';
import { browserCookie, browserCookieHeader, cookieFrom, isBrowserSecret, isSameOrigin } from './proof.js';
import { frameOnlyBy } from './security.js';
import type { Translate } from './texts.js';
import type { NewVisit, VisitStore } from './visit.store.js';

export interface NewTabModel extends PageModel {
  /** Opened in a new tab. */
  openHref: string;
  /** Posted to stay in the frame without a cookie. */
  stayAction: string;
}

export interface ConfirmModel extends PageModel {
  action: string;
  backHref: string | undefined;
}

const newTabPage: PageOf<NewTabModel> = pageOf('web/new-tab');
const confirmPage: PageOf<ConfirmModel> = pageOf('web/confirm-identity');

export interface Arrivals {
  /** Address to redirect a fresh launch to. `bound`: the browser brought back the login's cookie. */
  admit(visit: NewVisit, path: string, bound: boolean): Promise<string>;
  router: Router;
}

export interface ArrivalOptions {
  visits: VisitStore;
  speaking: Speaking;
  publicUrl: string;
  clock: Clock;
}

export function createArrivals(options: ArrivalOptions): Arrivals {
  const { visits, publicUrl, clock } = options;
  const router = Router();
  router.get('/enter/:ticket', (req, res) => enter(options, req, res));
  router.get('/continue/:ticket', (req, res) => ask(options, req, res));
  router.post('/continue/:ticket', (req, res) => confirm(options, req, res));
  router.post('/continue/:ticket/here', (req, res) => stay(options, req, res));
  return {
    router,
    async admit(visit, path, bound) {
      const purpose = bound ? 'entry' : 'pending';
      const ticket = await visits.issueTicket(purpose, visit, path, clock());
      return `${publicUrl}/${bound ? 'enter' : 'continue'}/${ticket}`;
    },
  };
}

type TicketRequest = Request<{ ticket: string }>;

/** Uses the browser's secret if it kept one; else sets one and comes back once to see whether it stays. */
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
  if (taken.purpose === 'transfer' && req.get('sec-fetch-site') === 'cross-site') throw new AppError(403, 'cross_site');
  if (secret === undefined) {
    const pending = await visits.issueTicket('pending', taken.visit, taken.path, clock());
    res.redirect(303, `/continue/${pending}`);
    return;
  }
  res.redirect(303, await begin(options, taken, secret));
}

/** A launch that is not bound to this browser: in a frame it offers a new tab, in a tab it asks who is there. */
async function ask(options: ArrivalOptions, req: TicketRequest, res: Response): Promise<void> {
  const { visits, speaking, clock } = options;
  const { ticket } = req.params;
  const waiting = await visits.peekTicket(ticket, 'pending', clock());
  if (!waiting) throw new AppError(410, 'ticket_used');
  const { visit } = waiting;
  const inFrame = req.get('sec-fetch-dest') === 'iframe';
  speak(res, visit.locale);
  frameOnlyBy(res, visit.platformOrigin);
  const t = speaking.texts.translator(visit.locale);
  const page = inFrame ? newTab(t, ticket) : confirmation(t, ticket, visit);
  const shell = { theme: inFrame ? 'light' : 'auto', course: visit.courseTitle, tabs: [], footer: [] } as const;
  res.type('html').send(await speaking.render(page, { locale: visit.locale, prefix: '', shell }));
}

function newTab(t: Translate, ticket: string): Page {
  const openHref = `/continue/${ticket}`;
  return newTabPage({
    title: t('web.newTab.title'),
    lede: t('web.newTab.lede'),
    openHref,
    stayAction: `${openHref}/here`,
    narrow: true,
  });
}

function confirmation(t: Translate, ticket: string, visit: NewVisit): Page {
  return confirmPage({
    title: t('web.confirm.title', { name: visit.personName }),
    lede: t('web.confirm.lede', { course: visit.courseTitle }),
    action: `/continue/${ticket}`,
    backHref: visit.returnUrl,
    narrow: true,
  });
}

async function confirm(options: ArrivalOptions, req: TicketRequest, res: Response): Promise<void> {
  const taken = await takePending(options, req);
  const secret = browserSecret(req) ?? newSecret();
  res.setHeader('Set-Cookie', browserCookieHeader(secret));
  res.redirect(303, await begin(options, taken, secret));
}

async function stay(options: ArrivalOptions, req: TicketRequest, res: Response): Promise<void> {
  if (req.get('sec-fetch-dest') !== 'iframe') throw new AppError(403, 'frame_only');
  const taken = await takePending(options, req);
  res.redirect(303, await begin(options, taken, undefined));
}

async function takePending({ visits, publicUrl, clock }: ArrivalOptions, req: TicketRequest) {
  requireSameOrigin(req, new URL(publicUrl).origin);
  const taken = await visits.takeTicket(req.params.ticket, ['pending'], clock());
  if (!taken) throw new AppError(410, 'ticket_used');
  return taken;
}

async function begin(
  { visits, clock }: ArrivalOptions,
  { visit, path }: { visit: NewVisit; path: string },
  secret: string | undefined,
): Promise<string> {
  const visitId = await visits.begin(visit, secret, clock());
  if (visitId === undefined) throw new AppError(410, 'ticket_used');
  return `/s/${visitId}${path}`;
}

function browserSecret(req: TicketRequest): string | undefined {
  const value = cookieFrom(req.headers.cookie, browserCookie);
  return isBrowserSecret(value) ? value : undefined;
}

function requireSameOrigin(req: TicketRequest, ownOrigin: string): void {
  const evidence = {
    cookie: undefined,
    fetchDest: req.get('sec-fetch-dest'),
    fetchSite: req.get('sec-fetch-site'),
    origin: req.get('origin'),
    method: req.method,
  };
  if (!isSameOrigin(evidence, ownOrigin)) throw new AppError(403, 'cross_site');
}
