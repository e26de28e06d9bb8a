/** What was sent, as its author sees it: what came back first, then the words, then the way of the points. */
import { deliveryText } from '../../course/grades/delivery.view.js';
import { after, minute } from '../../shared/clock.js';
import { moment } from '../../web/moments.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { FormName, Readers, SentAnswer } from './checkin.js';
import type { OwnCheckin } from './checkins.service.js';
import {
  factsOf,
  namesOf,
  partnerRows,
  turnTitle,
  turnWords,
  wordsOf,
  type Fact,
  type PartnerRow,
} from './checkins.view.js';
import { earlierRows, type EarlierRow } from './earlier.view.js';
import { askedAt } from './help.rules.js';
import { partnerAnswersIn } from './partner-help.rules.js';
import { isOpen } from './plan.rules.js';
import { partOf } from './questions.rules.js';

interface SentModel extends PageModel {
  delivery: ReturnType<typeof deliveryText> | undefined;
  replies: readonly {
    name: string;
    avatar: { initials: string; hue: number } | undefined;
    when: string;
    text: string;
  }[];
  facts: readonly Fact[];
  whoReads: readonly string[];
  unsent: string | undefined;
  changeHref: string | undefined;
  until: string | undefined;
  next: readonly string[];
  earlier: readonly EarlierRow[];
  earlierHref: string | undefined;
  fromPartners: readonly PartnerRow[];
}

const sentPage: PageOf<SentModel> = pageOf('mentoring/checkins/sent');

/** A page that waits for the gradebook looks again for so long, then leaves the reader alone. */
const looksFor = minute;
const looksEvery = 3;
const earlierShown = 3;

export function sentCheckin(asked: Asked, own: OwnCheckin): Page {
  const { t, format, now } = asked;
  const { activity, planned, delivery } = own;
  const names = namesOf(asked, own.partners);
  return sentPage({
    title: t('checkins.sent.title', { title: turnTitle(t, activity, planned) }),
    lede: sentLede(asked, own),
    banner: bannerOf(asked, names),
    narrow: true,
    refreshSeconds: isOnItsWay(asked, own) ? looksEvery : undefined,
    delivery: delivery && deliveryText(t, format, delivery, now),
    replies: repliesOf(asked, own),
    ...wroteOf(asked, own),
    ...changing(asked, own),
    next: nextLines(asked, own),
    earlier: earlierRows(asked, own, earlierShown),
    earlierHref: own.earlier.length > earlierShown ? `/checkins/${activity.activityId}/earlier` : undefined,
    fromPartners: partnerRows(asked, own),
  });
}

function wroteOf(asked: Asked, own: OwnCheckin): Pick<SentModel, 'facts' | 'whoReads'> {
  const { answers = [], form } = own.checkin ?? {};
  return {
    facts: [...factsOf(asked.t, answers, form), ...helpFacts(asked, own)],
    whoReads: whoReads(asked, answers, own),
  };
}

/** An earlier one stays as it is. */
function changing(asked: Asked, own: OwnCheckin): Pick<SentModel, 'unsent' | 'changeHref' | 'until'> {
  const { t, format } = asked;
  const { activity, planned, checkin } = own;
  const due = planned?.dueAt ? format.dateTime(planned.dueAt) : undefined;
  const says = (key: string) => (due === undefined ? undefined : t(key, { due }));
  if (!isStillOpen(asked, own)) return { unsent: undefined, changeHref: undefined, until: says('checkins.sent.final') };
  return {
    unsent: checkin?.draft ? t('checkins.sent.unsent') : undefined,
    changeHref: `/checkins/${activity.activityId}?change=1`,
    until: says('checkins.sent.changeUntil'),
  };
}

function isStillOpen({ now }: Asked, { planned, turn }: OwnCheckin): boolean {
  return planned !== undefined && planned.occurrence === turn.current?.occurrence && isOpen(planned, now);
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

function bannerOf({ t, query }: Asked, names: string | undefined): Banner | undefined {
  if (query.done === 'fate') return { tone: 'good', text: t('checkins.fate.saved') };
  if (query.done !== 'sent') return undefined;
  return {
    tone: 'good',
    text: names === undefined ? t('checkins.sent.banner') : t('checkins.sent.bannerTo', { names }),
  };
}

function repliesOf({ t, format, now }: Asked, { checkin, repliers }: OwnCheckin): SentModel['replies'] {
  return Object.entries(checkin?.replies ?? {}).map(([personId, { at, text }]) => {
    const person = repliers.get(personId);
    const name = person?.name ?? t('checkins.overview.somebody');
    return {
      ...{ name, when: moment(format, at, now), text: text ?? t('checkins.reply.encouraged', { name }) },
      avatar: person && { initials: person.initials, hue: person.hue },
    };
  });
}

/** For the author alone: a partner is never told that the teacher was asked, perhaps about this very partner. */
function helpFacts(asked: Asked, { checkin, readers }: OwnCheckin): Fact[] {
  const { t } = asked;
  const question = checkin?.answers?.find(({ kind }) => kind === 'help');
  if (!question || !checkin?.help) return [];
  const names = namesOf(asked, readers.learner);
  const text = t(`checkins.help.${checkin.help}`, { names: names ?? t('checkins.reader.formerPartner') });
  return [{ label: wordsOf(t, checkin.form ?? 'learner', question), text }];
}

/** Of each part one line where all its answers have the same readers, else a line an answer. */
function whoReads(asked: Asked, answers: readonly SentAnswer[], own: OwnCheckin): string[] {
  const { form } = own.checkin ?? {};
  const said = answers.filter(({ kind }) => kind !== 'help');
  if (form !== 'both') return partReads(asked, said, own);
  return (['learner', 'mentor'] as const).flatMap((part) => {
    const lines = partReads(
      asked,
      said.filter(({ key }) => partOf(key, form) === part),
      own,
      part,
    );
    return lines.length === 1 ? [asked.t(`checkins.sent.part.${part}`, { who: lines[0] ?? '' })] : lines;
  });
}

function partReads({ t }: Asked, said: readonly SentAnswer[], { checkin }: OwnCheckin, part?: FormName): string[] {
  const chosen = new Set(said.map(({ readers }) => readers));
  const asks = checkin?.help === 'teacher';
  const text = (who: Readers) => {
    const word = asks && who === 'partners' ? 'asked' : who;
    return t(part === undefined || who === 'mine' ? `checkins.sent.who.${word}` : `checkins.sent.by.${part}.${word}`);
  };
  const [only] = chosen;
  if (only !== undefined && chosen.size === 1) return [text(only)];
  return said.map((answer) =>
    t('checkins.sent.who.one', { words: wordsOf(t, checkin?.form ?? 'learner', answer), who: text(answer.readers) }),
  );
}

function nextLines(asked: Asked, own: OwnCheckin): string[] {
  const { t } = asked;
  const names = nextNames(asked, own);
  const step = own.checkin?.answers?.some(({ key, text }) => key === 'step' && text !== '');
  const together = step ? [t('checkins.sent.nextPartner', { names: names ?? '' })] : [];
  return [
    ...(own.checkin?.help === 'teacher' ? [helpLine(asked, own)] : []),
    ...partnerHelpLine(asked, own),
    ...(names === undefined ? [t('checkins.sent.nextAlone')] : together),
    ...opensNext(asked, own),
  ];
}

/** With whom one's own next step is talked over. */
function nextNames(asked: Asked, { form, readers, partners }: OwnCheckin): string | undefined {
  return namesOf(asked, readers[form === 'mentor' ? 'mentor' : 'learner']) ?? namesOf(asked, partners);
}

function opensNext({ t, format }: Asked, { turn: { next } }: OwnCheckin): string[] {
  if (!next?.opensAt) return [];
  return [t('checkins.sent.nextTurn', { turn: turnWords(t, next), date: format.date(next.opensAt) })];
}

/** What comes of help that was asked of a partner; who asked before this was said is told nothing of it. */
function partnerHelpLine({ t, format, now }: Asked, { checkin }: OwnCheckin): string[] {
  const at = checkin && askedAt(checkin);
  if (!checkin?.escalates || !at) return [];
  const until = after(at, partnerAnswersIn);
  if (Object.values(checkin.replies ?? {}).some((reply) => reply.at >= at)) return [];
  const key = until > now ? 'checkins.sent.nextPartnerHelp' : 'checkins.sent.toldPartnerHelp';
  return [t(key, { time: format.dateTime(until) })];
}

function helpLine({ t, format, now }: Asked, { helper }: OwnCheckin): string {
  if (!helper) return t('checkins.sent.nextTeacher');
  const { person, since } = helper;
  return t('checkins.sent.nextHelper', { name: person.name, time: moment(format, since, now) });
}
