import { takesPartHere } from '../../course/roster/person.js';
import { cardOf, type HomeContribution, type PersonNow, type Step } from '../../home/home.js';
import type { Asked } from '../../web/routing.js';
import type { ConversationService, ThreadNews } from './conversation.service.js';
import { conversationPath, namesOf } from './conversation.view.js';

interface ConversationsCard {
  rows: readonly { href: string; title: string; text: string }[];
}

const conversations = cardOf<ConversationsCard>('more', '/mentoring/conversation/card');

/** What is new in one's conversations comes first; a pair that never wrote is asked to begin. */
export function conversationHome({
  conversation,
}: {
  conversation: Pick<ConversationService, 'news'>;
}): HomeContribution {
  return {
    async own(asked) {
      const news = await conversation.news(asked.visit);
      if (news.length === 0) return {};
      return {
        steps: [...news.flatMap((one) => newStep(asked, one)), ...helloStep(asked, news)],
        people: news.flatMap((one) => unreadIn(asked, one)),
        cards: [conversations({ rows: news.map((one) => rowOf(asked, one)) })],
      };
    },
  };
}

function newStep(asked: Asked, { key, partners, fresh }: ThreadNews): Step[] {
  const { t } = asked;
  if (fresh === 0) return [];
  const names = namesOf(asked, partners);
  const action = { label: t('conversation.home.read'), href: conversationPath(key) };
  return [
    {
      order: 'awaited',
      title: t('conversation.home.new', { count: fresh, names }),
      text: t('conversation.home.newText'),
      action,
    },
  ];
}

/** Of several only one: the rest stand in the card. */
function helloStep(asked: Asked, news: readonly ThreadNews[]): Step[] {
  const silent = news.find(({ runs, lastAt, partners }) => runs && !lastAt && hasSomebody(partners));
  if (!silent) return [];
  const { t } = asked;
  const names = namesOf(asked, silent.partners.filter(takesPartHere));
  const action = { label: t('conversation.home.write', { names }), href: conversationPath(silent.key) };
  return [
    {
      order: 'ongoing',
      title: t('conversation.home.hello', { names }),
      text: t('conversation.home.helloText'),
      action,
    },
  ];
}

function hasSomebody(partners: ThreadNews['partners']): boolean {
  return partners.some(takesPartHere);
}

function rowOf(asked: Asked, { key, partners, lastAt, fresh, runs }: ThreadNews): ConversationsCard['rows'][number] {
  const { t, format } = asked;
  const state = lastAt
    ? t('conversation.home.last', { time: format.dateTime(lastAt) })
    : t('conversation.home.nothing');
  const over = runs && hasSomebody(partners) ? [] : [t('conversation.home.over')];
  const texts = [...(fresh > 0 ? [t('conversation.home.fresh', { count: fresh })] : []), state, ...over];
  return { href: conversationPath(key), title: namesOf(asked, partners), text: texts.join(' ') };
}

/** Whoever wrote and was not read yet. */
function unreadIn({ t }: Asked, { key, partners, fresh }: ThreadNews): PersonNow[] {
  if (fresh === 0) return [];
  return partners.map(({ personId, name, initials, hue }) => ({
    ...{ personId, name, avatar: { initials, hue }, need: 'unread' as const },
    text: t('conversation.home.fresh', { count: fresh }),
    action: { label: t('conversation.home.read'), href: conversationPath(key) },
  }));
}
