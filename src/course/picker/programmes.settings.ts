/** The programmes there are to choose from: `config/templates/programmes`, one file each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { longestTitle, mostPoints, type Programme } from './programme.js';

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
