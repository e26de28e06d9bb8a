import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { threadKey } from '../../../src/mentoring/conversation/conversation.rules.js';
import { startSite, type PageSeen, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { courseOn } from '../mentorships/course.js';

const answered = { languages: ['en'] };

/** One site for a file of tests; for each test a course in which Ben mentors Ana, and they talk. */
export function useTalk(word: string) {
  const store = useStore();
  let site: TestSite;
  let number = 0;
  let course: ReturnType<typeof courseOn>;

  beforeAll(async () => {
    site = await startSite(store.connection());
  });
  beforeEach(async () => {
    number += 1;
    course = courseOn(site, `${word}-${String(number)}`);
    await course.people({ ana: { roleWish: 'mentee', ...answered }, ben: { roleWish: 'mentor', ...answered } });
    await course.publish();
  });
  afterAll(() => site.close());

  const path = (...names: string[]) => `/conversation/${threadKey(names.map((name) => course.id(name)))}`;
  const open = async (name: string, query = '') => (await course.arrive(name)).get(`${path('ana', 'ben')}${query}`);
  const send = (page: PageSeen, text: string) => page.submit(page.$('.btn-primary').text().trim(), { text });
  const write = async (name: string, text: string) => send(await open(name), text);
  return {
    ...{ path, open, send, write },
    get site() {
      return site;
    },
    get course() {
      return course;
    },
    get number() {
      return number;
    },
  };
}
