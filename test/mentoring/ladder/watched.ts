/** A pair that is watched: the pass over it, a date of theirs that is over, and the rows of the queue about them. */
import { expect } from '@jest/globals';
import { after, minute } from '../../../src/shared/clock.js';
import type { PageSeen, TestSite } from '../../support/site.js';
import type { courseOn } from '../mentorships/course.js';
import type { togetherIn } from '../sessions/together.js';

interface Together {
  site: TestSite;
  course: ReturnType<typeof courseOn>;
  pair: ReturnType<typeof togetherIn>;
}

export function rowOf(page: PageSeen, words: RegExp) {
  return page.$('.row-item').filter((_, one) => words.test(page.$(one).text()));
}

/** @param at of the test that runs */
export function watchedIn(at: () => Together) {
  async function watch(): Promise<void> {
    const { site } = at();
    const job = site.services.jobs.find(({ name }) => name === 'watch-pairs');
    expect(await job?.run(site.now)).toMatchObject({ failed: 0 });
  }

  /** A date that is planned, and over; Ben says that Ana did not come. */
  async function missed(): Promise<void> {
    const { site, course, pair } = at();
    const { sessionId } = await pair.plan();
    const doer = { courseId: course.courseId(), personId: course.id('ben') };
    const { book } = await site.services.sessions.sheet(doer, pair.key());
    const planned = book.sessions.find((one) => one.sessionId === sessionId);
    site.now = after(planned?.endsAt ?? site.now, minute);
    await pair.say('ben', sessionId, 'theirs');
    site.now = after(site.now, minute);
    await watch();
  }

  return { watch, missed };
}
