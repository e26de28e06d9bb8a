/** Moodle hides activities and opens them by date or group: its own page of one is the only way in. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { after, day } from '../../../src/shared/clock.js';
import { aLaunch } from '../../support/launches.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { courseOn } from '../mentorships/course.js';

const store = useStore();
const answers = { mood: '4', obstacle: '', step: 'Read chapter 4', help: 'no' };
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

function openCheckin(person: string) {
  const wish = { person, course: '71', kind: 'checkin', activity: '71' };
  const pageUrl = 'https://platform-1.example/mod/lti/view.php?l=71';
  return site.arrive({ ...wish, more: { service: { ...aLaunch(wish).service, pageUrl } } });
}

test('the home leads to it, and a check-in is sent only by who came that way', async () => {
  const course = courseOn(site, '71');
  await course.people({ ana: { roleWish: 'mentee' }, amara: { roleWish: 'mentor' } });
  await course.publish();
  const opened = await openCheckin('amara');
  const path = opened.page.path;
  site.now = after(site.now, 7 * day);
  const ana = await course.arrive('ana');
  const link = ana.page.$('a:contains("Open the check-in")');
  expect(link.attr('href')).toBe('https://platform-1.example/mod/lti/view.php?l=71');
  expect(link.attr('target')).toBe('_top');
  const elsewhere = await ana.get(path);
  expect(elsewhere.text).toContain('Moodle decides who may send it');
  expect(elsewhere.$('form[method=post]').length).toBe(0);
  const forged = await ana.forge(path, new URLSearchParams(answers).toString());
  expect([forged.status, forged.title]).toEqual([403, 'Open it from the course']);
  expect((await ana.forge(`${path}/draft`, 'step=x')).status).toBe(403);
  const own = await openCheckin('ana');
  expect((await own.page.submit('Send to Amara Example', answers)).status).toBe(200);
  const sent = await ana.get(path);
  expect(sent.title).toBe('Activity 71: sent');
  expect((await sent.follow('Change it')).$('form[method=post]').length).toBe(0);
});
