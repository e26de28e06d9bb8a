/** Breaks in words, as homes say them. */
import type { Step, Work } from '../../home/home.js';
import { takesPartHere, type Person } from '../../course/roster/person.js';
import { fromLocal } from '../../shared/local-time.js';
import type { Asked } from '../../web/routing.js';
import type { Near, ShownPause } from './pause.js';
import { lastDayOf } from './pause.rules.js';
import type { Pausing } from './pause.service.js';

/** A day is the same day for every reader, wherever their clock is. */
export function dateText({ format, visit }: Asked, date: string): string {
  return format.date(fromLocal(`${date}T12:00`, visit.timeZone) ?? new Date(`${date}T12:00Z`));
}

export function lastDayText(asked: Asked, pause: ShownPause): string {
  return dateText(asked, lastDayOf(pause));
}

function pauseNote(asked: Asked, { name, personId }: Person, near: Near): string | undefined {
  const pause = near.get(personId);
  return pause && asked.t('pause.says', { name, date: lastDayText(asked, pause) });
}

/** Partners who take a break, a line each. */
export function pauseNotes(asked: Asked, partners: readonly Person[], near: Near): string[] {
  return partners.flatMap((person) => pauseNote(asked, person, near) ?? []);
}

/** Instead of what would be next: one's own break, or that of everybody one works with. */
export function pauseStep(asked: Asked, partners: readonly Person[], near: Near): Step | undefined {
  const { t, visit } = asked;
  const own = near.get(visit.personId);
  if (own) {
    const title = t('pause.own.runs', { date: lastDayText(asked, own) });
    return {
      order: 'rest',
      title,
      text: t('pause.step.own'),
      action: { label: t('pause.step.button'), href: '/pause' },
    };
  }
  const here = partners.filter(takesPartHere);
  const [first] = here;
  if (!first || !here.every(({ personId }) => near.has(personId))) return undefined;
  const title = here.length === 1 ? (pauseNote(asked, first, near) ?? '') : t('pause.step.partners');
  return { order: 'rest', title, text: t('pause.step.text') };
}

/** For teachers: to each break. */
export function pauseLinks(asked: Asked, running: readonly Pausing[]): { label: string; href: string }[] {
  return running.map(({ person: { name, personId }, pause }) => ({
    label: asked.t('pause.says', { name, date: lastDayText(asked, pause) }),
    href: `/pauses/${personId}`,
  }));
}

const named = 3;

/** The row of a teacher's queue. */
export function pauseRows(asked: Asked, running: readonly Pausing[]): Work[] {
  const { t } = asked;
  if (running.length === 0) return [];
  const said = running.slice(0, named).map(({ person: { name }, pause }) => {
    const values = { name, date: lastDayText(asked, pause) };
    return pause.reason === undefined
      ? t('pause.work.one', values)
      : t('pause.work.reason', { ...values, reason: pause.reason });
  });
  const more = running.length - said.length;
  const all = more > 0 ? [...said, t('pause.work.more', { count: more })] : said;
  return [
    {
      ...{ item: 'pauses', urgency: 'notice', size: running.length, icon: 'clock', tone: 'calm' },
      title: t('pause.work.title', { count: running.length }),
      text: all.reduce((one, other) => t('pairing.sentences', { one, other })),
      actions: [{ label: t('pause.work.button'), href: '/pauses' }],
    },
  ];
}
