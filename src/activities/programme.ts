/** A *programme* is a list of activities that a teacher inserts at once; `config/templates/programmes`, one file each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Kind } from './activity.js';

export interface Programme {
  /** The file's name. */
  programmeId: string;
  title: string;
  text: string;
  items: readonly ProgrammeItem[];
}

export interface ProgrammeItem {
  /** Stands in the link's custom values, so that its first launch finds the settings. */
  key: string;
  kind: Kind;
  title: string;
  /** The link's description in Moodle: plain text. */
  text: string;
  /** "Week 3", for the teacher who chooses. */
  when: string;
  /** Absent: no grade column. */
  points?: number | undefined;
  /** Of a gate: the activity whose completion it waits for, for the teacher who sets that in Moodle. */
  restrict?: string | undefined;
  /** What the activity starts with. */
  settings: Readonly<Record<string, unknown>>;
}

/** The longest name that Moodle keeps. */
export const longestTitle = 255;
export const mostPoints = 1000;

const noSettings = z.strictObject({}).default({});
const shared = {
  key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  title: z.string().min(1).max(longestTitle),
  text: z.string().min(1).max(1000),
  when: z.string().min(1).max(60),
};
const points = z.number().positive().max(mostPoints);

const item = z.discriminatedUnion('kind', [
  z.strictObject({ ...shared, kind: z.literal('mentoring'), settings: noSettings }),
  z.strictObject({ ...shared, kind: z.literal('intake'), points, settings: noSettings }),
  z.strictObject({ ...shared, kind: z.literal('checkin'), points, settings: noSettings }),
  z.strictObject({
    ...shared,
    kind: z.literal('peer-review'),
    points,
    settings: z.strictObject({
      instructions: z.string().max(4000),
      reviewsEach: z.int().min(1).max(5),
      rubricId: z.string(),
    }),
  }),
  z.strictObject({ ...shared, kind: z.literal('gate'), restrict: z.string().min(1), settings: noSettings }),
]);

const programmeFile = z.strictObject({
  title: z.string().min(1).max(80),
  text: z.string().min(1).max(300),
  activities: z.array(item).min(1).max(20),
});

/** Every programme of a folder, by title; throws at start-up when one is none, or names a rubric that is not there. */
export function readProgrammes(folder: string, rubricIds: readonly string[]): Programme[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => readProgramme(folder, file, rubricIds))
    .sort((one, other) => (one.title < other.title ? -1 : 1));
}

function readProgramme(folder: string, file: string, rubricIds: readonly string[]): Programme {
  const { activities, ...rest } = programmeFile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const keys = new Set(activities.map(({ key }) => key));
  if (keys.size < activities.length) throw new Error(`${file}: two activities have one key`);
  for (const activity of activities) {
    const rubric = activity.kind === 'peer-review' ? activity.settings.rubricId : undefined;
    if (rubric !== undefined && !rubricIds.includes(rubric)) throw new Error(`${file}: no rubric ${rubric}`);
    if (activity.kind === 'gate' && !activities.some(({ title }) => title === activity.restrict)) {
      throw new Error(`${file}: ${activity.key} waits for an activity that is not there`);
    }
  }
  return { programmeId: file.replace(/\.json$/, ''), ...rest, items: activities };
}

/** The item that a link's custom values name. */
export function itemOf(programmes: readonly Programme[], programmeId: string, key: string): ProgrammeItem | undefined {
  return programmes
    .find((programme) => programme.programmeId === programmeId)
    ?.items.find((candidate) => candidate.key === key);
}
