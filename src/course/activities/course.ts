import type { ServiceRef, TimeFrame } from '../../lti/gateway.js';

/** One course of one deployment of one platform: ids from two Moodles may collide, courses never do. */
export interface Course {
  courseId: string;
  platformId: string;
  title: string;
  label: string;
  /** Opaque; handed to the gateway for calls about the whole course. */
  service: ServiceRef;
  /** IANA, for people whose own zone is not known. */
  timeZone?: string;
  /** When it runs, as the platform last said. */
  timeFrame?: TimeFrame;
}

export interface Courses {
  course(courseId: string): Promise<Course | undefined>;
}
