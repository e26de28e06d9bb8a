/** A full course, and one person of each role who has just arrived in it. */
import type { Connection } from 'mongoose';
import { everything } from '../../src/kept/changes.store.js';
import type { Role } from '../../src/web/permissions.js';
import { externalId, fillCourse, type FullCourse } from './full-course.js';
import type { Person, TestSite } from './site.js';

export interface OpenedCourse {
  course: FullCourse;
  people: Record<Role, Person>;
  arrive(person: string, kind: string, role?: 'teacher' | 'learner'): Promise<Person>;
}

/** The learner is the fourth one, a mentee of the third. */
export async function openFullCourse(
  site: TestSite,
  connection: Connection,
  { name, size }: { name: string; size: number },
): Promise<OpenedCourse> {
  const arrive = (person: string, kind: string, role: 'teacher' | 'learner' = 'teacher') =>
    site.arrive({ person, role, kind, course: name });
  const visitOf = async ({ visitPath }: Person) => {
    const found = await site.services.visits.find(visitPath.split('/')[2] ?? '', site.now);
    if (!found) throw new Error(`no visit at ${visitPath}`);
    return found.visit;
  };
  const activityOf = async (kind: string) => (await visitOf(await arrive('tess', kind))).activityId;
  const activities = {
    intake: await activityOf('intake'),
    checkin: await activityOf('checkin'),
    'peer-review': await activityOf('peer-review'),
    gate: await activityOf('gate'),
  };
  const { courseId } = await visitOf(await arrive('tess', 'mentoring'));
  const course: FullCourse = { courseId, size, now: site.now, activities };
  await fillCourse(connection, course);
  await connection.model('Person').updateOne({ courseId, externalId: 'tess' }, { rosterRole: 'teacher' });
  await arrive('anna', 'mentoring');
  await connection.model('Person').updateOne({ courseId, externalId: 'anna' }, { rosterRole: 'learner' });
  await site.services.changes.note(courseId, everything, 'all');
  const people = {
    learner: await arrive(externalId(3), 'mentoring', 'learner'),
    assistant: await arrive('anna', 'mentoring'),
    teacher: await arrive('tess', 'mentoring'),
  };
  return { course, people, arrive };
}
