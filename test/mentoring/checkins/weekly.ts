import type { Person, TestSite } from '../../support/site.js';
import { pairUp } from './pair-up.js';

export const rhythm = { when: 'rhythm', every: '1', firstWeek: '1', lastWeek: '10', weekday: '4', time: '20:00' };
export const answers = { mood: '4', obstacle: 'Homework.', step: 'Redo exercise 4.2', help: 'no' };

/** A course with a check-in; `weekly` makes it come back every Thursday. Now is Monday of its week 4. */
export function aCourse(site: TestSite, course: string) {
  const arrive = (person: string, role: 'learner' | 'teacher' = 'learner', timeZone?: string) =>
    site.arrive({ person, role, kind: 'checkin', course: course, ...(timeZone !== undefined && { timeZone }) });

  async function visitOf(person: Person) {
    const found = await site.services.visits.find(person.visitPath.split('/')[2] ?? '', site.now);
    if (!found) throw new Error('No visit');
    return found.visit;
  }

  async function weekly(more: Record<string, string> = {}) {
    const tess = await arrive('tess', 'teacher');
    const weeks = await tess.get('/weeks');
    await weeks.submit('Save the days', { firstDay: '2026-11-02', lastDay: '2027-02-28' });
    const settings = await tess.page.follow('When it comes back');
    const saved = await settings.submit('Save', { ...rhythm, ...more });
    if (!saved.text.includes('Saved.')) throw new Error('The rhythm was not saved');
    return tess;
  }

  const on = (time: string) => {
    site.now = new Date(time);
  };

  async function pair() {
    const [ana, ben] = [await arrive('ana'), await arrive('ben')];
    const { courseId, activityId, personId } = await visitOf(ana);
    await pairUp(site, courseId, [personId, (await visitOf(ben)).personId]);
    on(new Date(site.now.getTime() + 60_000).toISOString());
    return { ana, ben, courseId, activityId, personId };
  }

  async function points(person: Person) {
    const { courseId, activityId, personId } = await visitOf(person);
    return (await site.services.grades.delivery(courseId, activityId, personId))?.given;
  }

  return { arrive, visitOf, weekly, on, pair, points };
}
