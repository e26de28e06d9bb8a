/** The steps of one learner, with the dates that are the same for all. */
import type { Asked } from '../web/routing.js';
import { closesAt } from './dates.rules.js';
import type { OwnPart } from './work.service.js';

interface WayStep {
  state: 'done' | 'here' | 'ahead';
  title: string;
  note: string;
}

interface Part {
  done: boolean;
  title: string;
  note: string;
}

/** Empty where the teacher planned no dates: then the page says all there is to do. */
export function wayOf(asked: Asked, own: OwnPart): WayStep[] {
  const { opensAt, startsAt, reviewUntil, releaseAt } = own.dates;
  if (!opensAt && !startsAt && !reviewUntil && !releaseAt) return [];
  // Scores of before there was a release go as they come: no step of their own.
  const ending = own.released === 'as-they-come' ? [] : [scores(asked, own)];
  const parts = [handingIn(asked, own), reviewing(asked, own), ...ending];
  const here = parts.findIndex(({ done }) => !done);
  return parts.map(({ done, title, note }, at) => ({
    ...{ title, note },
    state: done ? 'done' : at === here ? 'here' : 'ahead',
  }));
}

function handingIn({ t, format, now }: Asked, { dates, submission }: OwnPart): Part {
  const title = t('peer-review.way.handIn');
  if (submission?.sentAt)
    return { done: true, title, note: t('peer-review.work.handedIn', { when: format.dateTime(submission.sentAt) }) };
  const { opensAt, startsAt } = dates;
  const until = startsAt
    ? t('peer-review.way.until', { when: format.dateTime(startsAt) })
    : t('peer-review.way.noDate');
  if (!opensAt || opensAt <= now) return { done: false, title, note: until };
  return { done: false, title, note: t('peer-review.way.from', { when: format.dateTime(opensAt), until }) };
}

function reviewing({ t, format }: Asked, { dates, assignment, share, phase }: OwnPart): Part {
  const title = t('peer-review.way.review');
  const sent = share.required > 0 ? t('peer-review.tasks.lede', { ...share }) : undefined;
  if (phase === 'closed') return { done: true, title, note: sent ?? t('peer-review.way.over') };
  const startedAt = assignment?.startedAt ?? dates.startsAt;
  const until = startedAt ? closesAt(dates, startedAt) : dates.reviewUntil;
  const note = until ? t('peer-review.way.until', { when: format.dateTime(until) }) : t('peer-review.way.noDate');
  const isDone = share.required > 0 && share.given >= share.required;
  return { done: isDone, title, note: [sent, isDone ? undefined : note].filter(Boolean).join(' ') };
}

function scores({ t, format }: Asked, { dates, assignment }: OwnPart): Part {
  const title = t('peer-review.way.scores');
  const released = assignment?.releasedAt;
  if (released) return { done: true, title, note: t('peer-review.way.released', { when: format.dateTime(released) }) };
  const { releaseAt } = dates;
  const note = releaseAt ? t('peer-review.way.on', { when: format.dateTime(releaseAt) }) : t('peer-review.way.byHand');
  return { done: false, title, note };
}
