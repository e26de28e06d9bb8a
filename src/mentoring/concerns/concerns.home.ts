import type { HomeContribution, Step, Work } from '../../home/home.js';
import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import type { ConcernsService, KnownConcern } from './concerns.service.js';
import { concernPath, concernsPath, givenPath } from './concerns.view.js';
import type { ContactsService } from './contacts.service.js';
import { contactsPath } from './contacts.view.js';

interface Needs {
  concerns: Pick<ConcernsService, 'all'>;
  contacts: Pick<ContactsService, 'known'>;
}

/** On the queue stand a topic and a deadline, never a name or a word; to its writer, that there is an answer. */
export function concernsHome({ concerns, contacts }: Needs): HomeContribution {
  return {
    async work(asked) {
      const [all, help] = await Promise.all([concerns.all(asked.visit), contacts.known(asked.visit.courseId)]);
      const waiting = all.filter(({ answerBy, closedAt, isMine }) => answerBy && !closedAt && !isMine);
      const names = new Map(help.contacts.map(({ personId, name }) => [personId, name]));
      return [
        ...byTopic(waiting.filter(({ isForMe }) => isForMe)).map((some) => mineRow(asked, some)),
        ...byTopic(waiting.filter(({ isForMe }) => !isForMe)).map((some) => othersRow(asked, some, names)),
        ...answeredRows(asked, all),
        ...(help.missedAt ? [missedRow(asked, help.missedAt)] : []),
      ];
    },

    async own(asked) {
      return { steps: answeredSteps(asked, await concerns.all(asked.visit)) };
    },
  };
}

function byTopic(concerns: readonly KnownConcern[]): KnownConcern[][] {
  const topics = [...new Set(concerns.map(({ topicId }) => topicId))];
  return topics.map((wanted) => concerns.filter(({ topicId }) => topicId === wanted));
}

/** @param some of one topic, at least one */
function soonest(some: readonly KnownConcern[]): KnownConcern | undefined {
  return [...some].sort((one, other) => (one.answerBy?.getTime() ?? 0) - (other.answerBy?.getTime() ?? 0))[0];
}

function rowOf(some: readonly KnownConcern[], whose: 'mine' | 'others'): Omit<Work, 'title' | 'text' | 'actions'> {
  const [first] = some;
  const item = `concern.${whose}.${(first?.topicId ?? '').toLowerCase().replace(/[^a-z\d.-]/g, '-')}`;
  return { item, urgency: 'concern', size: some.length, icon: 'ring', tone: 'bad' };
}

function mineRow({ t, format, now }: Asked, some: readonly KnownConcern[]): Work {
  const first = soonest(some);
  const values = { count: some.length, topic: first?.topic ?? '', time: format.dateTime(first?.answerBy ?? now) };
  const isOne = some.length === 1 && first;
  return {
    ...rowOf(some, 'mine'),
    title: t('concerns.work.mine', values),
    text: t('concerns.work.mineText', values),
    actions: [{ label: t('concerns.work.open'), href: isOne ? concernPath(first.concernId) : givenPath }],
  };
}

function othersRow(
  { t, format, now }: Asked,
  some: readonly KnownConcern[],
  names: ReadonlyMap<string | undefined, string>,
): Work {
  const first = soonest(some);
  const readers = (first?.readers ?? []).flatMap((personId) => names.get(personId) ?? []);
  const values = {
    ...{ count: some.length, topic: first?.topic ?? '', names: format.list(readers) },
    time: format.dateTime(first?.answerBy ?? now),
  };
  return {
    ...rowOf(some, 'others'),
    title: t('concerns.work.others', values),
    text: t(readers.length === 0 ? 'concerns.work.nobodyText' : 'concerns.work.othersText', values),
    actions: [{ label: t('concerns.work.who'), href: concernsPath }],
  };
}

/** Of one's own: what was answered and not read yet. */
function news(all: readonly KnownConcern[]): KnownConcern[] {
  return all.filter(
    ({ isMine, lastEntryAt, seenAt, sentAt }) => isMine && lastEntryAt && (seenAt ?? sentAt) < lastEntryAt,
  );
}

function answeredSteps({ t }: Asked, all: readonly KnownConcern[]): Step[] {
  return news(all).map(({ concernId, topic }) => ({
    order: 'awaited',
    title: t('concerns.home.answered'),
    text: t('concerns.home.answeredText', { topic }),
    action: { label: t('concerns.home.read'), href: concernPath(concernId) },
  }));
}

function answeredRows({ t }: Asked, all: readonly KnownConcern[]): Work[] {
  const some = news(all);
  const [first] = some;
  if (!first) return [];
  const href = some.length === 1 ? concernPath(first.concernId) : concernsPath;
  return [
    {
      ...{ item: 'concern.answered', urgency: 'concern', size: some.length, icon: 'ring', tone: 'info' },
      title: t('concerns.home.answered'),
      text: t('concerns.home.answeredText', { topic: first.topic }),
      actions: [{ label: t('concerns.home.read'), href }],
    },
  ];
}

function missedRow({ t, format, visit }: Asked, missedAt: Date): Work {
  return {
    ...{ item: 'concern.missed', urgency: 'concern', size: 1, icon: 'ring', tone: 'bad' },
    title: t('concerns.work.missed'),
    text: t('concerns.work.missedText', { time: format.dateTime(missedAt) }),
    actions: may(visit.role, 'configure') ? [{ label: t('concerns.contacts.link'), href: contactsPath }] : [],
  };
}
