/** A course in which people hand in, review and read: what the pages' tests share. */
import type { Connection } from 'mongoose';
import { after, minute } from '../../src/shared/clock.js';
import type { PageSeen, Person, TestSite } from '../support/site.js';

export interface Course {
  arrive(person: string, role?: 'learner' | 'teacher'): Promise<Person & { page: PageSeen }>;
  /** Each hands in "The work of NAME". */
  handIn(...people: readonly string[]): Promise<void>;
  start(): Promise<PageSeen>;
  /** As the version did that knew no methods and no release: nothing says how scores come about. */
  startAsBefore(connection: Connection): Promise<void>;
  /** Sends every open review of these people; `level` of every question, by default the best one. */
  review(person: string, level?: 'first' | 'last'): Promise<PageSeen>;
  ids(person: Person): Promise<{ courseId: string; activityId: string; personId: string }>;
  score(person: string): Promise<number | undefined>;
  /** Moodle lists nobody else any more, twice, so that the others have left; tess teaches on. */
  onlyHere(...people: readonly string[]): Promise<void>;
}

export function courseOn(site: TestSite, name: string): Course {
  const course: Course = {
    arrive: (person, role = 'learner') => site.arrive({ person, role, kind: 'peer-review', course: name }),

    async handIn(...people) {
      for (const person of people) {
        const { page } = await course.arrive(person);
        const sent = await page.submit('Hand in', { text: `The work of ${person}` });
        // It says their name, of which they are told once.
        if (sent.$('[name=named]').length > 0) await sent.submit('Hand in');
      }
    },

    async start() {
      const { page } = await course.arrive('tess', 'teacher');
      const confirm = await page.follow('Start reviewing');
      return confirm.submit('Start reviewing');
    },

    async startAsBefore(connection) {
      await course.start();
      const { courseId, activityId } = await course.ids(await course.arrive('tess', 'teacher'));
      const started = connection.collection('peerreviewassignments');
      await started.updateOne({ courseId, activityId }, { $unset: { method: 1 } });
      // Writes the assignment through the service, so that nobody goes on with what they remember of it.
      await site.services.reviews.allocation.giveOut(courseId, activityId, site.now);
    },

    async review(person, level = 'last') {
      let { page } = await course.arrive(person);
      while (page.$('.step a:contains("Review it")').length > 0) {
        const form = await page.follow('Review it');
        page = await form.submit(
          'Send the review',
          filled(form, level, `One thing, says the reviewer of ${form.title}`),
        );
      }
      return page;
    },

    async ids(person) {
      const found = await site.services.visits.find(person.visitPath.split('/')[2] ?? '', site.now);
      if (!found) throw new Error('No visit');
      return found.visit;
    },

    async score(person) {
      const { courseId, activityId, personId } = await course.ids(await course.arrive(person));
      return (await site.services.grades.delivery(courseId, activityId, personId))?.given;
    },

    async onlyHere(...people) {
      const { courseId } = await course.ids(await course.arrive('tess', 'teacher'));
      site.platform.hasPeople(people.map((externalId) => ({ externalId, role: 'learner' as const })));
      for (let reads = 0; reads < 2; reads += 1) {
        site.now = after(site.now, 20 * minute);
        await site.services.roster.refresh(courseId, { now: site.now, force: true });
      }
    },
  };
  return course;
}

/** Every question with one level, and the last text, under the names that the form has. */
export function filled(form: PageSeen, level: 'first' | 'last', overall: string): Record<string, string> {
  const names = new Set(
    form
      .$('input[type=radio]')
      .map((_index, input) => form.$(input).attr('name'))
      .get(),
  );
  const levels = [...names].map((name): [string, string] => {
    const radios = form.$(`input[name="${name}"]`);
    return [name, (level === 'last' ? radios.last() : radios.first()).attr('value') ?? ''];
  });
  return { ...Object.fromEntries(levels), overall };
}
