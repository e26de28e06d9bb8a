/** Lists that a platform gives out in pages. */
import type { z } from 'zod';
import { failure, success, type Result } from '../shared/result.js';
import type { PlatformFailure, ServiceRef } from './gateway.js';
import { nextLink } from './link-header.js';
import { jsonOf, unreadable, type ServiceCall, type ServiceClient } from './service-client.js';

// 10,000 people at 50 a page.
const pageLimit = 200;

/** All pages or a failure, never a part: whoever is missing from a list may be taken for gone. */
export async function allPages<Shape extends z.ZodType>(
  client: ServiceClient,
  ref: ServiceRef,
  first: ServiceCall,
  shape: Shape,
): Promise<Result<z.infer<Shape>[], PlatformFailure>> {
  const pages: z.infer<Shape>[] = [];
  const seen = new Set<string>();
  let url: string | undefined = first.url;
  while (url !== undefined) {
    if (seen.has(url) || seen.size >= pageLimit) return failure(unreadable('endless_pages'));
    seen.add(url);
    const answer = await client.call(ref, { ...first, url });
    if (!answer.ok) return answer;
    const page = shape.safeParse(jsonOf(answer.value.body));
    if (!page.success) return failure(unreadable('page'));
    pages.push(page.data);
    const next = nextLink(answer.value.header('link'));
    if (!next.ok) return failure(unreadable('link'));
    url = next.value === undefined ? undefined : absolute(next.value, url);
  }
  return success(pages);
}

/** What can be read of a list; a list of nothing but odd rows is no list, undefined. */
export function readable<Row>(rows: readonly unknown[], shape: z.ZodType<Row>): Row[] | undefined {
  const found = rows.flatMap((row) => {
    const parsed = shape.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
  return found.length === 0 && rows.length > 0 ? undefined : found;
}

function absolute(address: string, from: string): string {
  return URL.canParse(address, from) ? new URL(address, from).href : address;
}
