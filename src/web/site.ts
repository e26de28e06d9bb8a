/** Mounts the site map under `/s/:visitId`: who is asking, may they, is the form valid, act, answer. */
import { Router, urlencoded, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { Clock } from '../shared/clock.js';
import { AppError, Forbidden } from '../shared/errors.js';
import { speak, type Speaking } from './error-page.js';
import { parseForm, type Posted } from './forms.js';
import { pageOf, type PageModel, type PageOf } from './page.js';
import { may } from './permissions.js';
import type { Reply } from './reply.js';
import type { Answered, Asked, Route } from './routing.js';
import { frameOnlyBy } from './security.js';
import type { SignIn, VisitRefusal } from './sign-in.js';
import type { Visit } from './visit.js';
import { hasParts, readUpload, type Upload } from './uploads.js';
import type { VisitStore } from './visit.store.js';

/** A page's place in the tabs, in order; shown to who may enter it. */
export interface Tab {
  path: string;
  /** Text key. */
  label: string;
  shownTo(visit: Visit): boolean;
}

export interface Site {
  routes: readonly Route[];
  tabs: readonly Tab[];
  /** Links in the footer, the same order on every page (WCAG 3.2.6). */
  footer: readonly Tab[];
}

export interface SiteOptions {
  site: Site;
  speaking: Speaking;
  signIn: SignIn;
  visits: VisitStore;
  /** Applied again once the visit, and so the framing platform, is known. */
  headers: RequestHandler;
  clock: Clock;
}

export interface ExpiredModel extends PageModel {
  /** What the person had typed: shown to be copied, never lost. */
  kept: readonly { label: string; text: string }[];
}

const expiredPage: PageOf<ExpiredModel> = pageOf('web/expired');

/** Far above any form of ours; a longer text is refused beside its field, not here. */
const bodyLimit = '512kb';

export function siteRouter(options: SiteOptions): Router {
  const { site, headers } = options;
  const router = Router({ mergeParams: true });
  const pages = Router({ mergeParams: true });
  for (const route of site.routes) {
    pages[route.method](route.path, permit(route), (req, res) => answer(options, route, req, res));
  }
  pages.post('/transfer', (req, res) => transfer(options, req, res));
  router.use(
    '/s/:visitId',
    urlencoded({ extended: false, limit: bodyLimit, parameterLimit: 500 }),
    open(options),
    headers,
    pages,
  );
  return router;
}

function open(options: SiteOptions): RequestHandler {
  const { signIn } = options;
  return (req, res, next) => {
    const decided = (problem: unknown, found: Visit | false, refusal?: VisitRefusal) => {
      if (problem) next(problem);
      else if (found) {
        (res.locals as { visit: Visit }).visit = found;
        speak(res, found.locale);
        frameOnlyBy(res, found.platformOrigin);
        res.setHeader('Cache-Control', 'no-store');
        next();
      } else refuse(options, refusal ?? 'over', { req, res, next });
    };
    (signIn.passport.authenticate('visit', { session: false }, decided) as RequestHandler)(req, res, next);
  };
}

function refuse(
  options: SiteOptions,
  refusal: VisitRefusal,
  { req, res, next }: { req: Request; res: Response; next: NextFunction },
) {
  if (refusal === 'cross_site') next(new AppError(403, 'cross_site'));
  else if (req.method === 'POST') sayExpired(options, req, res).catch(next);
  else next(new AppError(401, 'visit_over'));
}

async function sayExpired({ speaking }: SiteOptions, req: Request, res: Response): Promise<void> {
  const locale = req.acceptsLanguages()[0] ?? 'en';
  const t = speaking.texts.translator(locale);
  const kept = Object.entries(postedOf(req)).flatMap(([label, value]) =>
    [value].flat().map((text) => ({ label, text })),
  );
  const page = expiredPage({ title: t('web.expired.title'), lede: t('web.expired.lede'), kept, narrow: true });
  const shell = { theme: 'light', tabs: [], footer: [] } as const;
  res
    .status(401)
    .type('html')
    .send(await speaking.render(page, { locale, prefix: '', shell }));
}

function permit(route: Route): RequestHandler {
  return (_req, res, next) => next(may(visitOf(res).role, route.permission) ? undefined : new Forbidden());
}

async function answer(options: SiteOptions, route: Route, req: Request, res: Response): Promise<void> {
  const asked = askedOf(options, req, visitOf(res));
  const reply = await outcome(route, asked, await sentTo(route, req));
  await send(options, reply, { asked, res });
}

/** Files are read only once it is known who sends them, and only where a route takes one. */
async function sentTo({ fileAtMost }: Route, req: Request): Promise<Upload> {
  if (fileAtMost !== undefined && hasParts(req)) return readUpload(req, fileAtMost);
  return { fields: postedOf(req), file: undefined };
}

async function outcome(route: Route, asked: Asked, { fields: posted, file }: Upload): Promise<Reply> {
  if (!route.schema || !route.refuse) return route.act({ ...asked, answers: undefined, posted });
  const parsed = parseForm(route.schema, posted);
  return parsed.ok
    ? route.act({ ...asked, answers: parsed.answers, posted, file } satisfies Answered<unknown>)
    : route.refuse(asked, parsed.problems);
}

function askedOf({ speaking, clock }: SiteOptions, req: Request, visit: Visit): Asked {
  return {
    visit,
    params: strings(req.params),
    query: strings(req.query),
    t: speaking.texts.translator(visit.locale),
    format: speaking.texts.formats(visit.locale, visit.timeZone),
    now: clock(),
  };
}

async function send(
  options: SiteOptions,
  reply: Reply,
  { asked, res }: { asked: Asked; res: Response },
): Promise<void> {
  const prefix = `/s/${asked.visit.visitId}`;
  if (reply.kind === 'redirect') {
    res.redirect(303, `${prefix}${reply.to}`);
    return;
  }
  if (reply.kind === 'file') {
    res.type(reply.contentType).attachment(reply.fileName).send(reply.body);
    return;
  }
  const shell = shellOf(options, asked, reply.page.model);
  const html = await options.speaking.render(reply.page, { locale: asked.visit.locale, prefix, shell });
  res.status(reply.status).type('html').send(html);
}

function shellOf({ site }: SiteOptions, { visit, t }: Asked, page: PageModel) {
  const prefix = `/s/${visit.visitId}`;
  const links = (list: readonly Tab[]) =>
    list
      .filter((link) => link.shownTo(visit))
      .map((link) => ({ label: t(link.label), href: `${prefix}${link.path}`, current: link.path === page.tab }));
  return {
    theme: 'light' as const,
    programme: visit.activityTitle,
    course: visit.courseTitle,
    backHref: visit.returnUrl,
    tabs: hasTabs(visit, page) ? links(site.tabs) : [],
    footer: links(site.footer),
    zone: visit.timeZone,
  };
}

/** Staff reach everything from every page, but for the picker in Moodle's dialogue; learners from those that say so. */
function hasTabs({ role, pickerId }: Asked['visit'], page: PageModel): boolean {
  return page.tab !== undefined || (may(role, 'coordinate') && pickerId === undefined);
}

/** A link for a new tab: the other tab is another cookie partition, so a one-time ticket carries the visit there. */
async function transfer({ visits, clock }: SiteOptions, req: Request, res: Response): Promise<void> {
  const visit = visitOf(res);
  const path = postedOf(req).path;
  if (typeof path !== 'string' || !/^\/(?!\/)[\w\-/?=&.]*$/.test(path)) throw new AppError(400, 'unreadable');
  res.redirect(303, `/enter/${await visits.issueTicket('transfer', visit, path, clock())}`);
}

function visitOf(res: Response): Visit {
  return (res.locals as { visit: Visit }).visit;
}

/** Body parsers of forms yield text or lists of text under the names posted, nothing else. */
function postedOf(req: Request): Posted {
  return { ...((req.body ?? {}) as Posted) };
}

function strings(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
