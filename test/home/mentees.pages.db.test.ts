import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { menteesOf } from '../../src/home/home.rules.js';
import { after, day } from '../../src/shared/clock.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { courseOn } from '../mentoring/mentorships/course.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

test('a mentor sees each mentee once, with what is most urgent, the most urgent first', async () => {
  const course = courseOn(site, 'mentees');
  const answered = { languages: ['en'] };
  const mentee = { roleWish: 'mentee', ...answered } as const;
  await course.people({ ana: mentee, cleo: mentee, ben: { roleWish: 'mentor', maxMentees: 2, ...answered } });
  await course.publish({ capacity: 2 });
  const home = async (name: string) => (await course.arrive(name)).page;
  const rows = async () => {
    const { $ } = await home('ben');
    return $('section[aria-labelledby="mentees"] .row-words')
      .map((_, row) => $(row).text().replace(/\s+/g, ' ').trim())
      .get();
  };
  const unsigned = expect.stringContaining('You have not signed the charter.');
  expect(await rows()).toEqual([unsigned, unsigned]);
  const key = (name: string) => [course.id(name), course.id('ben')].sort().join('.');
  const talk = await (await course.arrive('cleo')).get(`/conversation/${key('cleo')}`);
  await talk.submit('Send to Ben Example', { text: 'I am stuck' });
  expect((await rows())[0]).toMatch(/Cleo Example.*1 new message\..*Nothing is planned\./);
  site.now = after(site.now, day);
  const log = await (await course.arrive('ana')).get(`/sessions/with/${key('ana')}/log`);
  await log.submit('It took place', { first: '2026-11-23T10:00' });
  expect(await rows()).toEqual([expect.stringContaining('Cleo Example'), expect.stringContaining('Did you meet on')]);
  expect((await home('ana')).$('section[aria-labelledby="mentees"]')).toHaveLength(0);
});

test('who is nobody’s mentee is in no list of mentees', () => {
  const avatar = { initials: 'A', hue: 1 };
  const one = { personId: 'ana', name: 'Ana', avatar, text: 'new' };
  expect(menteesOf([{ people: [{ ...one, need: 'unread' }] }])).toEqual([]);
  const both = [
    { people: [{ ...one, need: 'unread' as const }] },
    { people: [{ ...one, need: 'quiet' as const, isMentee: true }] },
  ];
  expect(menteesOf(both)).toMatchObject([{ need: 'unread', beside: ['new'] }]);
});
