/** Who asks what in the load benchmark: of 100 operations so many of each. */
import { join } from 'node:path';
import { loadRubrics } from '../../src/peer-review/peer-review.settings.js';
import { seededRandom } from '../../src/shared/random.js';
import { idsIn } from '../../test/support/full-course.js';
import { ask, type Inside } from './load-visits.js';

export interface Learner extends Inside {
  /** What they answer to a check-in. */
  checkin: Readonly<Record<string, string>>;
}

export interface Crowd {
  courseId: string;
  size: number;
  activities: Readonly<Record<string, string>>;
  /** By their place in the course, from 0. */
  learners: readonly Learner[];
  teacher: Inside;
  /** A whole launch of this learner. */
  arrive(index: number): Promise<unknown>;
  /** Makes these reviews unsent. */
  reopen(ids: readonly string[]): Promise<unknown>;
}

export type Operation = (turn: number) => Promise<unknown>;

const [rubric] = loadRubrics(join(import.meta.dirname, '../../config/templates/rubrics'));
const review = {
  ...Object.fromEntries(rubric.criteria.map(({ criterionId }) => [`level-${criterionId}`, '1'])),
  ...Object.fromEntries(
    rubric.criteria.map(({ criterionId }) => [`comment-${criterionId}`, 'Say why the sample is so small.']),
  ),
  overall: 'Clear, and well ordered.',
};
/** Reviews that are not sent, so that drafts are never of one that is. */
const keptBack = 16;
const own = { mood: '4', obstacle: 'Time', saw: 'Good questions', step: 'Read a chapter', help: 'no' };
/** Whatever a check-in may ask; who mentors some and is helped by others is asked as both. */
const checkin: Readonly<Record<string, string>> = {
  ...own,
  ...Object.fromEntries(Object.entries(own).map(([key, value]) => [`as-mentor-${key}`, value])),
};

/** The questions of a check-in differ from learner to mentor. */
export async function answering(person: Inside, activity: string): Promise<Learner> {
  const { body } = await ask(person, `/checkins/${activity}?change=1`);
  const asked = Object.entries(checkin).filter(([key]) => body.includes(`name="${key}"`));
  return { ...person, checkin: Object.fromEntries(asked) };
}

/** Reviews that the learners who are inside have still to send. */
function openReviews({ learners, size, courseId }: Crowd): { reviewer: number; id: string }[] {
  const authors = Array.from({ length: size }, (_, index) => index).filter((index) => index % 10 !== 9);
  return learners.flatMap((_, reviewer) => {
    const at = authors.indexOf(reviewer);
    if (at < 0 || reviewer % 2 === 1) return [];
    return [1, 2, 3].map((step) => {
      const work = idsIn.submission({ courseId, now: new Date() }, authors[(at + step) % authors.length] ?? 0);
      return { reviewer, id: `${work}-by-${String(reviewer)}` };
    });
  });
}

/** What the operations do, by name, with how many of 100 they are. */
export function mixOf(crowd: Crowd): Readonly<Record<string, { share: number; run: Operation }>> {
  const { learners, teacher, activities } = crowd;
  const learner = (turn: number) => learners[turn % learners.length] as Learner;
  const all = openReviews(crowd);
  const half = Math.ceil(all.length / 2);
  const halves = [all.slice(0, half), all.slice(half)];
  let left: typeof all = [];
  let opened: Promise<unknown> = Promise.resolve();
  // As a browser does: one write of a review after the other, each knowing of those before.
  const writings = new Map<string, Promise<number>>();
  const [checkins, reviews] = [`/checkins/${activities.checkin ?? ''}`, `/reviews/${activities['peer-review'] ?? ''}`];

  async function onReview(act: 'page' | 'draft' | 'send', turn: number) {
    // The other half is opened again: of this one some may be on their way.
    if (left.length <= keptBack) {
      halves.reverse();
      left = [...(halves[0] ?? [])];
      for (const { id } of left) writings.delete(id);
      opened = crowd.reopen(left.map(({ id }) => id));
    }
    const found = act === 'send' ? left.shift() : left.at(-1 - (turn % keptBack));
    if (!found) throw new Error('No review is open');
    await opened;
    const path = `${reviews}/of/${found.id}`;
    if (act === 'page') return ask(learner(found.reviewer), path);
    const written = (writings.get(found.id) ?? Promise.resolve(0)).then(async (seen) => {
      const target = act === 'draft' ? `${path}/draft` : path;
      await ask(learner(found.reviewer), target, { ...review, seen: String(seen) });
      return seen + 1;
    });
    writings.set(found.id, written);
    return written;
  }

  return {
    launch: { share: 14, run: (turn) => crowd.arrive(turn % learners.length) },
    'learner home': { share: 20, run: (turn) => ask(learner(turn), '/mentoring') },
    'check-in page': { share: 10, run: (turn) => ask(learner(turn), `${checkins}?change=1`) },
    'check-in send': { share: 15, run: (turn) => ask(learner(turn), checkins, learner(turn).checkin) },
    'review draft': { share: 4, run: (turn) => onReview('draft', turn) },
    'review send': { share: 8, run: (turn) => onReview('send', turn) },
    'review page': { share: 6, run: (turn) => onReview('page', turn) },
    'teacher home': { share: 8, run: () => ask(teacher, '/mentoring') },
    people: { share: 5, run: () => ask(teacher, '/roster') },
    pairs: { share: 5, run: () => ask(teacher, '/pairing') },
    grades: { share: 5, run: () => ask(teacher, '/grades') },
  };
}

/** Names of 100 operations in an order that is the same every time. */
export function hundredOf(mix: ReturnType<typeof mixOf>): string[] {
  const random = seededRandom(1);
  const all = Object.entries(mix).flatMap(([name, { share }]) => Array.from({ length: share }, () => name));
  return all
    .map((name) => ({ name, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ name }) => name);
}
