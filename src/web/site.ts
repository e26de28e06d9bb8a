/** Mounts the site map under `/s/:visitId`: who is asking, may they, is the form valid, act, answer. */
import { Router, urlencoded, type Request, type RequestHandler, type Response } from 'express';
import type { Clock } from '../shared/clock.js';
import { AppError, Conflict, conflictCodes, Forbidden, NotFound } from '../shared/errors.js';
import { spoken } from '../shared/zones.js';
import { readingOnce } from '../kept/remembered.js';
import { speakTo, type Speaking } from './error-page.js';
import { answersIn, parseForm } from './forms.js';
import type { PageModel } from './page.js';
import { may } from './permissions.js';
import { goTo, type Reply } from './reply.js';
import type { Answered, Asked, Route } from './routing.js';
import { frameOnlyBy } from './security.js';
import { themeOf } from './theme.js';
import type { SignIn, VisitRefusal } from './sign-in.js';
import { signOutRoutes } from './sign-out.js';
import type { Visit } from './visit.js';
import { hasParts, readUpload, type Upload } from './uploads.js';
import { postedOf, refuseVisit } from './visit-over.js';
import type { VisitStore } from './visit.store.js';

/** A page's place in the tabs, in order; shown to who may enter it. */
export interface Tab {
  path: string;
  /** Text key. */
  label: string;
  shownTo(visit: Visit): boolean;
  /** Settings of the course, in the footer of {@link settingsTabs} alone: other pages stay as short as their work. */
  isSetting: boolean;
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

/** Far above any form of ours; a longer text is refused beside its field, not here. */
const bodyLimit = '512kb';

export function siteRouter(options: SiteOptions): Router {
  const { site, headers } = options;
  const router = Router({ mergeParams: true });
  const pages = Router({ mergeParams: true });
  for (const route of [...site.routes, ...signOutRoutes(options)]) {
    pages[route.method](route.path, permit(route), (req, res) => answer(options, route, req, res));
  }
  pages.get('/refused/:code', (req) => {
    const code = conflictCodes.find((one) => one === req.params.code);
    throw code ? new Conflict(code) : new NotFound();
  });
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
        speakTo(res, found);
        frameOnlyBy(res, found.platformOrigin);
        res.setHeader('Cache-Control', 'no-store');
        next();
      } else refuseVisit(options, refusal ?? { code: 'over' }, { req, res }).catch(next);
    };
    (signIn.passport.authenticate('visit', { session: false }, decided) as RequestHandler)(req, res, next);
  };
}

function permit(route: Route): RequestHandler {
  return (_req, res, next) => next(may(visitOf(res).role, route.permission) ? undefined : new Forbidden());
}

async function answer(options: SiteOptions, route: Route, req: Request, res: Response): Promise<void> {
  const asked = askedOf(options, req, visitOf(res));
  const sent = await sentTo(route, req);
  // A page writes nothing, so what it reads twice is the same.
  const act = () => outcome(route, asked, sent);
  const reply = await (route.method === 'get' ? readingOnce(act) : refusable(act));
  await send(options, reply, { asked, req, res });
}

/** A conflict is told by a page of its own, so that going back leads to the page before and sends nothing again. */
async function refusable(act: () => Promise<Reply> | Reply): Promise<Reply> {
  try {
    return await act();
  } catch (problem) {
    const code = problem instanceof Conflict && conflictCodes.find((one) => one === problem.code);
    if (code) return goTo(`/refused/${code}`);
    throw problem;
  }
}

/** Files are read only once it is known who sends them, and only where a route takes one. */
async function sentTo({ fileAtMost }: Route, req: Request): Promise<Upload> {
  if (fileAtMost !== undefined && hasParts(req)) {
    const upload = await readUpload(req, fileAtMost);
    return { ...upload, fields: answersIn(upload.fields) };
  }
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
    format: speaking.texts.formats(visit.locale, visit.timeZone, visit.zoneFrom !== 'own'),
    now: clock(),
  };
}

async function send(
  options: SiteOptions,
  reply: Reply,
  { asked, req, res }: { asked: Asked; req: Request; res: Response },
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
  const { visit } = asked;
  const newTab = visit.bound || req.method !== 'GET' ? undefined : { action: `${prefix}/transfer`, path: req.path };
  const shell = { ...shellOf(options, { asked, req }, reply.page.model), newTab };
  const html = await options.speaking.render(reply.page, { locale: visit.locale, prefix, shell });
  res.status(reply.status).type('html').send(html);
}

function shellOf({ site }: SiteOptions, { asked: { visit, t }, req }: { asked: Asked; req: Request }, page: PageModel) {
  const prefix = `/s/${visit.visitId}`;
  const links = (list: readonly Tab[]) =>
    list
      .filter((link) => link.shownTo(visit))
      .map((link) => ({ label: t(link.label), href: `${prefix}${link.path}`, current: link.path === page.tab }));
  return {
    theme: themeOf(req),
    programme: visit.activityTitle,
    course: visit.courseTitle,
    backHref: visit.returnUrl,
    tabs: hasTabs(visit, page) ? links(site.tabs) : [],
    footer: links(site.footer.filter(({ isSetting }) => !isSetting || settingsTabs.includes(page.tab ?? ''))),
    zone: t(`web.zone.${visit.zoneFrom}`, { zone: spoken(visit.timeZone) }),
    preview: visit.preview ? t('web.preview') : undefined,
  };
}

/** Where teachers look for settings: their home and the set-up list. */
const settingsTabs = ['/mentoring', '/set-up'];

/** Staff reach everything from every page, but for the picker in Moodle's dialogue; learners from those that say so. */
function hasTabs({ role, pickerId }: Asked['visit'], page: PageModel): boolean {
  return page.tab !== undefined || (may(role, 'coordinate') && pickerId === undefined);
}

/** A link for a new tab: the other tab is another cookie partition, so a one-time ticket carries the visit there. */
async function transfer({ visits, clock }: SiteOptions, req: Request, res: Response): Promise<void> {
  const visit = visitOf(res);
  const path = postedOf(req).path;
  if (typeof path !== 'string' || !/^\/(?!\/)[\w\-/?=&.]*$/.test(path)) throw new AppError(400, 'unreadable');
  res.redirect(303, `/enter/${await visits.issueTransfer(visit, path, clock())}`);
}

function visitOf(res: Response): Visit {
  return (res.locals as { visit: Visit }).visit;
}

function strings(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
