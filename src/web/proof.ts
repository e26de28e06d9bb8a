/** Who may open a visit: pure decisions about cookies and Fetch Metadata, so that every case is a row in a test. */
import { secretHash } from '../shared/ids.js';

/** One random secret per browser (and per partition); each visit keeps its hash. */
export const browserCookie = '__Host-tandem';

export interface Evidence {
  cookie: string | undefined;
  /** `Sec-Fetch-Dest`: iframe, document, empty … Undefined over plain http to other hosts than localhost. */
  fetchDest: string | undefined;
  fetchSite: string | undefined;
  origin: string | undefined;
  method: string;
  /** It is our own page that asks for a ticket into a new tab. */
  opensTab?: boolean;
}

export type Verdict = 'open' | 'closed' | 'cross-site';

/**
 * A bound visit opens to its cookie. An unbound one answers only inside a frame and never to a navigation from
 * another site, so that its address, should it leak, opens nothing at top level.
 */
export function verdictFor(cookieHash: string | null, evidence: Evidence, ownOrigin: string): Verdict {
  if (evidence.method !== 'GET' && evidence.method !== 'HEAD' && !isSameOrigin(evidence, ownOrigin))
    return 'cross-site';
  if (cookieHash !== null) {
    return evidence.cookie !== undefined && secretHash(evidence.cookie) === cookieHash ? 'open' : 'closed';
  }
  const isOwnPage = evidence.opensTab === true && evidence.fetchSite === 'same-origin';
  return evidence.fetchDest === 'iframe' || isOwnPage ? 'open' : 'closed';
}

/**
 * Whether a ticket is opened by the browser that it was made for. An entry: the one with the launch's secret or, where the
 * launch brought no cookie back, one that keeps none, in a frame. A transfer: the tab that our own page opened.
 */
export function isFromBrowser(
  { purpose, browsers }: { purpose: string; browsers: readonly string[] },
  { cookie, fetchDest, fetchSite }: Pick<Evidence, 'cookie' | 'fetchDest' | 'fetchSite'>,
): boolean {
  if (purpose === 'transfer') return cookie !== undefined && fetchSite === 'same-origin';
  const [launched] = browsers;
  if (launched === undefined) return cookie === undefined && fetchDest === 'iframe';
  return cookie !== undefined && secretHash(cookie) === launched;
}

/** Fetch Metadata where the browser sends it, else Origin; a post with neither is refused. */
export function isSameOrigin(evidence: Evidence, ownOrigin: string): boolean {
  if (evidence.fetchSite !== undefined) return evidence.fetchSite === 'same-origin';
  return evidence.origin === ownOrigin;
}

/** Reads one cookie; a second one of the same name is a sign of tampering and reads as none. */
export function cookieFrom(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}

export function browserCookieHeader(secret: string): string {
  return `${browserCookie}=${secret}; Path=/; Secure; HttpOnly; SameSite=None; Partitioned`;
}

/** Only a secret we made could have this shape; anything else is replaced. */
export function isBrowserSecret(value: string | undefined): value is string {
  return value !== undefined && /^[\w-]{43}$/.test(value);
}
