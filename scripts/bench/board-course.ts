/** A course of any size for the benchmark of the board: people with profiles, written past the services, which would take minutes. */
import type { Connection } from 'mongoose';
import type { ProfileAnswers } from '../../src/pairing/intake/profile.js';
import { toRow } from '../../src/pairing/intake/rows.rules.js';
import { seededRandom, type Random } from '../../src/shared/random.js';

export interface Size {
  /** Also the course's id on the platform. */
  name: string;
  mode: 'mentoring' | 'peers';
  mentors: number;
  others: number;
}

const topics = ['Academic writing', 'Preparing for exams', 'Planning my time', 'Statistics'];
const zones = ['Europe/London', 'Europe/Vienna', 'America/New_York', 'Asia/Tokyo'];
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const written = 'Something that a person says about what they would like to reach this term. '.repeat(3);

export function idsOf({ name, mentors, others }: Size): string[] {
  return Array.from({ length: mentors + others }, (_, index) => `${name}-${String(index).padStart(5, '0')}`);
}

export async function fillCourse(connection: Connection, courseId: string, size: Size, now: Date): Promise<void> {
  const random = seededRandom(1);
  // SAFETY: these collections have ids that are text.
  const into = (name: string) => connection.collection<{ _id: string }>(name);
  const ids = idsOf(size);
  const people = ids.map((id, index) => ({
    ...{ _id: id, courseId, externalId: id, name: `Person ${String(index)}`, rosterRole: 'learner', status: 'active' },
    ...{ absences: 0, locale: 'en', joinedAt: now, groupIds: [`g${String(index % 12)}`], groupsKnownAt: now },
  }));
  const profiles = ids.map((id, index) => ({
    ...{ _id: `${id}-profile`, courseId, personId: id, steps: [], scoredFor: [] },
    ...toRow(answersOf(random, index < size.mentors)),
    ...{ shares: ['goals'], completedAt: now, changedAt: now },
  }));
  const choices = ids.map((id, index) => {
    const ranked = [1, 2, 3].map((step) => ids[(index * 7 + step * 13) % ids.length] ?? '');
    return { _id: `${id}-choice`, courseId, personId: id, listed: index % 3 === 0, ranked };
  });
  for (let from = 0; from < ids.length; from += 1000) {
    await into('people').insertMany(people.slice(from, from + 1000));
    await into('profiles').insertMany(profiles.slice(from, from + 1000));
    await into('choices').insertMany(choices.slice(from, from + 1000));
  }
}

function answersOf(random: Random, isMentor: boolean): ProfileAnswers & Record<string, unknown> {
  const some = (list: readonly string[], share = 0.4) => list.filter(() => random() < share);
  const one = <One>(list: readonly One[]) => list[Math.floor(random() * list.length)] as One;
  return {
    ...{ roleWish: isMentor ? 'mentor' : 'mentee', goals: written, helpWith: written },
    stage: undefined as never,
    ...{ channel: one(['video', 'chat', 'forum'] as const), timeZone: one(zones), format: 'either' },
    ...{ constraints: undefined as never, maxMentees: undefined as never },
    ...{ strong: some(topics), wanted: some(topics), languages: ['en', ...some(['de', 'fr'])] },
    availability: days.flatMap((day) => some([9, 12, 15, 18, 19, 20].map((hour) => `${day}-${String(hour)}`))),
    ...{ confidence: Object.fromEntries(topics.map((topic) => [topic, one([1, 2, 3, 4] as const)])), style: {} },
  };
}
