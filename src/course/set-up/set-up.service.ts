/** What a course still needs to be told in Moodle, and where each activity is set. */
import type { Reading } from '../progress/progress.js';
import { letsEverybodyThrough } from '../progress/progress.rules.js';
import type { Activity } from '../activities/activity.js';
import type { Kinds } from '../activities/kind.js';
import type { ActivityStore } from '../activities/activities.store.js';
import type { CourseStore } from '../activities/courses.store.js';
import type { Insertion } from '../picker/insertion.js';
import type { InsertionStore } from '../picker/insertions.store.js';
import { namesIdentity, setupItems, unopenedOf, type GateState, type SetupItem } from './set-up.rules.js';

export interface SetupNeeds {
  courses: Pick<CourseStore, 'state' | 'tellNames'>;
  activities: Pick<ActivityStore, 'all' | 'byIdentity'>;
  insertions: InsertionStore;
  kinds: Kinds;
  /** What gates let through; absent where nothing reads them. */
  readings?: { readings(courseId: string): Promise<Map<string, Reading>> } | undefined;
}

export interface Setup {
  items: readonly SetupItem[];
  activities: readonly Activity[];
  /** Inserted, and not opened by anybody yet. */
  unopened: readonly Insertion[];
  /** The platform withholds names, and no teacher has passed that on yet. */
  tellNames: boolean;
  /** How much there is to do. */
  owed: number;
}

export type SetupService = ReturnType<typeof setupService>;

export function setupService({ courses, activities, insertions, kinds, readings }: SetupNeeds) {
  return {
    async overview(courseId: string): Promise<Setup> {
      const [picked, known, all, read, state] = await Promise.all([
        insertions.all(courseId),
        activities.byIdentity(courseId),
        activities.all(courseId),
        readings?.readings(courseId) ?? new Map<string, Reading>(),
        courses.state(courseId),
      ]);
      const gates = new Map([...read].map(([id, reading]) => [id, gateState(reading)]));
      const items = setupItems(kinds, picked, { activities: known, gates });
      const tellNames = state.nameless && !state.namesTold;
      const owed = items.filter((item) => item.state === 'owed').length + (tellNames ? 1 : 0);
      return { items, activities: all, unopened: unopenedOf(picked, known), tellNames, owed };
    },

    /** Names of what was inserted and nobody has opened, in their order. */
    async unopened(courseId: string): Promise<readonly string[]> {
      const [picked, known] = await Promise.all([insertions.all(courseId), activities.byIdentity(courseId)]);
      return unopenedOf(picked, known)
        .filter(({ kind }) => kinds.of(kind)?.need !== undefined)
        .map(({ title }) => title);
    },

    /** `identities`: of insertions; `names` settles that names are withheld. */
    async settle(courseId: string, identities: readonly string[], settledAt: Date | undefined): Promise<void> {
      await insertions.settle(courseId, identities, settledAt);
      if (identities.includes(namesIdentity)) await courses.tellNames(courseId, settledAt !== undefined);
    },
  };
}

function gateState(reading: Reading): GateState {
  if (reading.readAt === undefined || reading.learners === 0) return 'unread';
  if (letsEverybodyThrough(reading)) return 'open';
  return reading.passed.length > 0 ? 'partly' : 'closed';
}
