/** The proposed agendas, in `config/templates/agendas`, one file each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writingQuestions, type Agenda, type Library } from './agenda.js';

const text = z.string().min(1).max(300);
const agendaFile = z.strictObject({
  title: z.string().min(1).max(80),
  /** Its place in the list. */
  at: z.number().int(),
  /** What it is begun with where nobody chooses. */
  startsWith: z.enum(['first', 'usual']).optional(),
  lines: z
    .array(z.strictObject({ minutes: z.number().int().positive().max(180), title: text, text: z.string().max(300) }))
    .min(1)
    .max(12),
  points: z.array(text).max(12),
  prompts: z.array(text).max(12),
  miniCase: z.strictObject({ title: z.string().min(1).max(80), text: z.string().min(1).max(1500) }).optional(),
  writing: z.array(text).length(writingQuestions),
});

/** @throws when a file is not of this shape, or nothing says which agenda sessions begin with */
export function readAgendas(folder: string): Library {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const read = files.map((name) => ({
    agendaId: name.replace(/\.json$/, ''),
    ...agendaFile.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
  }));
  const of = (place: 'first' | 'usual') => read.find(({ startsWith }) => startsWith === place)?.agendaId;
  const [first, usual] = [of('first'), of('usual')];
  if (first === undefined || usual === undefined) throw new Error(`${folder}: no first or no usual agenda`);
  const inOrder = read.sort((one, other) => one.at - other.at);
  return {
    ...{ first, usual },
    agendas: inOrder.map(({ agendaId, title, lines, points, prompts, miniCase, writing }): Agenda => ({
      ...{ agendaId, title, lines, points, prompts, writing },
      ...(miniCase && { miniCase }),
    })),
  };
}
