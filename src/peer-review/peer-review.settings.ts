/** What a teacher sets for a peer review, kept in the activity; and the rubrics there are to choose from. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { methods, type Method } from './scores/marks.js';
import { groupRules, type GroupRule } from './allocation/allocation.js';
import { namings, type Naming } from './names.js';
import { mostPoints, scales, type Rubric } from './rubric.js';

export interface PeerReviewSettings {
  /** Plain text, may be empty. */
  instructions: string;
  reviewsEach: number;
  /** Undefined: the first there is. */
  rubricId?: string | undefined;
  /** Written for this activity in the browser; in use where `rubricId` is {@link ownRubricId}. */
  rubric?: Rubric | undefined;
  /** How reviews become scores. */
  method: Method;
  names: Naming;
  groups: GroupRule;
  /** Days after which a review that was not begun goes to somebody else; undefined: never. */
  leaseDays?: number | undefined;
}

export const mostReviewsEach = 5;
export const longestLease = 30;

/** Names the activity's own rubric among those to choose from. */
export const ownRubricId = 'own';

const ownRubric = z.object({
  rubricId: z.literal(ownRubricId),
  title: z.string(),
  criteria: z.array(
    z.object({
      criterionId: z.string().regex(/^[a-z]+$/),
      ...{ question: z.string(), hint: z.string(), prompt: z.string() },
      needsWords: z.boolean().exactOptional(),
      scale: z.enum(scales).exactOptional(),
      most: z.number().exactOptional(),
      levels: z.array(z.object({ title: z.string(), description: z.string(), points: z.number() })),
    }),
  ),
});

/** The rubric that reviews are written with; one's own only once something can be chosen in it. */
export function rubricIn(settings: PeerReviewSettings, rubrics: readonly [Rubric, ...Rubric[]]): Rubric {
  const own = settings.rubricId === ownRubricId ? settings.rubric : undefined;
  if (own && mostPoints(own) > 0) return own;
  return rubrics.find(({ rubricId }) => rubricId === settings.rubricId) ?? rubrics[0];
}

const stored = z.object({
  instructions: z.string().catch(''),
  reviewsEach: z.int().min(1).max(mostReviewsEach).catch(2),
  rubricId: z.string().optional().catch(undefined),
  rubric: ownRubric.optional().catch(undefined),
  method: z.enum(methods).catch('mean'),
  names: z.enum(namings).catch('double'),
  groups: z.enum(groupRules).catch('any'),
  leaseDays: z.int().min(1).max(longestLease).optional().catch(undefined),
});

/** Settings that an older version or a course copy left in another shape read as not set. */
export function peerReviewSettings(settings: Readonly<Record<string, unknown>>): PeerReviewSettings {
  return stored.parse(settings);
}

/** What a programme's file may give a peer review: a rubric that is there. */
export function writtenSettings(rubrics: readonly Pick<Rubric, 'rubricId'>[]) {
  return z.strictObject({
    instructions: z.string().max(4000),
    reviewsEach: z.int().min(1).max(mostReviewsEach),
    rubricId: z.enum(rubrics.map(({ rubricId }) => rubricId)),
  });
}

const rubricFile = z.object({
  title: z.string().min(1),
  criteria: z
    .array(
      z.object({
        criterionId: z.string().regex(/^[a-z]+$/),
        question: z.string().min(1),
        hint: z.string().min(1),
        prompt: z.string().min(1),
        levels: z
          .array(z.object({ title: z.string().min(1), description: z.string().min(1), points: z.int().min(0) }))
          .min(2)
          .max(5),
      }),
    )
    .min(1)
    .max(8),
});

/** Every rubric of a folder, by file name; throws at start-up when one is not a rubric. */
export function loadRubrics(folder: string): [Rubric, ...Rubric[]] {
  const [first, ...others] = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const content: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      return { rubricId: file.replace(/\.json$/, ''), ...rubricFile.parse(content) };
    });
  if (!first) throw new Error(`No rubric in ${folder}`);
  return [first, ...others];
}
