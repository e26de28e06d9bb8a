/**
 * The `next` page of a Link header (RFC 8288).
 * Moodle 4.5 writes AGS links as HTML: `&amp;` in the address and curly quotes around the relation; NRPS links are clean.
 */
export function nextLink(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  for (const [, address, parameters] of header.matchAll(/<([^<>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*["“”]?next["“”]?\s*(?:[;,]|$)/i.test(parameters ?? '')) {
      return address?.replaceAll('&amp;', '&');
    }
  }
  return undefined;
}
