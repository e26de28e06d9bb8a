import { z } from 'zod';
import { itemById } from './gradebook.js';
import { courseById, ltiByInstance, type Moodle } from './moodle.js';
import {
  curlyLinks,
  pageOf,
  phpJson,
  Refusal,
  type Resource,
  type ServiceAnswer,
  type ServiceCall,
} from './service-call.js';
import { lineItemsUrl, lineItemUrl, scopes } from './urls.js';
import { nextId, type GradeItem, type SandboxCourse } from './world.js';

/** Line items (AGS 2.0): the tool's own columns only, by exact media types. */
const container = 'application/vnd.ims.lis.v2.lineitemcontainer+json';
const single = 'application/vnd.ims.lis.v2.lineitem+json';
const unsupported = 'No context or unsupported content type';

export const lineItemResources: readonly Resource[] = [
  {
    pattern: /^\/([^/]+)\/lineitems$/,
    formats: [container, single],
    scopes: { GET: [scopes.lineItems, scopes.lineItemsRead], POST: [scopes.lineItems] },
    handle: (moodle, call) => (call.method === 'GET' ? list(moodle, call) : create(moodle, call)),
  },
  {
    pattern: /^\/([^/]+)\/lineitems\/([^/]+)\/lineitem$/,
    formats: [single],
    scopes: {
      GET: [scopes.lineItems, scopes.lineItemsRead],
      PUT: [scopes.lineItems],
      DELETE: [scopes.lineItems],
    },
    handle: one,
  },
];

/**
 * The column that an address names. Moodle compares the instance number of any column with the tool's activities,
 * whatever module it belongs to, and so lets a tool reach a quiz or the course total whose number happens to match.
 */
export function findItem(moodle: Moodle, call: ServiceCall, refusal = 'Forbidden'): GradeItem {
  const [, itemId = ''] = call.params;
  const course = courseOf(moodle, call);
  const item = itemById(moodle.state, itemId);
  if (item?.courseId !== course.id) throw new Refusal(404, `Not Found: Grade item ${itemId} doesn't exist`);
  if (ownerOf(moodle, item) !== call.typeId) throw new Refusal(403, refusal);
  return item;
}

function ownerOf(moodle: Moodle, item: GradeItem): string | null | undefined {
  if (item.service) return item.service.typeId;
  return item.instanceId === null ? null : ltiByInstance(moodle.state, item.instanceId)?.typeId;
}

export function courseOf(moodle: Moodle, call: ServiceCall): SandboxCourse {
  const [courseId = ''] = call.params;
  const course = courseById(moodle.state, courseId);
  if (!course) throw new Refusal(404, `Not Found: Course ${courseId} doesn't exist`);
  return course;
}

/** The address names the tool type even when the request did not. */
function itemJson(moodle: Moodle, item: GradeItem, typeId: string): Record<string, unknown> {
  const link = item.service ? item.service.linkId : item.instanceId;
  return {
    id: lineItemUrl(moodle, { courseId: item.courseId, itemId: item.id, typeId }),
    label: item.name,
    scoreMaximum: maximumOf(moodle, item),
    ...(item.service ? { resourceId: item.service.resourceId } : {}),
    tag: item.service?.tag ?? '',
    ...(link === null ? {} : { resourceLinkId: link, ltiLinkId: link }),
    ...(item.service?.review ? { submissionReview: item.service.review } : {}),
  };
}

export function maximumOf(moodle: Moodle, item: GradeItem): number {
  if (item.type !== 'course') return item.maximum;
  const columns = moodle.state.gradeItems.filter(
    (other) => other.courseId === item.courseId && other.type !== 'course',
  );
  return columns.reduce((sum, column) => sum + column.maximum, 0);
}

function list(moodle: Moodle, call: ServiceCall): ServiceAnswer {
  const [courseId = ''] = call.params;
  if (call.accept !== '' && call.accept !== container) {
    return { status: 400, reason: 'No context or unsupported content type' };
  }
  if (!courseById(moodle.state, courseId))
    return { status: 404, reason: `Not Found: Course ${courseId} doesn't exist` };
  const wanted = {
    resourceId: call.query.get('resource_id'),
    tag: call.query.get('tag'),
    linkId: call.query.get('resource_link_id'),
  };
  const items = moodle.state.gradeItems.filter(
    ({ service, courseId: of }) =>
      service?.typeId === call.typeId &&
      of === courseId &&
      (wanted.resourceId === null || service.resourceId === wanted.resourceId) &&
      (wanted.tag === null || service.tag === wanted.tag) &&
      (wanted.linkId === null || service.linkId === wanted.linkId),
  );
  const { limit, from } = pageOf(call.query);
  const page = limit ? items.slice(from, from + limit) : items;
  const given: ServiceAnswer = {
    status: 200,
    type: container,
    body: phpJson(page.map((item) => itemJson(moodle, item, call.typeId))),
  };
  const base = new URL(lineItemsUrl(moodle, courseId, call.givenTypeId));
  if (limit) given.link = curlyLinks(base, { limit, from, total: items.length });
  return given;
}

const posted = z.looseObject({
  label: z.string().min(1),
  scoreMaximum: z.number().positive(),
  resourceId: z.string().optional(),
  tag: z.string().optional(),
  resourceLinkId: z.union([z.string(), z.number()]).transform(String).optional(),
  submissionReview: z
    .looseObject({ url: z.string().default(''), custom: z.record(z.string(), z.string()).default({}) })
    .optional(),
});

function parse(body: string): z.infer<typeof posted> {
  try {
    return posted.parse(JSON.parse(body));
  } catch {
    throw new Refusal(400, 'No label or Score Maximum');
  }
}

async function create(moodle: Moodle, call: ServiceCall): Promise<ServiceAnswer> {
  const courseId = courseOf(moodle, call).id;
  const given = parse(call.body);
  const linkId = given.resourceLinkId ?? null;
  if (linkId !== null && ltiByInstance(moodle.state, linkId)?.typeId !== call.typeId)
    throw new Refusal(403, 'Forbidden');
  const item: GradeItem = {
    id: nextId(moodle.state, 'gradeItem'),
    courseId,
    // Even on an activity: a second column is a manual one, and completes nothing.
    type: 'manual',
    module: null,
    instanceId: null,
    name: given.label,
    maximum: given.scoreMaximum,
    pass: null,
    service: { typeId: call.typeId, linkId, ...details(given) },
  };
  moodle.state.gradeItems.push(item);
  await moodle.save();
  return { status: 201, type: single, body: JSON.stringify(echo(moodle, call, item)) };
}

function details(given: z.infer<typeof posted>): Omit<NonNullable<GradeItem['service']>, 'typeId' | 'linkId'> {
  const review = given.submissionReview;
  return {
    resourceId: given.resourceId ?? '',
    tag: given.tag ?? '',
    review: review ? { url: review.url, custom: review.custom } : null,
  };
}

/** The posted JSON with an address: what Moodle does not keep (dates) is repeated all the same. */
function echo(moodle: Moodle, call: ServiceCall, item: GradeItem): unknown {
  const sent = JSON.parse(call.body) as Record<string, unknown>; // an object: `parse` accepted it
  const place = { courseId: item.courseId, itemId: item.id, typeId: call.typeId };
  return { ...sent, id: lineItemUrl(moodle, place) };
}

async function one(moodle: Moodle, call: ServiceCall): Promise<ServiceAnswer> {
  const item = findItem(moodle, call);
  if (call.method === 'PUT') return change(moodle, call, item);
  if (call.method === 'DELETE') return remove(moodle, item);
  if (call.accept !== '' && call.accept !== single) throw new Refusal(400, unsupported);
  return { status: 200, type: single, body: phpJson(itemJson(moodle, item, call.typeId)) };
}

async function change(moodle: Moodle, call: ServiceCall, item: GradeItem): Promise<ServiceAnswer> {
  const given = parse(call.body);
  if (!item.service) throw new Refusal(403, 'Forbidden');
  const factor = given.scoreMaximum / item.maximum;
  for (const grade of moodle.state.grades) {
    if (grade.itemId !== item.id) continue;
    grade.raw = grade.raw === null ? null : grade.raw * factor;
    grade.final = grade.final === null ? null : grade.final * factor;
  }
  Object.assign(item, { name: given.label, maximum: given.scoreMaximum });
  Object.assign(item.service, details(given));
  await moodle.save();
  return { status: 200, type: single, body: JSON.stringify(echo(moodle, call, item)) };
}

/** Also the activity's own column goes, with its grades. */
async function remove(moodle: Moodle, item: GradeItem): Promise<ServiceAnswer> {
  if (!item.service) throw new Refusal(403, 'Forbidden');
  moodle.state.gradeItems = moodle.state.gradeItems.filter((other) => other !== item);
  moodle.state.grades = moodle.state.grades.filter((grade) => grade.itemId !== item.id);
  await moodle.save();
  return { status: 204, reason: 'OK', body: '' };
}
