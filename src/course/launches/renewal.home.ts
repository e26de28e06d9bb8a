import type { HomeContribution, Work } from '../../home/home.js';
import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import type { Renewal, RenewalService } from './renewal.service.js';

/** A course that looks reset, or that was started fresh a moment ago. */
export function renewalHome(renewals: Pick<RenewalService, 'state'>): HomeContribution {
  return {
    async work(asked) {
      if (!may(asked.visit.role, 'configure')) return [];
      return rowsOf(asked, await renewals.state(asked.visit.courseId, asked.now));
    },
  };
}

function rowsOf(asked: Asked, renewal: Renewal): Work[] {
  return [
    ...(renewal.looksReset ? [row(asked, 'reset', renewal)] : []),
    ...(renewal.startedFresh ? [row(asked, 'fresh', renewal)] : []),
  ];
}

const looks = {
  reset: { icon: 'people', tone: 'warn' },
  fresh: { icon: 'undo', tone: 'calm' },
} as const;

function row({ t, format }: Asked, item: keyof typeof looks, { gone, stayed, startedFresh }: Renewal): Work {
  const count = gone + stayed;
  const time = startedFresh ? format.dateTime(startedFresh.undoUntil) : '';
  return {
    ...{ item, urgency: 'course', size: count, ...looks[item] },
    title: t(`activities.work.${item}.title`, { count, gone }),
    text: t(`activities.work.${item}.text`, { count, time }),
    actions: [{ label: t(`activities.work.${item}.button`), href: '/start-over' }],
  };
}
