import { cardOf, type HomeContribution } from '../../home/home.js';
import type { LettersService } from './letters.service.js';
import { lettersPath, writePath } from './letters.view.js';

interface LetterCard {
  title: string;
  text: string;
  more: string | undefined;
  href: string;
}

const letterCard = cardOf<LetterCard>('asks', '/mentoring/letters/card');

/** A letter that was not read yet stands above all else until it is. */
export function lettersHome(letters: Pick<LettersService, 'news'>): HomeContribution {
  return {
    health: ({ t }) =>
      Promise.resolve({
        lines: [{ text: t('letters.home.everybody'), link: { label: t('letters.write.toAll'), href: writePath } }],
      }),

    async own({ visit, t, now, format }) {
      const news = await letters.news(visit, now);
      const [first] = news;
      if (!first) return {};
      const card = letterCard({
        title: t('letters.home.title', { name: first.by?.name ?? t('letters.somebody') }),
        text: t('letters.home.text', { time: format.dateTime(first.letter.at) }),
        more: news.length > 1 ? t('letters.home.more', { count: news.length - 1 }) : undefined,
        href: lettersPath,
      });
      return { cards: [card] };
    },
  };
}
