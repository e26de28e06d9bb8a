import { expect, test } from '@jest/globals';
import type { Activity } from '../../../src/course/activities/activity.js';
import { isElsewhere, offered } from '../../../src/mentoring/checkins/checkins.rules.js';

const begun = new Date('2026-11-02T09:00:00Z');

function aCheckin(activityId: string, more: { dueAt?: Date; pageUrl?: string } = {}) {
  const { dueAt, pageUrl } = more;
  const service = {
    ...{ platformId: 'p', deploymentId: '1', contextId: '1', resourceLinkId: '7', scopes: [] },
    ...(pageUrl !== undefined && { pageUrl }),
  };
  const activity: Activity = { activityId, courseId: 'c', kind: 'checkin', title: activityId, settings: {}, service };
  return { activity, ...(dueAt && { dueAt }) };
}

const on = (time: string) => new Date(`2026-11-${time}T09:00:00Z`);
const programme = ['week 2', 'week 4', 'week 6'].map((name) => aCheckin(name));

test.each([
  ['on day one', begun, '02', undefined],
  ['a day too early', begun, '08', undefined],
  ['a week after the pair began', begun, '09', 'week 2'],
  ['long after', begun, '28', 'week 2'],
  ['the day after another one was sent', on('20'), '21', undefined],
])('without a date %s', (_when, last, now, expected) => {
  expect(offered(programme, last, on(now))?.activity.activityId).toBe(expected);
});

test('with a date from a week before it on, late ones too, and the earliest first', () => {
  const dated = [aCheckin('later', { dueAt: on('20') }), aCheckin('sooner', { dueAt: on('12') }), ...programme];
  expect(offered(dated, begun, on('04'))).toBeUndefined();
  expect(offered(dated, begun, on('05'))?.activity.activityId).toBe('sooner');
  expect(offered(dated, begun, on('28'))?.activity.activityId).toBe('sooner');
  expect(offered(dated.slice(0, 1), begun, on('13'))?.activity.activityId).toBe('later');
  expect(offered([], begun, on('28'))).toBeUndefined();
});

test('Moodle is asked to let somebody in where its page is known and they did not come by it', () => {
  const known = aCheckin('one', { pageUrl: 'https://moodle.example/mod/lti/view.php?l=7' }).activity;
  expect(isElsewhere(known, { activityId: 'two', preview: false })).toBe(true);
  expect(isElsewhere(known, { activityId: 'one', preview: false })).toBe(false);
  expect(isElsewhere(known, { activityId: 'two', preview: true })).toBe(false);
  expect(isElsewhere(aCheckin('one').activity, { activityId: 'two', preview: false })).toBe(false);
});
