/**
 * The `next` page of a Link header (RFC 8288).
 * Moodle 4.5 writes AGS links as HTML: `&amp;` in the address and curly quotes around the relation; NRPS links are clean.
 */
import LinkHeader from 'http-link-header';
import { failure, success, type Result } from '../shared/result.js';

/** Undefined after the last page. A header that cannot be read whole is a failure: a next page may stand in the rest. */
export function nextLink(header: string | undefined): Result<string | undefined, 'unreadable'> {
  if (header === undefined) return success(undefined);
  try {
    const links = LinkHeader.parse(header.replaceAll('&amp;', '&').replace(/[“”]/g, '"'));
    // The reader takes a link that follows a parameter without a value for a part of that parameter's name.
    const swallowed = links.refs.some((link) => Object.keys(link).some((name) => name.includes('<')));
    return swallowed ? failure('unreadable') : success(links.rel('next')[0]?.uri);
  } catch {
    return failure('unreadable');
  }
}
