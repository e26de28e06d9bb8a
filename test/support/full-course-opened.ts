/** A full course, and one person of each role who has just arrived in it. */
import type { Connection } from 'mongoose';
import { everything } from '../../src/kept/changes.store.js';
import type { Role } from '../../src/web/permissions.js';
import { externalId, fillCourse, type FullCourse } from './full-course.js';
import type { Person, TestSite } from './site.js';

export interface OpenedCourse {
  course: FullCourse;
  people: Record<Role, Person>;
  staffIds: { teacher: string; assistant: string };
  arrive(person: string, kind: string, role?: 'teacher' | 'learner'): Promise<Person>;
  /** Raised by the learner, read by the assistant and the teacher. */
  concernId: string;
  /** Of the teacher. */
  contactId: string;
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
  const ids = {
    teacher: (await visitOf(people.teacher)).personId,
    assistant: (await visitOf(people.assistant)).personId,
  };
  return { course, people, arrive, staffIds: ids, ...(await tellConcern(people, ids)) };
}

async function tellConcern(people: Record<Role, Person>, ids: { teacher: string; assistant: string }) {
  for (const who of [ids.teacher, ids.assistant]) {
    const form = await people.teacher.get('/concerns/contacts/new');
    await form.submit('Save', { who, topics: 'proposed-1' });
  }
  const contact = (await people.teacher.get('/concerns/contacts')).$('a[href*="/contacts/one/"]').attr('href') ?? '';
  const write = await people.learner.get('/concerns/new?topic=proposed-1&urgency=days');
  const sent = await write.submit(write.$('.btn-primary').text().trim(), { words: 'It is too much.' });
  const concernId = /^\/concern\/([\w-]+)/.exec(sent.path)?.[1];
  if (concernId === undefined) throw new Error(`no concern was taken: ${sent.title}`);
  return { concernId, contactId: contact.split('/').at(-1) ?? '' };
}
