import { describe, expect, test } from '@jest/globals';
import type { Launch } from '../../src/lti/gateway.js';
import { readClaims, toLaunch } from '../../src/lti/launch.rules.js';
import { recordedLaunches } from '../support/recordings.js';

const target = 'https://purl.imsglobal.org/spec/lti/claim/target_link_uri';
const launchUrl = 'https://tool.test:9443/launch';
const platform = {
  platformId: 'platform-1',
  name: 'Lab University',
  issuer: 'https://moodle.test',
  clientId: '4I2QtLzHd5kU3En',
  authenticationEndpoint: 'https://moodle.test/mod/lti/auth.php',
  accessTokenEndpoint: 'https://moodle.test/mod/lti/token.php',
  keysetUrl: 'https://moodle.test/mod/lti/certs.php',
  deploymentIds: ['1'],
  active: true,
  createdAt: new Date('2030-01-07T09:00:00Z'),
  kid: 'ours',
  continues: [],
};

/** A launch of a real Moodle 4.5.6. The probe that recorded it had several addresses; Tandem has one. */
function recorded(name: string): Launch {
  const found = recordedLaunches.find((each) => each.name.startsWith(name));
  if (!found) throw new Error(`no recording ${name}`);
  return toLaunch(readClaims({ ...found.claims, [target]: launchUrl }, platform, launchUrl), platform, true);
}

test.each(recordedLaunches.map((each) => each.name))('the recorded launch %s is understood', (name) => {
  expect(recorded(name)).toMatchObject({ platformId: 'platform-1', deploymentId: '1' });
  expect(recorded(name).course.externalId).toMatch(/^\d+$/);
});

describe('a recorded launch says', () => {
  test('who, where and what', () => {
    const launch = recorded('06-student-embed');
    expect(launch).toMatchObject({
      message: 'activity',
      platformOrigin: 'https://moodle.test',
      person: { externalId: '7', name: 'Ana Álvarez', givenName: 'Ana', email: 'student01@example.test' },
      role: 'learner',
      course: { externalId: '2', title: 'Mentoring 101', label: 'M101', copiedFrom: [] },
      activity: { externalId: '1', title: 'Mentoring goal setting' },
      locale: 'es',
      placement: 'iframe',
      service: {
        membershipsUrl: 'https://moodle.test/mod/lti/services.php/CourseSection/2/bindings/1/memberships',
        lineItemUrl: 'https://moodle.test/mod/lti/services.php/2/lineitems/4/lineitem?type_id=1',
        pageUrl: 'https://moodle.test/mod/lti/view.php?l=1',
      },
    });
    expect(launch.returnUrl).toContain('https://moodle.test/mod/lti/return.php');
    expect(launch.activity.custom).not.toHaveProperty('x_user_image');
    expect(launch.activity.custom).not.toHaveProperty('v_basic_lti_launch_request');
    expect(launch.service.scopes).toHaveLength(5);
  });

  test.each([
    ['06-teacher__', 'teacher'],
    ['06-nonediting-teacher', 'teacher'],
    ['06-manager', 'teacher'],
    ['06-admin', 'teacher'],
    ['09-teacher-as-student', 'learner'],
  ])('the role of %s: %s', (name, role) => {
    expect(recorded(name).role).toBe(role);
  });

  test('no name when Moodle shares none', () => {
    expect(Object.keys(recorded('06-08-privacy-never').person).sort()).toEqual(['externalId']);
  });

  test('no column when there is none, two, or one that was made again', () => {
    for (const name of ['06-student-fr-ungraded', '06-12-two-columns', '06-12-deleted-then-recreated']) {
      expect(recorded(name).service).not.toHaveProperty('lineItemUrl');
    }
  });

  test('the language as browsers write it, and the placement on a phone and in a window', () => {
    expect(recorded('06-11-locale-pt_br').locale).toBe('pt-BR');
    expect(recorded('11-phone').placement).toBe('frame');
    expect(recorded('06-08new-window').placement).toBe('window');
  });

  test('whose work a review is about, also when a student asks for another’s', () => {
    expect(recorded('06-submission-review')).toMatchObject({ message: 'submission-review', forPersonExternalId: '7' });
    expect(recorded('09-student-review-other')).toMatchObject({ role: 'learner', message: 'submission-review' });
  });

  test('where the choice of activities goes', () => {
    const { deepLinking, activity, placement } = recorded('04-dl__deeplink');
    expect(deepLinking).toMatchObject({ acceptsMultiple: true });
    expect(deepLinking?.returnUrl).toContain('https://moodle.test/mod/lti/contentitem_return.php');
    expect([activity.externalId, placement]).toEqual(['', 'iframe']);
  });
});
