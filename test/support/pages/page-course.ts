/** The course whose pages are measured: 16 mentees and 9 mentors with profiles, of whom 15 pairs come and one stays alone. */
import type { ProfileAnswers } from '../../../src/pairing/intake/profile.js';
import { seededRandom, type Random } from '../../../src/shared/random.js';
import { answers } from '../../pairing/people.js';
import type { LaunchWish } from '../launches.js';
import type { Person, TestSite } from '../site.js';

const mentors = ['Karl Meyer', 'Marco Conti', 'Priya Raman', 'Mei Lin', 'Amara Diallo', 'Jonas Weber', 'Lena Larsen'];
const moreMentors = ['Nora Nguyen', 'Olena Shevchenko'];
const mentees = [
  'Jane O’Neill',
  'Ema Novak',
  'Felipe Souza',
  'Daiki Tanaka',
  'Grace Okoro',
  'Ana Álvarez',
  'Ben Baker',
];
const moreMentees = ['Hana Kim', 'Ibrahim Haddad', 'Mateo García', 'Quentin Baptiste', 'Rosa Jiménez', 'Sami Virtanen'];
const lastMentees = ['Thandiwe Nkosi', 'Wei Zhang'];
/** Speaks no language with anybody. */
const alone = 'Chloé Dubois';

const topics = ['Academic writing', 'Preparing for exams', 'Planning and time', 'Programming and data'];
const days = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** Works in the course; a browser that is launched as this person is hers. */
export const teacherOf = (course: string): LaunchWish => ({
  person: 'tess',
  name: 'Mira Lind',
  role: 'teacher',
  course,
});

export async function openPageCourse(site: TestSite, course: string): Promise<{ courseId: string; teacher: Person }> {
  const random = seededRandom(3);
  const everybody: [string, ProfileAnswers][] = [
    ...[...mentors, ...moreMentors].map((name): [string, ProfileAnswers] => [name, profileOf(random, 'mentor')]),
    ...[...mentees, ...moreMentees, ...lastMentees].map((name): [string, ProfileAnswers] => [
      name,
      profileOf(random, 'mentee'),
    ]),
    [alone, { ...profileOf(random, 'mentee'), languages: ['fr'] }],
  ];
  for (const [name, said] of everybody) {
    const person = name.toLowerCase().replace(/[^a-z]+/g, '-');
    const learner = await site.arrive({ person, name, course });
    const saved = await site.services.intake.saveProfile(await whoIs(site, learner), said, site.now);
    if (!saved.ok) throw new Error(`${name} answers what the course does not ask`);
  }
  const teacher = await site.arrive(teacherOf(course));
  return { courseId: (await whoIs(site, teacher)).courseId, teacher };
}

/** Until its pairs can be seen. */
export async function makeDraft(site: TestSite, teacher: Person): Promise<void> {
  await (await teacher.get('/pairing')).submit('Make the draft', { mode: 'mentoring', capacity: '2' });
  await site.services.pairing.settled();
}

async function whoIs(site: TestSite, { visitPath }: Person) {
  const found = await site.services.visits.find(visitPath.split('/')[2] ?? '', site.now);
  if (!found) throw new Error(`no visit at ${visitPath}`);
  return { courseId: found.visit.courseId, personId: found.visit.personId };
}

function profileOf(random: Random, roleWish: 'mentor' | 'mentee'): ProfileAnswers {
  const some = <One>(list: readonly One[], share: number) => list.filter(() => random() < share);
  const one = <One>(list: readonly One[]) => list[Math.floor(random() * list.length)] as One;
  const some2 = some(topics, 0.5);
  const hours = days.flatMap((day) => some([9, 12, 17, 18, 19], 0.5).map((hour) => `${day}-${String(hour)}`));
  return answers({
    roleWish,
    ...(roleWish === 'mentor' ? { strong: some2 } : { wanted: some2 }),
    ...{ languages: ['en', ...some(['de', 'es'], 0.3)], channel: one(['video', 'chat', 'forum'] as const) },
    ...{ timeZone: 'Europe/Vienna', availability: hours.length === 0 ? ['mon-18'] : hours, format: 'either' },
  });
}
