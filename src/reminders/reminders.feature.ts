import type { Connection } from 'mongoose';
import type { HelpEntry } from '../web/help.js';
import type { Speaking } from '../web/error-page.js';
import type { Asked } from '../web/routing.js';
import type { Vault } from '../shared/vault.js';
import type { Dates, DatesAsked } from './dates.js';
import { gatheringService, type GatheringNeeds } from './gathering.service.js';
import { asPage, asText, letterOf } from './mail.view.js';
import { mailingService, type MailingNeeds } from './mailing.service.js';
import { messagesStore } from './messages.store.js';
import { readersStore } from './readers.store.js';
import { remindersRoutes } from './reminders.routes.js';
import { remindersService } from './reminders.service.js';
import { kindsPath, remindersPath } from './reminders.view.js';
import { postTo, type Post } from './smtp.js';
import { unsubscribingService } from './unsubscribing.service.js';

interface Needs extends Omit<GatheringNeeds, 'isActive'> {
  speaking: Speaking;
  vault: Vault;
  publicUrl: string;
  /** Without both no mail is sent. */
  config: { SMTP_URL?: string | undefined; MAIL_FROM?: string | undefined };
  platforms: {
    isActive(platformId: string): Promise<boolean>;
    get(platformId: string): Promise<{ issuer: string } | undefined>;
  };
  dates: readonly Dates[];
  person(courseId: string, personId: string): Promise<{ externalId: string } | undefined>;
}

/** Reminders of everything that features contribute: in Tandem, and by e-mail where there is an address and a server. */
export function remindersFeature(connection: Connection, needs: Needs) {
  const { speaking, vault, publicUrl, config, platforms, kinds, dates } = needs;
  const [readers, messages] = [readersStore(connection), messagesStore(connection)];
  const unsubscribing = unsubscribingService({ readers, vault, publicUrl });
  const words: MailingNeeds['words'] = async ({ reader, timeZone, ...about }) => {
    const locale = reader.locale ?? 'en';
    const said = { t: speaking.texts.translator(locale), format: speaking.texts.formats(locale, timeZone) };
    const platform = (await platforms.get(reader.platformId))?.issuer;
    const letter = letterOf(said, { ...about, timeZone, platform }, kinds());
    const shell = { theme: 'auto', tabs: [], footer: [] } as const;
    const html = await speaking.render(asPage(letter), { locale, prefix: '', shell });
    return { subject: letter.title, text: asText(letter), html };
  };
  const mailingBy = (post: Post) =>
    mailingService({
      ...{ messages, readers, post, words },
      unsubscribe: unsubscribing.link,
      host: new URL(publicUrl).hostname,
    });
  const { SMTP_URL: url, MAIL_FROM: from } = config;
  const mailing = url !== undefined && from !== undefined ? mailingBy(postTo(url, from)) : undefined;
  const { logger } = speaking;
  const gathering = gatheringService({ ...needs, isActive: platforms.isActive });
  const reminders = remindersService({ gathering, readers, messages, mailing, logger });
  const dueDates = async (asked: DatesAsked) => (await Promise.all(dates.map((one) => one(asked)))).flat();
  return {
    ...{ reminders, unsubscribing, guide },
    /** What a platform says of learners of a course. */
    async hear(courseId: string, told: Parameters<typeof reminders.hear>[1]): Promise<void> {
      if (!reminders.hasMail) return;
      const course = await needs.course(courseId);
      if (course) await reminders.hear(course.platformId, told);
    },
    routes: remindersRoutes({ reminders, kinds, dueDates }),
    jobs: [{ name: 'remind', cron: '*/10 * * * *', run: (now: Date) => reminders.pass(now) }],
    home: { own: (asked: Asked) => ownPart(asked, reminders) },
    footer: [
      { at: 19, path: remindersPath, label: 'reminders.link', permission: 'takePart' as const },
      { at: 63, path: kindsPath, label: 'reminders.kinds.link', permission: 'coordinate' as const },
    ],
    records: recordsOf(needs, reminders),
    /** For operators: addresses that no letter reaches, and what became of the last days' letters. */
    mailFacts: async (since: Date) => ({
      hasMail: reminders.hasMail,
      refused: await readers.refusedOnes(50),
      states: await messages.states(since),
    }),
  };
}

function recordsOf({ course, person }: Needs, reminders: Pick<ReturnType<typeof remindersService>, 'list' | 'erase'>) {
  const accountOf = async (courseId: string, personId: string) => {
    const [found, somebody] = await Promise.all([course(courseId), person(courseId, personId)]);
    return found && somebody && { platformId: found.platformId, externalId: somebody.externalId };
  };
  return {
    of: 'reminders',
    async list(courseId: string, personId: string) {
      const account = await accountOf(courseId, personId);
      return account ? reminders.list(account) : [];
    },
    async erase(courseId: string, personId: string) {
      const account = await accountOf(courseId, personId);
      return account ? reminders.erase(account) : 0;
    },
  };
}

/** The last message that was not seen: on the home until it was. */
async function ownPart({ visit, t }: Asked, reminders: Pick<ReturnType<typeof remindersService>, 'said'>) {
  const [last] = await reminders.said(visit.account, 1);
  if (!last || last.seenAt) return {};
  const model = { text: t('reminders.card.text', { count: last.items.length }), href: remindersPath };
  return { cards: [{ place: 'notices' as const, template: '/reminders/card', model }] };
}

const guide: readonly HelpEntry[] = [
  {
    for: ['learner', 'mentor'],
    at: 76,
    title: 'reminders.help.wishes.title',
    text: 'reminders.help.wishes.text',
    link: { path: remindersPath, label: 'reminders.link', permission: 'takePart' },
  },
];
