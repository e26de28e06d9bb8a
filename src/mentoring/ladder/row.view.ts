/** A pair on the coordinator's queue: why, since when, what was tried, what happens if nothing is done. */
import type { Work } from '../../home/home.js';
import { storyPath } from '../../home/story.js';
import { createHash } from 'node:crypto';
import type { Asked } from '../../web/routing.js';
import type { ShownRow } from './ladder.service.js';

export function rowOf(asked: Asked, shown: ShownRow, answerBy: Date): Omit<Work, 'size' | 'actions'> {
  const { t, format, now } = asked;
  const { row } = shown;
  const since = row.since ?? now;
  const isLate = answerBy < now;
  const whose = row.misses.at(-1)?.missedBy[0] ?? row.memberIds[0];
  return {
    item: `ladder.${createHash('sha256').update(row.key).digest('hex').slice(0, 32)}`,
    ...{ urgency: 'called', icon: 'calendar', tone: 'warn' },
    title: titleOf(asked, shown),
    ...(whose !== undefined && { href: storyPath(whose) }),
    text: triedText(asked, shown),
    chip: {
      tone: isLate ? 'bad' : 'warn',
      icon: 'clock',
      text: t(isLate ? 'ladder.work.waits' : 'ladder.work.by', { time: format.date(isLate ? since : answerBy) }),
    },
    meta: [
      row.lastKeptAt ? t('ladder.work.last', { date: format.date(row.lastKeptAt) }) : t('ladder.work.never'),
      nextText(asked, shown),
    ]
      .filter((one) => one !== undefined)
      .join(' '),
  };
}

/** Nothing where the pass is late and what it found to come is over. */
function nextText({ t, format, now }: Asked, { row: { nextAt } }: ShownRow): string | undefined {
  if (!nextAt) return t('ladder.work.noNext');
  return nextAt > now ? t('ladder.work.next', { date: format.date(nextAt) }) : undefined;
}

function titleOf({ t, format }: Asked, { row, people }: ShownRow): string {
  const names = format.list(people.map(({ name }) => name));
  const meetings = row.misses.filter(({ kind }) => kind === 'meeting').length;
  const checkins = row.misses.length - meetings;
  if (row.misses.length < 2 && row.silentSince) {
    return t('ladder.work.silent', { names, date: format.date(row.silentSince) });
  }
  if (meetings >= checkins) return t('ladder.work.meetings', { names, count: meetings });
  const missed = new Set(row.misses.flatMap(({ missedBy }) => missedBy));
  const who = people.filter(({ personId }) => missed.has(personId)).map(({ name }) => name);
  return t('ladder.work.checkins', { names: format.list(who), count: checkins });
}

function triedText({ t, format }: Asked, { tried }: ShownRow): string {
  if (tried.length === 0) return t('ladder.work.untried');
  const done = tried.map(({ act, by }) =>
    t(`ladder.tried.${act.kind}`, { name: by?.name ?? t('ladder.somebody'), date: format.date(act.at) }),
  );
  return t('ladder.work.tried', { what: done.join(' ') });
}
