/** A visit is the signed-in stay after a launch; *session* always means a mentoring session. */
import type { Role } from './permissions.js';

export interface Visit {
  visitId: string;
  courseId: string;
  personId: string;
  activityId: string;
  role: Role;
  /** "Switch role to student": a teacher looking around. Nothing is stored, paired or graded. */
  preview: boolean;
  personName: string;
  courseTitle: string;
  activityTitle: string;
  /** Set while Moodle asks what a new link shall be (deep linking); such a visit has no activity yet. */
  pickerId?: string;
  /** BCP 47. */
  locale: string;
  /** IANA zone of the reader. */
  timeZone: string;
  returnUrl?: string;
  /** Who may frame the pages. */
  platformOrigin: string;
  /** False: the browser kept no cookie, so the visit answers only inside the frame it was launched in. */
  bound: boolean;
}
