/**
 * Answers that are only tried out, in the address of the page that shows what they would do: going back to it sends nothing again,
 * as a page that answered a post would. None of it may be about a person; what is too long for an address is not put in one.
 */
import type { Posted } from './forms.js';

const longest = 4000;

/** The address inside the visit; undefined where it would be too long. */
export function triedAt(path: string, posted: Posted): string | undefined {
  const pairs = Object.entries(posted).flatMap(([name, value]) =>
    [value].flat().map((text): [string, string] => [name, text]),
  );
  const tried = encodeURIComponent(new URLSearchParams(pairs).toString());
  return tried.length > longest ? undefined : `${path}?tried=${tried}`;
}

/** What {@link triedAt} put there, as a form would post it. */
export function triedIn(query: Readonly<Record<string, string>>): Posted | undefined {
  if (query.tried === undefined) return undefined;
  const texts = new URLSearchParams(query.tried);
  return Object.fromEntries(
    [...new Set(texts.keys())].map((name) => {
      const all = texts.getAll(name);
      return [name, all.length === 1 ? (all[0] ?? '') : all];
    }),
  );
}
