import type { ServiceRef } from '../../lti/gateway.js';
import { kinds, type Kind } from './activity.js';

/** A link's custom value `kind`; anything else than a kind we know is as good as none. */
export function kindFrom(custom: Readonly<Record<string, string>>): Kind | undefined {
  return kinds.find((kind) => kind === custom.kind);
}

/** Where a launch of this kind lands. */
export function pathOf(kind: Kind | undefined, activityId: string): string {
  switch (kind) {
    case 'mentoring':
      return '/mentoring';
    case 'intake':
      return `/intake/${activityId}`;
    case 'checkin':
      return `/checkins/${activityId}`;
    case 'peer-review':
      return `/reviews/${activityId}`;
    case 'gate':
      return `/gates/${activityId}`;
    case undefined:
      return '/activity';
  }
}

/** Where staff land who come for one learner's work from the gradebook. */
export function reviewPathOf(
  kind: Kind | undefined,
  activityId: string,
  { personId, name }: { personId: string; name: string },
): string {
  // Mentoring is the work of many activities: the learner's row has them all.
  if (kind === 'mentoring') return `/progress?name=${encodeURIComponent(name)}`;
  return `${pathOf(kind, activityId)}?person=${personId}`;
}

/** Where a teacher sets an activity of this kind. A gate is set in Moodle, mentoring with the pairing. */
export function settingsPathOf(kind: Kind, activityId: string): string {
  switch (kind) {
    case 'mentoring':
      return '/pairing/setup';
    case 'intake':
      return '/profile/questions';
    case 'gate':
      return pathOf(kind, activityId);
    case 'checkin':
    case 'peer-review':
      return `${pathOf(kind, activityId)}/settings`;
  }
}

/** Points a new link asks Moodle for; kinds without points get no grade column. */
export const pointsOf: Readonly<Record<Kind, number | undefined>> = {
  mentoring: undefined,
  intake: 1,
  checkin: 2,
  'peer-review': 10,
  gate: undefined,
};

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
    one.scopes.length === other.scopes.length &&
    one.scopes.every((scope) => other.scopes.includes(scope))
  );
}
