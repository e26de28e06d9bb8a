/** What the course itself asks of its teacher: rows for the teacher's home. */
import type { Asked } from '../../web/routing.js';
import { may } from '../../web/permissions.js';
import type { Renewal } from '../launches/renewal.service.js';

export interface CourseWork {
  /** Things that Moodle still needs. */
  owed: number;
  renewal: Renewal;
}

export interface CourseWorkRow {
  item: 'reset' | 'setup' | 'fresh';
  /** How much there is of it. */
  size: number;
  icon: string;
  tone: 'warn' | 'info' | 'calm';
  title: string;
  text: string;
  actions: readonly { label: string; href: string }[];
}

/** Nothing for those who may not set anything. */
export function courseWorkRows({ t, format, visit }: Asked, { owed, renewal }: CourseWork): CourseWorkRow[] {
  if (!may(visit.role, 'configure')) return [];
  const { looksReset, gone, stayed, startedFresh } = renewal;
  return [
    ...(looksReset ? [row('reset', 'people', 'warn', '/start-over')] : []),
    ...(owed > 0 ? [row('setup', 'table', 'warn', '/set-up')] : []),
    ...(startedFresh ? [row('fresh', 'undo', 'calm', '/start-over')] : []),
  ];

  function row(name: CourseWorkRow['item'], icon: string, tone: CourseWorkRow['tone'], href: string): CourseWorkRow {
    const count = name === 'setup' ? owed : gone + stayed;
    const time = startedFresh ? format.dateTime(startedFresh.undoUntil) : '';
    return {
      ...{ item: name, size: count, icon, tone },
      title: t(`activities.work.${name}.title`, { count, gone }),
      text: t(`activities.work.${name}.text`, { count, time }),
      actions: [{ label: t(`activities.work.${name}.button`), href }],
    };
  }
}
