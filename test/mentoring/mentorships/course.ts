import { materialiseMentorshipsJob } from '../../../src/mentoring/mentorships/mentorships.jobs.js';
import type { ProfileAnswers } from '../../../src/pairing/intake/profile.js';
import type { DraftChoice } from '../../../src/pairing/drafts/drafts.service.js';
import { after, minute } from '../../../src/shared/clock.js';
import type { TestSite } from '../../support/site.js';

/** A course of people who arrived by launches, and what a teacher does in it. */
export function courseOn(site: TestSite, course: string) {
  let courseId = '';
  const ids = new Map<string, string>();

  async function arrive(name: string, role: 'learner' | 'teacher' = 'learner') {
    const person = await site.arrive({ person: name, role, course });
    const found = await site.services.visits.find(person.visitPath.split('/')[2] ?? '', site.now);
    if (!found) throw new Error('No visit');
    courseId = found.visit.courseId;
    ids.set(name, found.visit.personId);
    return person;
  }

  function id(name: string): string {
    const found = ids.get(name);
    if (found === undefined) throw new Error(`${name} never arrived`);
    return found;
  }

  async function draft(choice: Partial<DraftChoice> = {}) {
    const doer = { courseId, personId: 'a-teacher' };
    const whole = { mode: 'mentoring', capacity: 1, around: 'nothing', ...choice } as const;
    await site.services.pairing.startDraft(doer, whole, site.now);
    await site.services.pairing.settled();
    const { working } = await site.services.pairing.overview(courseId, site.now);
    if (working?.state !== 'ready') throw new Error('No draft was made');
    return working;
  }

  return {
    arrive,
    id,
    draft,
    courseId: () => courseId,
    /** As launches name it. */
    courseNumber: course,

    async people(all: Readonly<Record<string, Partial<ProfileAnswers> | undefined>>): Promise<void> {
      for (const [name, given] of Object.entries(all)) {
        await arrive(name);
        const answers = {
          roleWish: 'either',
          confidence: {},
          strong: [],
          wanted: [],
          languages: [],
          availability: [],
          style: {},
          ...given,
        } as const;
        if (given) await site.services.intake.saveProfile({ courseId, personId: id(name) }, answers, site.now);
      }
    },

    async publish(choice: Partial<DraftChoice> = {}): Promise<string> {
      const { draftId, revision } = await draft(choice);
      const doer = { courseId, personId: 'a-teacher' };
      await site.services.pairing.publish(doer, { draftId, revision }, site.now);
      return draftId;
    },

    /** Moodle lists nobody else any more, twice, so that the others have left. */
    async onlyHere(names: readonly string[]): Promise<void> {
      site.platform.hasPeople(names.map((externalId) => ({ externalId, role: 'learner' as const })));
      for (let reads = 0; reads < 2; reads += 1) {
        site.now = after(site.now, 20 * minute);
        await site.services.roster.refresh(courseId, { now: site.now, force: true });
      }
    },

    /** Its time zone is said, so that nobody is asked for it. */
    inVienna: () => site.services.courses.setZone(courseId, 'Europe/Vienna'),

    undo: () => site.services.pairing.undo({ courseId, personId: 'a-teacher' }, site.now),
    job: () => materialiseMentorshipsJob(site.services.mentorships, site.services.speaking.logger).run(site.now),
  };
}
