/**
 * What a link says of itself in its custom values. They travel with the link wherever Moodle copies it, so its
 * *identity*, given when it was inserted, tells which activity it was copied from. All values are text that a teacher
 * of the course can change: an identity is looked for only where the link may come from.
 */
import type { Kind, Kinds } from './kind.js';

export interface LinkFacts {
  /** The platform's id of the link. */
  externalId: string;
  title: string;
  kind?: Kind;
  identity?: string;
  programme?: { programmeId: string; key: string };
}

export interface StoredLink {
  externalId: string;
  title: string;
  kind?: Kind;
  identity?: string;
}

/** Names that Moodle delivers once: lower case, digits and underscores. */
export const customNames = {
  identity: 'activity_id',
  kind: 'kind',
  programme: 'programme',
  item: 'item',
} as const;

/** A kind that no feature brings is as good as none. */
export function linkFacts(
  kinds: Pick<Kinds, 'of'>,
  activity: { externalId: string; title: string; custom: Readonly<Record<string, string>> },
): LinkFacts {
  const { externalId, title, custom } = activity;
  const identity = custom[customNames.identity];
  const { programme: programmeId, item: key } = custom;
  const kind = kinds.of(custom[customNames.kind])?.kind;
  return {
    externalId,
    title,
    ...(kind && { kind }),
    ...(identity !== undefined && /^[\w-]{8,64}$/.test(identity) && { identity }),
    ...(programmeId !== undefined && key !== undefined && { programme: { programmeId, key } }),
  };
}

/**
 * The activity, of those given, that this link is a copy of: the very same link (a course that started fresh), else the
 * one with its identity (of several, duplicated before the copy, the one with its name), else, for a link that never
 * got an identity, the one with its name. A kind that was changed since is another activity.
 */
export function copiedFrom<Link extends StoredLink>(link: LinkFacts, candidates: readonly Link[]): Link | undefined {
  const alike = candidates
    .filter((other) => link.kind === undefined || other.kind === link.kind)
    .filter((other) => other.identity === link.identity);
  const same = alike.find((other) => other.externalId === link.externalId);
  const named = alike.find((other) => other.title === link.title);
  return same ?? named ?? (link.identity === undefined ? undefined : alike[0]);
}

/** Dates belong to the term they were set for; everything else goes along. Keys of dates end in `At`. */
export function settingsForNewTerm(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !key.endsWith('At')));
}
