import type { ServiceRef, TimeFrame } from '../../lti/gateway.js';
import { readsAs } from '../../shared/seen.js';
import type { Kind, Kinds } from './kind.js';

/** Where a launch lands; a link of no kind, or of one that nobody brings, is asked about. */
export function pathOf(kinds: Kinds, kind: Kind | undefined, activityId: string): string {
  return kinds.of(kind)?.pathOf(activityId) ?? '/activity';
}

/** Where staff land who come for one learner's work from the gradebook. */
export function reviewPathOf(
  kinds: Kinds,
  { kind, activityId }: { kind?: Kind; activityId: string },
  learner: { personId: string; name: string },
): string {
  const own = kinds.of(kind)?.reviewPathOf?.(learner);
  return own ?? `${pathOf(kinds, kind, activityId)}?person=${learner.personId}`;
}

/** A course's address book: one launch may lack what another had (a deep-linking request names no roster). */
export function mergedService(known: ServiceRef, launched: ServiceRef): ServiceRef {
  const membershipsUrl = launched.membershipsUrl ?? known.membershipsUrl;
  const lineItemsUrl = launched.lineItemsUrl ?? known.lineItemsUrl;
  return {
    platformId: launched.platformId,
    deploymentId: launched.deploymentId,
    contextId: launched.contextId,
    // Any link of the course will do; keeping the first saves a write per launch.
    resourceLinkId: known.resourceLinkId === '' ? launched.resourceLinkId : known.resourceLinkId,
    ...(membershipsUrl !== undefined && { membershipsUrl }),
    ...(lineItemsUrl !== undefined && { lineItemsUrl }),
    scopes: launched.scopes.length > 0 ? launched.scopes : known.scopes,
  };
}

export function sameService(one: ServiceRef, other: ServiceRef): boolean {
  return (
    one.platformId === other.platformId &&
    one.deploymentId === other.deploymentId &&
    one.contextId === other.contextId &&
    one.resourceLinkId === other.resourceLinkId &&
    sameAddresses(one, other)
  );
}

function sameAddresses(one: ServiceRef, other: ServiceRef): boolean {
  return (
    one.membershipsUrl === other.membershipsUrl &&
    one.lineItemsUrl === other.lineItemsUrl &&
    one.lineItemUrl === other.lineItemUrl &&
    one.pageUrl === other.pageUrl &&
    one.scopes.length === other.scopes.length &&
    one.scopes.every((scope) => other.scopes.includes(scope))
  );
}

export function sameFrame(one: TimeFrame | undefined, other: TimeFrame): boolean {
  return one?.beginsAt.getTime() === other.beginsAt.getTime() && one.endsAt?.getTime() === other.endsAt?.getTime();
}

const alphabet = new Intl.Collator('en', { numeric: true });

/** By title, "Week 2" before "Week 10"; where several read the same, numbered in the order in which Moodle made the links. */
export function toldApart<Link extends { title: string; externalId: string }>(links: readonly Link[]): Link[] {
  const sorted = [...links].sort(
    (one, other) =>
      alphabet.compare(readsAs(one.title), readsAs(other.title)) || alphabet.compare(one.externalId, other.externalId),
  );
  const sameAs = ({ title }: Link) => sorted.filter((link) => readsAs(link.title) === readsAs(title));
  return sorted.map((link) => {
    const same = sameAs(link);
    return link.title === '' || same.length < 2
      ? link
      : { ...link, title: `${link.title} (${same.indexOf(link) + 1})` };
  });
}
