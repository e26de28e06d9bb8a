/** One person's story, for staff; and what staff read of oneself, for that person. */
import { storyPath } from '../../home/story.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pageOfList, pagingOf, type Paging } from '../../web/paging.js';
import type { Asked } from '../../web/routing.js';
import type { Story } from './story.service.js';

export const ownStoryPath = '/story';

interface EventModel {
  time: string;
  text: string;
  href: string | undefined;
  said: string | undefined;
}

interface StoryModel extends PageModel {
  days: readonly { day: string; events: readonly EventModel[] }[];
  none: string | undefined;
  paging: Paging;
  unread: string;
  looksTitle: string;
  looks: readonly string[];
}

const storyPage: PageOf<StoryModel> = pageOf('course/story/story');
const eventsShown = 30;
const looksShown = 10;

export function storyView(asked: Asked, { person, events, looks }: Story): Page {
  const { t, query, format, visit } = asked;
  const isOwn = person.personId === visit.personId;
  const path = isOwn ? ownStoryPath : storyPath(person.personId);
  const list = pageOfList(events, eventsShown, { path, asked: query.page });
  const { name } = person;
  return storyPage({
    title: isOwn ? t('story.own.title') : t('story.title', { name }),
    lede: isOwn ? t('story.own.lede') : leftLine(asked, person.status),
    trail: isOwn
      ? [{ label: t('web.tab.home'), href: '/mentoring' }]
      : [{ label: t('web.tab.people'), href: '/roster' }],
    narrow: true,
    days: daysOf(asked, list.items),
    none: events.length === 0 ? t('story.none') : undefined,
    paging: pagingOf(t, list),
    unread: isOwn ? t('story.own.unread') : t('story.unread', { name }),
    looksTitle: isOwn ? t('story.own.looks') : t('story.looks'),
    looks:
      looks.length === 0
        ? [t('story.noLook')]
        : looks
            .slice(0, looksShown)
            .map(({ name: by = t('story.gone'), at }) => t('story.look', { name: by, time: format.dateTime(at) })),
  });
}

function leftLine({ t }: Asked, status: 'active' | 'left'): string | undefined {
  return status === 'left' ? t('story.left') : undefined;
}

function daysOf({ format }: Asked, events: Story['events']): StoryModel['days'] {
  const days: { day: string; events: EventModel[] }[] = [];
  for (const { at, text, href, said } of events) {
    const day = format.date(at);
    const model = { time: format.time(at), text, href, said };
    const last = days.at(-1);
    if (last?.day === day) last.events.push(model);
    else days.push({ day, events: [model] });
  }
  return days;
}
