import type { ServiceRef } from '../../lti/gateway.js';
import type { Kind } from './kind.js';

/**
 * One Moodle link: its kind, its settings, and where its scores go. A link without a kind is asked about at the first
 * teacher's launch.
 */
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
  /** Only those that are named; undefined takes one away. Of two at once neither loses what the other wrote. */
  changeSettings(courseId: string, activityId: string, changed: Readonly<Record<string, unknown>>): Promise<void>;
}
