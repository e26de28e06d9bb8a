/**
 * The gradebook: Assignment and Grade Services 2.0. A *line item* is one column, a *score* what we send for one person,
 * a *result* what the gradebook holds afterwards.
 */
import { z } from 'zod';
import { failure, success, type Result } from '../shared/result.js';
import type { GradebookResult, LineItem, LtiGateway, PlatformFailure, Score, ServiceRef } from './gateway.js';
import { membershipScope } from './launch.rules.js';
import { isLockedGrade, isNotEnrolled } from './moodle.js';
import { allPages, readable } from './pages.js';
import { isPage, jsonOf, scopeMissing, unreadable, type ServiceCall, type ServiceClient } from './service-client.js';
import type { Answer } from './outgoing.js';

const ags = 'https://purl.imsglobal.org/spec/lti-ags/scope';
const scope = {
  lineItems: `${ags}/lineitem`,
  lineItemsRead: `${ags}/lineitem.readonly`,
  score: `${ags}/score`,
  results: `${ags}/result.readonly`,
} as const;

// Moodle answers 400 to application/json on all of these.
const media = {
  lineItem: 'application/vnd.ims.lis.v2.lineitem+json',
  lineItems: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  score: 'application/vnd.ims.lis.v1.score+json',
  results: 'application/vnd.ims.lis.v2.resultcontainer+json',
} as const;

const limit = 16 * 1024 * 1024;
const optionalText = z.string().max(1000).optional().catch(undefined);

/** Some platforms write points as text. */
const amount = z.union([z.number(), z.string().trim().min(1).pipe(z.coerce.number())]);

const lineItemShape = z.object({
  id: z.string().max(2048),
  label: z.string().max(1000).catch(''),
  scoreMaximum: amount,
  resourceId: optionalText,
  tag: optionalText,
  resourceLinkId: z.union([z.string(), z.number().transform(String)]).nullish(),
});

const resultShape = z.object({
  userId: z.union([z.string().min(1), z.number().transform(String)]),
  resultScore: amount.nullish().catch(Number.NaN),
  resultMaximum: amount.nullish().catch(Number.NaN),
  comment: z.string().nullish().catch(undefined),
});

type Gradebook = Pick<LtiGateway, 'access' | 'lineItems' | 'createLineItem' | 'submitScore' | 'results'>;

export function createGradebook(client: ServiceClient): Gradebook {
  return {
    access: (ref, service) => client.authorise(ref, service === 'roster' ? membershipScope : scope.score),
    lineItems: (ref) => lineItems(client, ref),
    createLineItem: (ref, item) => createLineItem(client, ref, item),
    submitScore: (ref, lineItemUrl, score, occurredAt) => submitScore(client, ref, lineItemUrl, { score, occurredAt }),
    results: (ref, lineItemUrl, personExternalId) => results(client, ref, lineItemUrl, personExternalId),
  };
}

async function lineItems(client: ServiceClient, ref: ServiceRef): Promise<Result<LineItem[], PlatformFailure>> {
  const url = ref.lineItemsUrl;
  const readScope = ref.scopes.includes(scope.lineItemsRead) ? scope.lineItemsRead : scope.lineItems;
  if (url === undefined) return failure(scopeMissing(readScope));
  const call = { scope: readScope, method: 'GET', url, accept: media.lineItems, limit } as const;
  const rows = await allRows(client, ref, call, lineItemShape);
  return rows.ok ? success(rows.value.map(toLineItem)) : rows;
}

/** An odd row hides only itself. */
async function allRows<Row>(
  client: ServiceClient,
  ref: ServiceRef,
  call: ServiceCall,
  shape: z.ZodType<Row>,
): Promise<Result<Row[], PlatformFailure>> {
  const pages = await allPages(client, ref, call, z.array(z.unknown()));
  if (!pages.ok) return pages;
  const rows = readable(pages.value.flat(), shape);
  return rows ? success(rows) : failure(unreadable('page'));
}

async function createLineItem(
  client: ServiceClient,
  ref: ServiceRef,
  item: Omit<LineItem, 'url'>,
): Promise<Result<LineItem, PlatformFailure>> {
  if (ref.lineItemsUrl === undefined) return failure(scopeMissing(scope.lineItems));
  const answer = await client.call(ref, {
    scope: scope.lineItems,
    method: 'POST',
    url: ref.lineItemsUrl,
    accept: media.lineItem,
    contentType: media.lineItem,
    body: {
      label: item.label,
      scoreMaximum: item.maximum,
      resourceId: item.resourceId,
      tag: item.tag,
      resourceLinkId: item.activityExternalId,
    },
  });
  if (!answer.ok) return answer;
  const created = lineItemShape.safeParse(jsonOf(answer.value.body));
  return created.success ? success(toLineItem(created.data)) : failure(unreadable('line_item'));
}

/** Only finished scores: whatever else Moodle is sent, it erases the grade that is there. */
async function submitScore(
  client: ServiceClient,
  ref: ServiceRef,
  lineItemUrl: string,
  { score, occurredAt }: { score: Score; occurredAt: Date },
): Promise<Result<void, PlatformFailure>> {
  let refusal: Answer | undefined;
  const answer = await client.call(ref, {
    scope: scope.score,
    method: 'POST',
    url: partOf(lineItemUrl, 'scores'),
    contentType: media.score,
    body: {
      userId: score.personExternalId,
      scoreGiven: score.given,
      scoreMaximum: score.maximum,
      ...(score.comment === undefined ? {} : { comment: score.comment }),
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      timestamp: wholeSeconds(occurredAt),
    },
    onRefusal: (refused) => (refusal = refused),
  });
  // Moodle answers an accepted score with nothing, others with JSON: a page is from somebody in between.
  if (answer.ok && isPage(answer.value.body)) {
    return failure({ ...unreadable('score'), status: answer.value.status });
  }
  if (answer.ok) return success(undefined);
  return failure(refusal ? scoreFailure(answer.failure, refusal) : answer.failure);
}

function scoreFailure(reason: PlatformFailure, answer: Answer): PlatformFailure {
  const seen = { ...answer, contentType: answer.header('content-type') ?? '' };
  if (isLockedGrade(seen)) return { ...reason, code: 'locked', retryable: false };
  if (isNotEnrolled(seen)) return { ...reason, code: 'not_enrolled', retryable: false };
  return reason;
}

// Moodle compares timestamps in whole seconds; fractions would only pretend to an order.
function wholeSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

async function results(
  client: ServiceClient,
  ref: ServiceRef,
  lineItemUrl: string,
  personExternalId: string | undefined,
): Promise<Result<GradebookResult[], PlatformFailure>> {
  const url = new URL(partOf(lineItemUrl, 'results'));
  // No limit: together with type_id Moodle answers it with an error page.
  if (personExternalId !== undefined) url.searchParams.set('user_id', personExternalId);
  const call = { scope: scope.results, method: 'GET', url: url.href, accept: media.results, limit } as const;
  const rows = await allRows(client, ref, call, resultShape);
  return rows.ok ? success(rows.value.map(toResult)) : rows;
}

/** A line item's address may carry a query (Moodle: `?type_id=1`): its parts hang on the path (AGS 2.0, 3.3). */
function partOf(lineItemUrl: string, part: 'scores' | 'results'): string {
  if (!URL.canParse(lineItemUrl)) return lineItemUrl;
  const url = new URL(lineItemUrl);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${part}`;
  return url.href;
}

function toLineItem(item: z.infer<typeof lineItemShape>): LineItem {
  return {
    url: item.id,
    label: item.label,
    maximum: item.scoreMaximum,
    ...(item.resourceId ? { resourceId: item.resourceId } : {}),
    ...(item.tag ? { tag: item.tag } : {}),
    ...(item.resourceLinkId ? { activityExternalId: item.resourceLinkId } : {}),
  };
}

function toResult(result: z.infer<typeof resultShape>): GradebookResult {
  if (Number.isNaN(result.resultScore) || Number.isNaN(result.resultMaximum))
    return { personExternalId: result.userId, unreadable: true };
  return {
    personExternalId: result.userId,
    ...(typeof result.resultScore === 'number' ? { score: result.resultScore } : {}),
    ...(typeof result.resultMaximum === 'number' ? { maximum: result.resultMaximum } : {}),
    ...(result.comment ? { comment: result.comment } : {}),
  };
}
