/** What a person meets whose visit opens no page any more: why, what to do, and what they had typed. */
import type { Request, RequestHandler, Response } from 'express';
import { AppError } from '../shared/errors.js';
import type { Speaking } from './error-page.js';
import { answersIn, wordsIn, type Posted } from './forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from './page.js';
import { frameOnlyBy } from './security.js';
import type { VisitRefusal } from './sign-in.js';
import type { Translate } from './texts.js';
import { themeOf } from './theme.js';
import type { Visit } from './visit.js';

export interface ExpiredModel extends PageModel {
  /** What the person had typed: shown to be copied, never lost. */
  kept: readonly { label: string; text: string }[];
}

const expiredPage: PageOf<ExpiredModel> = pageOf('web/expired');

const statuses = {
  over: 401,
  signed_out: 401,
  other_person: 401,
  not_in_course: 403,
  platform_stopped: 403,
} as const;

export async function refuseVisit(
  { speaking, headers }: { speaking: Speaking; headers: RequestHandler },
  refusal: VisitRefusal,
  { req, res }: { req: Request; res: Response },
): Promise<void> {
  if (refusal.code === 'cross_site') throw new AppError(403, 'cross_site');
  if (refusal.code === 'over' && req.method !== 'POST') throw new AppError(401, 'visit_over');
  const { locale, ...about } = 'visit' in refusal ? around(res, refusal.visit) : { locale: localeOf(req) };
  const t = speaking.texts.translator(locale);
  const page = overPage(t, refusal, wordsIn(sentBy(req), t('web.ended.words')));
  headers(req, res, () => undefined);
  const shell = { theme: themeOf(req), ...about, tabs: [], footer: [] } as const;
  res.status(statuses[refusal.code]).type('html').setHeader('Cache-Control', 'no-store');
  res.send(await speaking.render(page, { locale, prefix: '', shell }));
}

function localeOf(req: Request): string {
  return req.acceptsLanguages()[0] ?? 'en';
}

/** Told of a visit that was proven only. */
function around(res: Response, { locale, courseTitle, returnUrl, platformOrigin }: Visit) {
  frameOnlyBy(res, platformOrigin);
  return { locale, course: courseTitle, backHref: returnUrl };
}

function overPage(t: Translate, refusal: VisitRefusal, kept: ExpiredModel['kept']): Page {
  const key = `web.ended.${refusal.code}`;
  const values = 'name' in refusal ? { name: refusal.name } : {};
  return expiredPage({ title: t(`${key}.title`, values), lede: t(`${key}.lede`, values), kept, narrow: true });
}

/** Body parsers of forms yield text or lists of text under the names posted, nothing else. */
function sentBy(req: Request): Posted {
  return { ...((req.body ?? {}) as Posted) };
}

export function postedOf(req: Request): Posted {
  return answersIn(sentBy(req));
}
