import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { addActivity, type NewActivity } from './demo-world.js';
import { verifyByTool } from './keys.js';
import type { Moodle } from './moodle.js';
import type { SandboxActivity, ToolType } from './world.js';

/** What a tool returned from content selection, kept until the teacher saves it. */
export interface Selection {
  personId: string;
  courseId: string;
  typeId: string;
  items: NewActivity[];
}

const selections = new WeakMap<Moodle, Map<string, Selection>>();

export function keepSelection(moodle: Moodle, selection: Selection): string {
  const kept = selections.get(moodle) ?? new Map<string, Selection>();
  selections.set(moodle, kept);
  const id = randomBytes(9).toString('base64url');
  kept.set(id, selection);
  return id;
}

export function takeSelection(moodle: Moodle, id: string): Selection | undefined {
  const selection = selections.get(moodle)?.get(id);
  selections.get(moodle)?.delete(id);
  return selection;
}

const dl = 'https://purl.imsglobal.org/spec/lti-dl/claim/content_items';
const strings = z.record(z.string(), z.coerce.string());

const item = z.looseObject({
  title: z.string().optional(),
  text: z.string().optional(),
  url: z.string().optional(),
  custom: strings.optional(),
  icon: z.looseObject({ url: z.string() }).optional(),
  lineItem: z
    .looseObject({
      scoreMaximum: z.number().positive(),
      resourceId: z.string().optional(),
      tag: z.string().optional(),
      submissionReview: z.looseObject({ url: z.string().optional(), custom: strings.optional() }).optional(),
    })
    .optional(),
});

const answer = z.looseObject({
  iss: z.string(),
  'https://purl.imsglobal.org/spec/lti/claim/message_type': z.literal('LtiDeepLinkingResponse'),
  [dl]: z.array(item).default([]),
});

/**
 * The activities that a signed answer asks for. Titles, texts, custom parameters, own addresses and columns are kept;
 * the column's label, dates and sizes are not. `link` and `html` items are not refused: they become activities too.
 */
export async function readSelection(
  moodle: Moodle,
  tool: ToolType,
  token: string,
): Promise<{ items: NewActivity[] } | { failure: string }> {
  const verified = await verifyByTool(moodle, tool, token);
  if ('failure' in verified) return verified;
  const parsed = answer.safeParse(verified.claims).data;
  if (!parsed) return { failure: 'The answer of the tool cannot be read.' };
  if (parsed.iss !== tool.clientId) return { failure: 'Consumer key is incorrect.' };
  return { items: parsed[dl].map((given) => activityFrom(tool, given)) };
}

function activityFrom(tool: ToolType, given: z.infer<typeof item>): NewActivity {
  const column = given.lineItem;
  return {
    name: given.title ?? tool.name,
    intro: given.text ?? '',
    url: given.url ?? null,
    custom: given.custom ?? {},
    iconUrl: given.icon?.url ?? null,
    typeId: tool.typeId,
    ...(column ? columnFrom(column) : {}),
  };
}

function columnFrom(column: NonNullable<z.infer<typeof item>['lineItem']>): Partial<NewActivity> {
  const review = column.submissionReview;
  return {
    points: column.scoreMaximum,
    ...(column.resourceId === undefined ? {} : { resourceId: column.resourceId }),
    ...(column.tag === undefined ? {} : { tag: column.tag }),
    ...(review ? { review: { url: review.url ?? '', custom: review.custom ?? {} } } : {}),
  };
}

/** Several items at once are created in order, with no completion: the teacher sets that later. */
export async function saveSelection(
  moodle: Moodle,
  selection: Selection,
  section: number,
  change: Partial<NewActivity> = {},
): Promise<SandboxActivity[]> {
  const { courseId } = selection;
  const made = selection.items.map((given) => addActivity(moodle.state, { ...given, courseId, section, ...change }));
  await moodle.save();
  return made;
}
