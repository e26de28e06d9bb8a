/**
 * What Moodle does not let a tool set: activities that a tool inserts have no completion condition, and a gate no
 * restriction. A tool sees neither; it sees whether there is a grade column, and whom a gate lets through.
 */
import type { Activity } from '../activities/activity.js';
import type { Kinds, Need } from '../activities/kind.js';
import type { Insertion } from '../picker/insertion.js';

/** Of a gate: `closed` when somebody is held back, so the restriction is there; `open` when everybody gets through. */
export type GateState = 'closed' | 'open' | 'unread';

export interface SetupItem {
  insertion: Insertion;
  /** Absent while nobody has opened its link. */
  activity?: Activity;
  need: Need;
  state: 'owed' | 'settled' | 'detected';
  /** Only of a graded activity that was opened. */
  hasColumn?: boolean;
}

/**
 * The list for one course. A batch of which no link was ever opened may not have been saved in Moodle: it is left out.
 */
export function setupItems(
  kinds: Pick<Kinds, 'of'>,
  insertions: readonly Insertion[],
  { activities, gates }: { activities: ReadonlyMap<string, Activity>; gates: ReadonlyMap<string, GateState> },
): SetupItem[] {
  const saved = new Set(insertions.filter(({ identity }) => activities.has(identity)).map(({ batchId }) => batchId));
  return insertions
    .filter(({ batchId }) => saved.has(batchId))
    .flatMap((insertion) => {
      const need = kinds.of(insertion.kind)?.need;
      const activity = activities.get(insertion.identity);
      return need ? [itemFor(insertion, need, { activity, gate: activity && gates.get(activity.activityId) })] : [];
    });
}

function itemFor(
  insertion: Insertion,
  need: Need,
  { activity, gate }: { activity: Activity | undefined; gate: GateState | undefined },
): SetupItem {
  const state = gate === 'closed' ? 'detected' : insertion.settledAt ? 'settled' : 'owed';
  return {
    ...{ insertion, need, state },
    ...(activity && { activity }),
    ...(activity && need === 'grade' && { hasColumn: activity.service.lineItemUrl !== undefined }),
  };
}

/** Stands in the list for the one thing that is nobody's activity: names are withheld. */
export const namesIdentity = 'names';

export interface MoodlePlaces {
  course?: string;
  activity?(externalId: string): string;
}

/**
 * Pages of the platform that the visit's way back lets us name. Moodle's activity page also opens by the number of the
 * link (`l`): https://github.com/moodle/moodle/blob/MOODLE_405_STABLE/mod/lti/view.php
 */
export function moodlePlaces(returnUrl: string | undefined): MoodlePlaces {
  if (returnUrl === undefined) return {};
  const found = /^(https?:\/\/.+)\/mod\/lti\/return\.php\?(.*)$/.exec(returnUrl);
  if (!found) return { course: returnUrl };
  const [, base = '', query = ''] = found;
  const course = new URLSearchParams(query).get('course') ?? '';
  return {
    course: /^\d+$/.test(course) ? `${base}/course/view.php?id=${course}` : returnUrl,
    activity: (externalId) => `${base}/mod/lti/view.php?l=${encodeURIComponent(externalId)}`,
  };
}
