/** What the demonstration's learners say of themselves: most answer most questions, nobody all of them. */
import { dayParts, partOf, weekFrom } from '../src/pairing/intake/availability.rules.js';
import {
  channels,
  meetingFormats,
  type Confidence,
  type ProfileAnswers,
  type Questions,
  type RoleWish,
  weekdays,
  type Share,
  type StyleLevel,
} from '../src/pairing/intake/profile.js';
import { seededRandom, shuffled, type Random } from '../src/shared/random.js';
import type { Services } from '../src/services.js';

function someOf<Item>(items: readonly Item[], most: number, random: Random): Item[] {
  return shuffled(items, random).slice(0, 1 + Math.floor(random() * most));
}

/** One university, and three who are elsewhere this term: by the place among the learners. */
const atHome = ['Europe/Vienna', 'de'] as const;
const elsewhere = new Map<number, readonly [zone: string, language: string]>([
  [3, ['Europe/Lisbon', 'pt']],
  [9, ['Africa/Dakar', 'fr']],
  [15, ['America/Sao_Paulo', 'pt']],
]);

const goals = [
  'Pass the exam in February without learning by heart.',
  'Understand regression well enough to use it in my thesis.',
  'Get into a rhythm: two evenings a week.',
  'Read an article and know whether its numbers hold.',
  'Be able to explain what I do to somebody else.',
];

const helps = [
  'Setting up R and reading its error messages.',
  'Making a plan for a week and keeping it.',
  'English or French, also for texts.',
  'Finding your way around the library and the course pages.',
];

const constraints = ['No evenings before 20:00, I look after children.', 'A slow connection: no video, please.'];

const stages = [
  'Module 1: Describing data',
  'Module 2: Chance',
  'Module 3: Samples and estimates',
  'Module 4: Tests',
  'Module 5: Regression',
];

type OneOf = <Item>(items: readonly [Item, ...Item[]]) => Item;

const everyPart = weekdays.flatMap((day) => dayParts.map((part) => partOf(day, part)));

function answersOf(questions: Questions, place: number, random: Random): ProfileAnswers & { shares: Share[] } {
  const { topics, style } = questions;
  const pick: OneOf = (items) => items[Math.floor(random() * items.length)] ?? items[0];
  const said = (share: number): boolean => random() < share;
  const strong = someOf(topics, 3, random);
  const wanted = someOf(topics, 3, random).filter((topic) => !strong.includes(topic));
  const level = (topic: string): Confidence => (strong.includes(topic) ? pick([3, 4, 4]) : pick([1, 1, 2, 3]));
  const rated = topics.filter((topic) => strong.includes(topic) || wanted.includes(topic) || said(0.3));
  const [timeZone, language] = elsewhere.get(place) ?? atHome;
  const roleWish = pick<RoleWish>(['mentor', 'mentor', 'mentee', 'mentee', 'either', 'either', 'both']);
  const free = said(0.85) ? weekFrom([], someOf(everyPart, 8, random)) : [];
  return {
    roleWish,
    ...(said(0.8) && { goals: pick([goals[0] ?? '', ...goals]) }),
    ...(questions.stages.length > 0 && said(0.9) && { stage: shuffled(questions.stages, random)[0] ?? '' }),
    confidence: Object.fromEntries(rated.map((topic) => [topic, level(topic)])),
    strong,
    wanted,
    ...(said(0.6) && { helpWith: pick([helps[0] ?? '', ...helps]) }),
    ...(said(0.9) && { channel: pick(channels) }),
    timeZone,
    languages: [...new Set(['en', language])],
    availability: free,
    ...(said(0.8) && { format: pick(meetingFormats) }),
    ...(said(0.15) && { constraints: pick([constraints[0] ?? '', ...constraints]) }),
    style: Object.fromEntries(
      style.filter(() => said(0.8)).map(({ id }) => [id, pick<StyleLevel>([1, 2, 3, 3, 4, 4, 5])]),
    ),
    ...(roleWish !== 'mentee' && { maxMentees: pick([1, 2, 2, 3]) }),
    shares: ['commonHours' as const],
  };
}

/** Asks Moodle who is in the course and fills in the profiles of its learners but for the first ones; yields how many. */
export async function fillProfiles(
  { roster, intake }: Pick<Services, 'roster' | 'intake'>,
  courseId: string,
  { now, leftForYou }: { now: Date; leftForYou: number },
): Promise<number> {
  const random = seededRandom(7);
  const read = await roster.refresh(courseId, { now, force: true });
  if (!read.ok && read.failure.code !== 'busy_here')
    throw new Error(`The roster could not be read: ${read.failure.code}`);
  await intake.saveQuestions(courseId, { stages });
  const questions = await intake.questions(courseId);
  const learners = (await roster.learners(courseId)).slice(leftForYou);
  for (const [place, { personId }] of learners.entries()) {
    const saved = await intake.saveProfile({ courseId, personId }, answersOf(questions, place, random), now);
    if (!saved.ok) throw new Error('A profile was refused');
  }
  return learners.length;
}
