import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { ProfileAnswers } from '../../src/pairing/intake/profile.js';
import { startSite, type PageSeen, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { answers } from './people.js';

export const four = {
  amara: { roleWish: 'mentor', strong: ['Academic writing'], languages: ['en'] },
  jonas: { roleWish: 'mentor', strong: ['Preparing for exams'], languages: ['en'] },
  ana: { roleWish: 'mentee', wanted: ['Academic writing'], languages: ['en'] },
  ben: { roleWish: 'mentee', wanted: ['Preparing for exams'], languages: ['en'] },
} as const;

/** A course whose people arrive by launches and whose teacher works with the pages. */
export function pagesOf(site: TestSite, course: string) {
  function arrive(person: string, role: 'learner' | 'teacher' = 'learner') {
    return site.arrive({ person, role, course });
  }

  async function personOf(person: string) {
    const { visitPath } = await arrive(person);
    const found = await site.services.visits.find(visitPath.split('/')[2] ?? '', site.now);
    if (!found) throw new Error('No visit');
    return { courseId: found.visit.courseId, personId: found.visit.personId };
  }

  /** Learners of the course with these profiles; undefined: none sent. */
  async function people(all: Readonly<Record<string, Partial<ProfileAnswers> | undefined>>): Promise<void> {
    for (const [name, given] of Object.entries(all)) {
      const person = await personOf(name);
      if (given) await site.services.intake.saveProfile(person, answers(given), site.now);
    }
  }

  /** The draft that this click asks for: a thread makes it, and a busy machine may show the waiting page first. */
  async function made(click: Promise<PageSeen>): Promise<PageSeen> {
    const page = await click;
    await site.services.pairing.settled();
    return page.title === 'Making the draft' ? page.follow('Show now') : page;
  }

  async function draftOfFour() {
    await people(four);
    const tess = await arrive('tess', 'teacher');
    const draft = await made((await tess.get('/pairing')).submit('Make the draft', { mode: 'mentoring' }));
    return { tess, draft };
  }

  return { arrive, personOf, people, made, draftOfFour };
}

/** One site for a file of tests; for each test a course of its own, on a Monday morning. */
export function usePairing() {
  const store = useStore();
  let site: TestSite;
  let number = 0;
  let course: ReturnType<typeof pagesOf>;
  beforeAll(async () => {
    site = await startSite(store.connection());
  });
  beforeEach(() => {
    site.now = new Date('2026-11-23T09:00:00Z');
    number += 1;
    course = pagesOf(site, String(number));
  });
  afterAll(() => site.close());
  return {
    store,
    get site() {
      return site;
    },
    get number() {
      return number;
    },
    get course() {
      return course;
    },
  };
}

/** Titles of the rows of a list. */
export function titles(page: PageSeen): string[] {
  return page
    .$('.row-item h3')
    .toArray()
    .map((element) => page.$(element).find('bdi').text().trim());
}
