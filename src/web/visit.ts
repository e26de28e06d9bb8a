/** A visit is the signed-in stay after a launch; *session* always means a mentoring session. */
import type { Role } from './permissions.js';

/** Somebody's account in a Moodle, the same in all its courses. */
export interface Account {
  /** Of the tenant, so that a registration that was joined to an older one is the same Moodle. */
  platformId: string;
  externalId: string;
}

export interface Visit {
  visitId: string;
  courseId: string;
  personId: string;
  account: Account;
  /** The registration that the launch came by. */
  platformId: string;
  activityId: string;
  /** As of now, like `preview`: see {@link StandingOf}. */
  role: Role;
  /** "Switch role to student": a teacher looking around. Nothing is stored, paired or graded. */
  preview: boolean;
  /** Staff who take part: they have pages of their own beside those of staff. */
  takesPart?: boolean;
  /** Staff on pages of their own: there their role is that of a learner, see `own-pages.ts`. */
  onOwnPages?: boolean;
  personName: string;
  courseTitle: string;
  activityTitle: string;
  /** Set while Moodle asks what a new link shall be (deep linking); such a visit has no activity yet. */
  pickerId?: string;
  /** BCP 47. */
  locale: string;
  /** IANA zone of every time on a page: the reader's own where it is known. As of now, see {@link StandingOf}. */
  timeZone: string;
  /** `own`: the person or the platform said so; `course`: the course's; `none`: UTC, for want of any. */
  zoneFrom: 'own' | 'course' | 'none';
  returnUrl?: string;
  /** Who may frame the pages. */
  platformOrigin: string;
  /** False: the browser kept no cookie, so the visit answers only inside the frame it was launched in. */
  bound: boolean;
}

/** What holds of a visit at this moment. */
export type Standing = Pick<Visit, 'role' | 'preview' | 'takesPart'> & Partial<Pick<Visit, 'timeZone' | 'zoneFrom'>>;

/** Why a visit that is not over opens no page any more: a person the roster lost, a platform the operator stopped. */
export type Ousted = 'not_in_course' | 'platform_stopped';

/** Asked at every page, and so at most one call of the store. */
export type StandingOf = (visit: Visit) => Promise<Standing | Ousted>;
