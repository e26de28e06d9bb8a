import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { courseOn } from '../mentoring/mentorships/course.js';
import { togetherIn } from '../mentoring/sessions/together.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { openPostbox, type Postbox } from './postbox.js';

export interface Reminded {
  box: Postbox;
  site: TestSite;
  /** Of the platform, the course and the addresses of one test. */
  name: string;
  course: ReturnType<typeof courseOn>;
}

/**
 * Ana and Ben with a session on Tuesday, before each test, who share an address each with a Moodle that no other test has: none
 * has been told of anything. Now is Monday at nine in UTC.
 */
export function useReminded() {
  const store = useStore();
  let [box, site, number]: [Postbox | undefined, TestSite | undefined, number] = [undefined, undefined, 0];
  const at = {} as Reminded;

  beforeAll(async () => {
    box = await openPostbox();
    site = await startSite(store.connection(), { smtp: box.url });
    Object.assign(at, { box, site });
  });
  afterAll(async () => {
    await site?.close();
    await box?.stop();
  });
  beforeEach(async () => {
    number += 1;
    at.name = `p${String(number)}`;
    at.box.taken.length = 0;
    at.box.refuses.clear();
    [at.box.after, at.box.meanwhile] = ['answer', undefined];
    at.site.now = new Date('2026-11-23T09:00:00Z');
    at.course = await together(at.name);
  });

  const address = (who: string) => `${who}-${at.name}@uni.example`;

  async function arrive(who: string, more: { email?: string; course?: string; role?: 'teacher' } = {}) {
    const account = { person: who, platform: at.name, course: at.name, email: address(who) };
    return at.site.arrive({ ...account, timeZone: 'Europe/Vienna', ...more });
  }

  const courseCalled = (course: string) =>
    courseOn({ ...at.site, arrive: (wish) => arrive(wish?.person ?? '', { course }) }, course);

  async function together(name: string) {
    const made = courseCalled(name);
    await made.people({
      ana: { roleWish: 'mentee', timeZone: 'Europe/Lisbon', availability: ['tue-17'] },
      ben: { roleWish: 'mentor', timeZone: 'Europe/Vienna', availability: ['tue-18'] },
    });
    await made.publish();
    await togetherIn(at.site, made).plan();
    return made;
  }

  return {
    ...{ at, store, address, arrive, courseCalled, together },
    remind: async () => at.site.services.jobs.find((job) => job.name === 'remind')?.run(at.site.now),
    letters: () => at.box.taken.filter(({ to }) => to.includes(`-${at.name}@`)),
  };
}
