/** One concern, for its writer and its readers; the list of those that were given to somebody. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Concern } from './concern.js';
import { longestWords } from './concerns.rules.js';
import type { KnownConcern, OpenConcern } from './concerns.service.js';
import {
  concernPath,
  concernsPath,
  givenPath,
  homeTrail,
  reportedModels,
  stateOf,
  type ReportedModel,
} from './concerns.view.js';

interface Press {
  action: string;
  label: string;
  tone: 'primary' | 'outline' | 'quiet';
}

interface ConcernModel extends PageModel {
  state: string;
  unopened: { text: string; press: Press } | undefined;
  lost: string | undefined;
  facts: readonly { label: string; text: string }[];
  reported: readonly ReportedModel[];
  entries: readonly { name: string; time: string; text: string }[];
  form: { action: string; field: FieldModel; button: string } | undefined;
  looks: readonly string[];
  acts: readonly Press[];
}

const concernPage: PageOf<ConcernModel> = pageOf('mentoring/concerns/concern');

const done = ['sent', 'opened', 'written', 'closed', 'full', 'read'] as const;

export function concernView(asked: Asked, concern: OpenConcern, problems?: Problems): Page {
  const { t } = asked;
  const path = concernPath(concern.concernId);
  const isActing = concern.opened !== undefined && !asked.visit.preview;
  return concernPage({
    title: t('concerns.one.title', { topic: concern.topic }),
    banner: bannerOf(asked, concern),
    problems: fieldsFor(t, {}, problems).summary,
    trail: trailOf(asked, concern),
    narrow: true,
    state: stateOf(asked, concern),
    unopened: unopenedOf(asked, concern),
    lost: concern.isLost ? t('concerns.one.lost') : undefined,
    facts: concern.opened ? factsOf(asked, concern, concern.opened) : [],
    ...saidIn(asked, concern),
    form: isActing ? formOf(asked, concern, problems) : undefined,
    looks: looksOf(asked, concern),
    acts: isActing ? actsOf(asked, concern, path) : [],
  });
}

function bannerOf({ t, query }: Asked, { readers }: OpenConcern): Banner | undefined {
  const said = done.find((one) => one === query.done);
  if (!said) return undefined;
  const tone = said === 'full' || said === 'read' ? 'warn' : 'good';
  return { tone, text: t(`concerns.done.${said}`, { count: readers.length }) };
}

function trailOf(asked: Asked, { isMine }: OpenConcern) {
  const list = isMine
    ? { key: 'concerns.title', href: concernsPath }
    : { key: 'concerns.given.title', href: givenPath };
  return [...homeTrail(asked), { label: asked.t(list.key), href: list.href }];
}

function saidIn(asked: Asked, concern: OpenConcern): Pick<ConcernModel, 'reported' | 'entries'> {
  const { reported = [], entries = [] } = concern.opened ?? {};
  return {
    reported: reportedModels(asked, reported),
    entries: entries.map(({ authorId, at, text }) => ({
      ...{ text, time: asked.format.dateTime(at), name: nameOf(asked, concern, authorId) },
    })),
  };
}

function unopenedOf({ t, visit }: Asked, concern: OpenConcern): ConcernModel['unopened'] {
  if (concern.opened || concern.isLost || visit.preview) return undefined;
  const action = `${concernPath(concern.concernId)}/look`;
  return { text: t('concerns.one.unopened'), press: { action, label: t('concerns.one.open'), tone: 'primary' } };
}

function nameOf({ t, visit }: Asked, { people }: OpenConcern, personId: string): string {
  return personId === visit.personId ? t('concerns.one.you') : (people.get(personId)?.name ?? t('concerns.one.gone'));
}

function factsOf(asked: Asked, concern: OpenConcern, { authorId, words, about, answerWay }: Concern) {
  const { t } = asked;
  const readers = concern.readers.map((personId) => nameOf(asked, concern, personId));
  return [
    ...(concern.isMine ? [] : [{ label: t('concerns.one.from'), text: nameOf(asked, concern, authorId) }]),
    { label: t('concerns.form.words'), text: words },
    ...(about === '' ? [] : [{ label: t('concerns.form.about'), text: about }]),
    { label: t('concerns.one.answerWay'), text: t(`concerns.answerWay.${answerWay}`) },
    {
      label: t('concerns.one.readers'),
      text: readers.length === 0 ? t('concerns.one.nobody') : asked.format.list(readers),
    },
  ];
}

function formOf({ t }: Asked, { concernId, isMine }: OpenConcern, problems?: Problems): ConcernModel['form'] {
  return {
    action: `${concernPath(concernId)}/write`,
    field: fieldsFor(t, {}, problems).field('textarea', 'text', {
      label: t(isMine ? 'concerns.one.add' : 'concerns.one.answer'),
      rows: 4,
      maxLength: longestWords,
      private: true,
    }),
    button: t('concerns.one.send'),
  };
}

function looksOf(asked: Asked, concern: OpenConcern): string[] {
  if (concern.looks.length === 0) return [asked.t('concerns.one.noLook')];
  return concern.looks.map(({ personId, at }) =>
    asked.t('concerns.one.look', { name: nameOf(asked, concern, personId), time: asked.format.dateTime(at) }),
  );
}

function actsOf({ t }: Asked, concern: OpenConcern, path: string): Press[] {
  const acts: Press[] = [];
  if (!concern.closedAt) acts.push({ action: `${path}/close`, label: t('concerns.one.close'), tone: 'outline' });
  if (concern.mayTakeBack) acts.push({ action: `${path}/take-back`, label: t('concerns.one.takeBack'), tone: 'quiet' });
  return acts;
}

interface GivenModel extends PageModel {
  rows: readonly { href: string; title: string; text: string }[];
}

const givenPage: PageOf<GivenModel> = pageOf('mentoring/concerns/given');

/** Open ones first, the one whose answer is owed soonest at the top. */
export function givenView(asked: Asked, concerns: readonly KnownConcern[]): Page {
  const { t } = asked;
  const mine = concerns.filter(({ isForMe }) => isForMe);
  const soonest = (concern: KnownConcern) => (concern.closedAt ? Infinity : (concern.answerBy?.getTime() ?? 1e15));
  const rows = [...mine].sort((one, other) => soonest(one) - soonest(other));
  return givenPage({
    title: t('concerns.given.title'),
    lede: t('concerns.given.lede', { count: rows.length }),
    trail: homeTrail(asked),
    narrow: true,
    rows: rows.map((one) => ({
      href: concernPath(one.concernId),
      title: t('concerns.given.row', { topic: one.topic, urgency: t(`concerns.urgency.${one.urgency}`) }),
      text: stateOf(asked, one),
    })),
  });
}
