import { takesPartHere } from '../../course/roster/person.js';
import { cardOf, type HomeContribution } from '../../home/home.js';
import type { PauseService } from './pause.service.js';
import { lastDayText, pauseNotes, pauseRows, pauseStep } from './pause-words.view.js';

const notices = cardOf<{ notes: readonly string[] }>('notices', '/mentoring/pause/notices');

/** Breaks: one's own and those of partners; for teachers who takes one. */
export function pauseHome(pauses: Pick<PauseService, 'nearby' | 'running'>): HomeContribution {
  return {
    async work(asked) {
      return pauseRows(asked, await pauses.running(asked.visit.courseId, asked.now));
    },

    async own(asked) {
      const { visit, t, now } = asked;
      const { partners, near } = await pauses.nearby(visit.courseId, visit.personId, now);
      if (partners.length === 0) return {};
      const step = pauseStep(asked, partners, near);
      const own = near.get(visit.personId);
      const label = own ? t('pause.own.runs', { date: lastDayText(asked, own) }) : t('pause.link');
      const notes = step ? [] : pauseNotes(asked, partners, near);
      return {
        steps: step ? [step] : [],
        cards: notes.length > 0 ? [notices({ notes })] : [],
        links: own || partners.some(takesPartHere) ? [{ label, href: '/pause' }] : [],
      };
    },

    done: { paused: 'pause.done.paused', resumed: 'pause.done.resumed' },
  };
}
