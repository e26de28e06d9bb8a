import type { Moodle } from './moodle.js';

/** A call to `services.php`, its answer, and what the answers have in common. */
export interface ServiceCall {
  method: string;
  /** Below `services.php`. */
  path: string;
  query: URLSearchParams;
  accept: string;
  contentType: string;
  body: string;
  /** The tool that asks: by `type_id`, which may be left out, or by its token. */
  typeId: string;
  /** `type_id` as it came, to be echoed in addresses. */
  givenTypeId: string | null;
  params: string[];
}

export interface ServiceAnswer {
  status: number;
  reason?: string;
  type?: string;
  /** Left out: the JSON in which Moodle repeats the request and the reason. */
  body?: string;
  link?: string;
}

/** Thrown by a resource: the status, and the reason in Moodle's words. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
  ) {
    super(reason);
  }
}

export interface Resource {
  pattern: RegExp;
  formats: readonly string[];
  /** Any of these scopes will do, by method. */
  scopes: Partial<Record<string, readonly string[]>>;
  handle(moodle: Moodle, call: ServiceCall): ServiceAnswer | Promise<ServiceAnswer>;
}

/** JSON as PHP writes it: slashes and letters beyond ASCII escaped. */
export function phpJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Paging of line items and results: HTML entities and curly quotes included, as Moodle sends it. */
export function curlyLinks(base: URL, page: { limit: number; from: number; total: number }): string {
  const address = (from: number): string => {
    const url = new URL(base);
    url.searchParams.set('limit', String(page.limit));
    url.searchParams.set('from', String(from));
    return url.href.replaceAll('&', '&amp;');
  };
  const links = [`<${address(0)}>; rel=“first”`];
  if (page.from > 0) links.push(`<${address(Math.max(page.from - page.limit, 0))}>; rel=“prev”`);
  links.push(`<${address(page.from)}>; rel=“canonical”`);
  if (page.from + page.limit < page.total) links.push(`<${address(page.from + page.limit)}>; rel=“next”`);
  links.push(`<${address(Math.max(page.total - page.limit + 1, 0))}>; rel=“last”`);
  return links.join(', ');
}

export function pageOf(query: URLSearchParams): { limit: number; from: number } {
  const limit = Number(query.get('limit') ?? 0);
  const from = Number(query.get('from') ?? 0);
  return {
    limit: Number.isInteger(limit) && limit > 0 ? limit : 0,
    from: Number.isInteger(from) && from > 0 ? from : 0,
  };
}
