/** The programmes there are to choose from: `config/templates/programmes`, one file each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { KindOf, Kinds } from '../activities/kind.js';
import { longestTitle, mostPoints, type Programme, type ProgrammeItem } from './programme.js';

const item = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  kind: z.string(),
  title: z.string().min(1).max(longestTitle),
  text: z.string().min(1).max(1000),
  when: z.string().min(1).max(60),
  points: z.number().positive().max(mostPoints).optional(),
  restrict: z.string().min(1).optional(),
  settings: z.record(z.string(), z.unknown()).default({}),
});

type Written = z.infer<typeof item>;

const programmeFile = z.strictObject({
  title: z.string().min(1).max(80),
  text: z.string().min(1).max(300),
  activities: z.array(item).min(1).max(20),
});

/**
 * Every programme of a folder, by title, with the activities whose kinds are there. Throws at start-up when a file is
 * none, or sets what its kind does not know.
 */
export function readProgrammes(folder: string, kinds: Pick<Kinds, 'of'>): Programme[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => readProgramme(folder, file, kinds))
    .filter(({ items }) => items.length > 0)
    .sort((one, other) => (one.title < other.title ? -1 : 1));
}

function readProgramme(folder: string, file: string, kinds: Pick<Kinds, 'of'>): Programme {
  const { activities, ...rest } = programmeFile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const keys = new Set(activities.map(({ key }) => key));
  if (keys.size < activities.length) throw new Error(`${file}: two activities have one key`);
  const titles = new Set(activities.map(({ title }) => title));
  const items = activities.flatMap((activity) => {
    const kind = kinds.of(activity.kind);
    return kind ? [itemOf(activity, kind, { file, titles })] : [];
  });
  return { programmeId: file.replace(/\.json$/, ''), ...rest, items };
}

function itemOf(
  written: Written,
  { points, need, settingsFrom = withoutSettings }: KindOf,
  { file, titles }: { file: string; titles: ReadonlySet<string> },
): ProgrammeItem {
  const where = `${file}: ${written.key}`;
  if ((written.points === undefined) !== (points === undefined)) throw new Error(`${where}: points, or none`);
  if ((written.restrict === undefined) !== (need !== 'restrict')) throw new Error(`${where}: waits, or does not`);
  if (written.restrict !== undefined && !titles.has(written.restrict)) {
    throw new Error(`${where} waits for an activity that is not there`);
  }
  return { ...written, settings: settingsFrom(written.settings) };
}

function withoutSettings(written: unknown): Readonly<Record<string, unknown>> {
  return z.strictObject({}).parse(written);
}
