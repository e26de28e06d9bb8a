/**
 * Staff who take part have the pages of those who take part at an address of their own, `/s/<visit>/me/...`: there they are
 * nothing but a person of the course. The same page without `/me` is the one of staff. Links stay on their side.
 */
import { may } from './permissions.js';
import type { Visit } from './visit.js';

export const ownSegment = '/me';

/** The visit on pages of one's own; undefined for staff who take part in nothing. */
export function onOwnPages(visit: Visit): Visit | undefined {
  if (!may(visit.role, 'coordinate')) return visit;
  return visit.takesPart === true ? { ...visit, role: 'learner', onOwnPages: true } : undefined;
}

/** Every link of a page begins with it. */
export function prefixOf({ visitId, onOwnPages: isOwn }: Pick<Visit, 'visitId' | 'onOwnPages'>): string {
  return `/s/${visitId}${isOwn ? ownSegment : ''}`;
}

/** From the pages of staff to one's own, or back: the same page where both have it, else the home. */
export function otherSide(visit: Visit, path: string): string | undefined {
  if (visit.onOwnPages) return `/s/${visit.visitId}${path}`;
  return visit.takesPart === true && visit.pickerId === undefined
    ? `/s/${visit.visitId}${ownSegment}${path}`
    : undefined;
}
