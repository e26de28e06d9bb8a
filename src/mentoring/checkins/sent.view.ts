/** What was sent: as its author sees it, with the way of the points into the gradebook, and as a partner reads it. */
import { deliveryText } from '../../course/grades/delivery.view.js';
import type { Person } from '../../course/roster/person.js';
import { minute } from '../../shared/clock.js';
import { moment } from '../../web/moments.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { CheckinAnswers } from './checkin.js';
import { isOpen } from './checkins.rules.js';
import type { OwnCheckin } from './checkins.service.js';
import { factsOf, helpFact, namesOf, partnerRows, titleOf, type Fact, type PartnerRow } from './checkins.view.js';

interface SentModel extends PageModel {
  delivery: ReturnType<typeof deliveryText> | undefined;
  facts: readonly Fact[];
  unsent: string | undefined;
  changeHref: string | undefined;
  until: string | undefined;
  next: readonly string[];
  fromPartners: readonly PartnerRow[];
}

interface PartnerModel extends PageModel {
  whoSees: string;
  facts: readonly Fact[];
}

const sentPage: PageOf<SentModel> = pageOf('mentoring/checkins/sent');
const partnerPage: PageOf<PartnerModel> = pageOf('mentoring/checkins/of-partner');

/** A page that waits for the gradebook looks again for so long, then leaves the reader alone. */
const looksFor = minute;
const looksEvery = 3;

export function sentCheckin(asked: Asked, own: OwnCheckin): Page {
  const { t, format, now } = asked;
  const { activity, settings, checkin, delivery } = own;
  const names = namesOf(asked, own);
  const open = isOpen(settings, now);
  const { answers } = checkin ?? {};
  return sentPage({
    title: t('checkins.sent.title', { title: titleOf(t, activity) }),
    lede: sentLede(asked, own),
    banner: asked.query.done === 'sent' ? sentBanner(asked, names) : undefined,
    narrow: true,
    refreshSeconds: isOnItsWay(asked, own) ? looksEvery : undefined,
    delivery: delivery && deliveryText(t, format, delivery, now),
    facts: answers ? [...factsOf(t, answers), helpFact(t, answers, names ?? '')] : [],
    unsent: unsentText(asked, own),
    changeHref: open ? `/checkins/${activity.activityId}?change=1` : undefined,
    until: settings.dueAt && untilText(asked, settings.dueAt, open),
    next: nextLines(asked, own, names),
    fromPartners: partnerRows(asked, own),
  });
}

function isOnItsWay({ now }: Asked, { checkin, delivery }: OwnCheckin): boolean {
  const since = checkin?.changedAt ?? checkin?.sentAt;
  if (!since || now.getTime() - since.getTime() > looksFor) return false;
  return delivery === undefined || delivery.state === 'waiting' || delivery.state === 'retrying';
}

function sentLede({ t, format }: Asked, { checkin }: OwnCheckin): string | undefined {
  if (!checkin?.sentAt) return undefined;
  const when = format.dateTime(checkin.sentAt);
  if (!checkin.changedAt) return t('checkins.sent.lede', { when });
  return t('checkins.sent.ledeChanged', { when, changed: format.dateTime(checkin.changedAt) });
}

function sentBanner({ t }: Asked, names: string | undefined): Banner {
  const text = names === undefined ? t('checkins.sent.banner') : t('checkins.sent.bannerTo', { names });
  return { tone: 'good', text };
}

function unsentText({ t, now }: Asked, { checkin, settings }: OwnCheckin): string | undefined {
  return checkin?.draft && isOpen(settings, now) ? t('checkins.sent.unsent') : undefined;
}

function untilText({ t, format }: Asked, dueAt: Date, open: boolean): string {
  return t(open ? 'checkins.sent.changeUntil' : 'checkins.sent.final', { due: format.dateTime(dueAt) });
}

function nextLines(asked: Asked, own: OwnCheckin, names: string | undefined): string[] {
  const { t } = asked;
  const lines = [names === undefined ? t('checkins.sent.nextAlone') : t('checkins.sent.nextPartner', { names })];
  return own.checkin?.answers?.help === 'teacher' ? [helpLine(asked, own), ...lines] : lines;
}

function helpLine({ t, format, now }: Asked, { helper }: OwnCheckin): string {
  if (!helper) return t('checkins.sent.nextTeacher');
  const { person, since } = helper;
  return t('checkins.sent.nextHelper', { name: person.name, time: moment(format, since, now) });
}

export interface PartnerShown {
  activity: { activityId: string; title: string };
  person: Person;
  answers: CheckinAnswers;
  sentAt: Date;
}

export function partnerCheckin({ t, format }: Asked, { activity, person, answers, sentAt }: PartnerShown): Page {
  const { name } = person;
  return partnerPage({
    title: t('checkins.partners.title', { title: titleOf(t, activity), name }),
    lede: t('checkins.partners.lede', { when: format.dateTime(sentAt) }),
    banner: answers.help === 'partner' ? { tone: 'info', text: t('checkins.partners.asked', { name }) } : undefined,
    trail: [{ label: t('checkins.partners.back'), href: `/checkins/${activity.activityId}` }],
    narrow: true,
    whoSees: t('checkins.partners.whoSees', { name }),
    facts: factsOf(t, answers),
  });
}
