/**
 * What Moodle does not let a tool set: activities that a tool inserts have no completion condition, and a gate no
 * restriction. A tool sees neither; it sees whether there is a grade column, and whom a gate lets through.
 */
import type { Activity } from '../activities/activity.js';
import type { Kinds, Need } from '../activities/kind.js';
import type { Insertion } from '../picker/insertion.js';

/**
 * Of a gate: `closed` when all and `partly` when some are held back, so the restriction is there; `open` when everybody gets
 * through.
 */
export type GateState = 'closed' | 'partly' | 'open' | 'unread';

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
  const batches = savedBatches(insertions, activities);
  const gateOf = ({ identity }: Insertion) => gates.get(activities.get(identity)?.activityId ?? '');
  return batches.flatMap((insertion) => {
    const need = kinds.of(insertion.kind)?.need;
    if (!need) return [];
    const seen = need === 'restrict' ? isRestricted(gateOf(insertion)) : isCompletionSeen(insertion, batches, gateOf);
    return [itemFor(insertion, need, { activity: activities.get(insertion.identity), seen })];
  });
}

/** Picked, in a batch of which somebody opened something, and not opened yet. */
export function unopenedOf(
  insertions: readonly Insertion[],
  activities: ReadonlyMap<string, Activity>,
): readonly Insertion[] {
  return savedBatches(insertions, activities).filter(({ identity }) => !activities.has(identity));
}

function savedBatches(
  insertions: readonly Insertion[],
  activities: ReadonlyMap<string, Activity>,
): readonly Insertion[] {
  const saved = new Set(insertions.filter(({ identity }) => activities.has(identity)).map(({ batchId }) => batchId));
  return insertions.filter(({ batchId }) => saved.has(batchId));
}

function isRestricted(gate: GateState | undefined): boolean {
  return gate === 'closed' || gate === 'partly';
}

/** No column tells whether Moodle ticks an activity off; a gate that waits for it and lets some through does. */
function isCompletionSeen(
  { batchId, title }: Insertion,
  batches: readonly Insertion[],
  gateOf: (insertion: Insertion) => GateState | undefined,
): boolean {
  const waiting = batches.filter((other) => other.batchId === batchId && other.restrict === title);
  return waiting.some((gate) => gateOf(gate) === 'partly');
}

function itemFor(
  insertion: Insertion,
  need: Need,
  { activity, seen }: { activity: Activity | undefined; seen: boolean },
): SetupItem {
  const state = seen ? 'detected' : insertion.settledAt ? 'settled' : 'owed';
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
