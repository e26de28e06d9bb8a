/** Ways to pair that a course can start from, in `config/templates/pairing`; their words are in the language files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  circleKinds,
  circleTraits,
  defaultSetup,
  groupRules,
  maximumCapacity,
  maximumCircleRules,
  modes,
  employs,
  objectives,
  weighed,
  wishes,
  withChange,
  type PairingSetup,
} from '../words/setup.js';

export interface SetupPreset {
  presetId: string;
  setup: PairingSetup;
}

/** What differs from the default. */
const preset = z.strictObject({
  place: z.number(),
  mode: z.enum(modes),
  capacity: z.number().int().min(1).max(maximumCapacity).default(defaultSetup.capacity),
  circleSize: z.number().int().min(3).max(6).default(defaultSetup.circleSize),
  circleRules: z
    .array(z.strictObject({ kind: z.enum(circleKinds), trait: z.enum(circleTraits) }))
    .max(maximumCircleRules)
    .default([...defaultSetup.circleRules]),
  objective: z.enum(objectives).default(defaultSetup.objective),
  employ: z.enum(employs).default(defaultSetup.employ),
  criteria: z
    .array(
      z.strictObject({ criterion: z.enum(weighed), weight: z.number().int().min(0).max(10), wish: z.enum(wishes) }),
    )
    .default([]),
  rules: z
    .strictObject({
      minimumSharedHours: z.number().int().min(1).max(40).optional(),
      maximumHoursApart: z.number().int().min(0).max(12).optional(),
      lowestScore: z.number().int().min(1).max(90).optional(),
      groups: z.enum(groupRules).optional(),
      shareLanguage: z.boolean().optional(),
      trainedOnly: z.boolean().optional(),
      mentorsAnswered: z.boolean().optional(),
      noRepeats: z.boolean().optional(),
      profileNeeded: z.boolean().optional(),
    })
    .default({}),
});

/** @param folder with one JSON file for each preset, named by its id. Throws when one is misshapen. */
export function readPresets(folder: string): SetupPreset[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const { place, ...said } = preset.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      const known = Object.fromEntries(Object.entries(said.rules).filter(([, value]) => value !== undefined));
      return {
        place,
        presetId: file.replace(/\.json$/, ''),
        setup: withChange(defaultSetup, { ...said, rules: known }),
      };
    })
    .sort((one, other) => one.place - other.place)
    .map(({ presetId, setup }) => ({ presetId, setup }));
}
