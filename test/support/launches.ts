/** Builders of verified launches, with sensible defaults: name only what the test is about. */
import type { CourseRole, Launch, LaunchBrowser } from '../../src/lti/gateway.js';

export interface LaunchWish {
  person?: string;
  name?: string | undefined;
  role?: CourseRole;
  course?: string;
  activity?: string;
  /** The link's `custom.kind`; null for a link without one. */
  kind?: string | null;
  graded?: boolean;
  locale?: string;
  platform?: string;
  custom?: Readonly<Record<string, string>>;
  bound?: boolean;
  timeZone?: string;
  email?: string;
  /** Of the launch itself: another message, a deep-linking request. */
  more?: Partial<Launch>;
}

/** Of a browser that brings no cookie; what it is given goes nowhere. */
export const blankBrowser: LaunchBrowser = { cookie: () => undefined, keep: () => undefined };

/** `aLaunch({ person: 'ana', kind: 'checkin' })`: Ana, a learner of course "1", opens its check-in. */
export function aLaunch(wish: LaunchWish = {}): Launch {
  const { person = 'ana', role = 'learner', course = '1', kind = 'mentoring', platform = 'platform-1' } = wish;
  const activity = wish.activity ?? kind ?? 'unset';
  const moodle = `https://${platform}.example`;
  const name = 'name' in wish ? wish.name : `${person.charAt(0).toUpperCase()}${person.slice(1)} Example`;
  return {
    message: 'activity',
    platformId: platform,
    deploymentId: '1',
    platformOrigin: moodle,
    person: {
      externalId: person,
      ...(name === undefined ? {} : { name }),
      ...(wish.timeZone === undefined ? {} : { timeZone: wish.timeZone }),
      ...(wish.email === undefined ? {} : { email: wish.email }),
      groupIds: [],
    },
    role,
    course: { externalId: course, title: 'Statistics 101', label: 'STAT101', copiedFrom: [] },
    activity: {
      externalId: activity,
      title: `Activity ${activity}`,
      description: '',
      custom: { ...(kind === null ? {} : { kind }), ...wish.custom },
    },
    locale: wish.locale ?? 'en',
    placement: 'iframe',
    returnUrl: `${moodle}/course/view.php?id=${course}`,
    service: {
      platformId: platform,
      deploymentId: '1',
      contextId: course,
      resourceLinkId: activity,
      membershipsUrl: `${moodle}/memberships`,
      lineItemsUrl: `${moodle}/lineitems`,
      ...(wish.graded === false ? {} : { lineItemUrl: `${moodle}/lineitems/${activity}/lineitem` }),
      scopes: [],
    },
    boundToBrowser: wish.bound ?? true,
    ...wish.more,
  };
}
