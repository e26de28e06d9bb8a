import type { ServiceRef } from '../../lti/gateway.js';

/** What a Moodle link is for. A link without a kind is asked about at the first teacher's launch. */
export const kinds = ['mentoring', 'intake', 'checkin', 'peer-review', 'gate'] as const;
export type Kind = (typeof kinds)[number];

/** One Moodle link: its kind, its settings, and where its scores go. */
export interface Activity {
  activityId: string;
  courseId: string;
  kind?: Kind;
  title: string;
  /** Parsed by the feature that owns the kind. */
  settings: Readonly<Record<string, unknown>>;
  /** Opaque; handed to the gateway by grades, progress and roster. */
  service: ServiceRef;
}

export interface Activities {
  activity(courseId: string, activityId: string): Promise<Activity | undefined>;
  ofKind(courseId: string, kind: Kind): Promise<Activity[]>;
  all(courseId: string): Promise<Activity[]>;
  saveSettings(courseId: string, activityId: string, settings: Readonly<Record<string, unknown>>): Promise<void>;
}
