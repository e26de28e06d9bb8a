/** What pages of check-ins share: titles, the words of questions, answers as facts. */
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Translate } from '../../web/texts.js';
import type { AskedAs, CheckinKey, Question, SentAnswer } from './checkin.js';
import type { OwnCheckin } from './checkins.service.js';
import type { Planned } from './plan.rules.js';
import { keyInForm, partOf } from './questions.rules.js';

export interface PartnerRow {
  title: string;
  href: string;
  avatar: { initials: string; hue: number };
  meta: string;
}

export interface Fact {
  label: string;
  text: string;
}

export function titleOf(t: Translate, activity: { title: string }): string {
  return activity.title === '' ? t('checkins.activity') : activity.title;
}

/** "Check-in, week 4". */
export function turnTitle(t: Translate, activity: { title: string }, planned: Planned | undefined): string {
  const title = titleOf(t, activity);
  return planned === undefined || planned.opensAt === undefined
    ? title
    : t('checkins.turn.of', { title, turn: turnWords(t, planned) });
}

/** "week 4", or "number 2" of one that comes on dates. */
export function turnWords(t: Translate, { week, place }: Pick<Planned, 'week' | 'place'>): string {
  return week === undefined ? t('checkins.turn.number', { place }) : t('checkins.turn.week', { week });
}

/** Of one that was sent, though it may be planned no more. */
export function nameOf(t: Translate, occurrence: string, plan: readonly Planned[]): string {
  const planned = plan.find((one) => one.occurrence === occurrence);
  if (planned) return turnWords(t, planned);
  const [kind, number = '1'] = occurrence.split('-');
  return turnWords(t, { place: Number(number), ...(kind === 'week' && { week: Number(number) }) });
}

/** Where a check-in is, as its author and as partners open it. */
export function ownPath({ activityId, occurrence }: Pick<CheckinKey, 'activityId' | 'occurrence'>): string {
  return `/checkins/${activityId}/sent?of=${occurrence}`;
}

export function partnerPath({ activityId, occurrence, personId }: CheckinKey): string {
  return `/checkins/${activityId}/of/${encodeURIComponent(personId)}?of=${occurrence}`;
}

/** As a teacher wrote it, else the proposed one. */
export function wordsOf(t: Translate, form: AskedAs, { key, words }: Pick<Question, 'key' | 'words'>): string {
  return words ?? t(`checkins.question.${partOf(key, form)}.${keyInForm(key)}`);
}

/** Question by question, without the one about help. */
export function factsOf(t: Translate, answers: readonly SentAnswer[], form: AskedAs | undefined): Fact[] {
  return answers
    .filter(({ kind }) => kind !== 'help')
    .map((answer) => ({ label: wordsOf(t, form ?? 'learner', answer), text: answerText(t, answer) }));
}

export function answerText(t: Translate, { kind, text }: SentAnswer): string {
  if (text === '') return t('checkins.sent.nothing');
  return kind === 'mood' ? t('checkins.mood.said', { mood: text, words: t(`checkins.mood.${text}`) }) : text;
}

/** Undefined without a partner. */
export function namesOf({ format }: Pick<Asked, 'format'>, partners: OwnCheckin['partners']): string | undefined {
  return partners.length === 0 ? undefined : format.list(partners.map((partner) => partner.name).sort(format.compare));
}

export function partnerRows({ t, format }: Asked, { activity, planned, fromPartners }: OwnCheckin): PartnerRow[] {
  return fromPartners.map(({ person, sentAt }) => ({
    title: t('checkins.partners.read', { name: person.name }),
    href: partnerPath({ ...activity, occurrence: planned?.occurrence ?? '', personId: person.personId }),
    avatar: { initials: person.initials, hue: person.hue },
    meta: t('checkins.partners.when', { when: format.dateTime(sentAt) }),
  }));
}

interface WaitingModel extends PageModel {
  earlierHref: string | undefined;
}

const waitingPage: PageOf<WaitingModel> = pageOf('mentoring/checkins/waiting');

/** None has opened yet, or nobody has said when the course begins. */
export function waitingCheckin({ t, format }: Asked, { activity, turn, earlier }: OwnCheckin): Page {
  const { next } = turn;
  return waitingPage({
    title: titleOf(t, activity),
    lede: next?.opensAt
      ? t('checkins.waiting.opens', { turn: turnWords(t, next), date: format.date(next.opensAt) })
      : t('checkins.waiting.none'),
    narrow: true,
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    earlierHref: earlier.length > 0 ? `/checkins/${activity.activityId}/earlier` : undefined,
  });
}
