import { after, day } from '../../../src/shared/clock.js';
import type { TestSite } from '../../support/site.js';
import { courseOn } from './course.js';

const began = new Date('2026-11-23T09:00:00Z');

export const question = (name: string) => `How is it going with ${name} Example?`;
export const answerAbout = (name: string) => `Send my answer: ${name} Example`;

export const four = {
  amara: { roleWish: 'mentor', strong: ['Academic writing'], languages: ['en'] },
  jonas: { roleWish: 'mentor', strong: ['Preparing for exams'], languages: ['en'] },
  ana: { roleWish: 'mentee', wanted: ['Academic writing'], languages: ['en'] },
  ben: { roleWish: 'mentee', wanted: ['Preparing for exams'], languages: ['en'] },
} as const;
export const cleo = { cleo: { roleWish: 'mentor', strong: ['Academic writing'], languages: ['en'] } } as const;

/** A course whose pairs began on day 0. */
export function fitCourse(site: TestSite, number: string) {
  site.now = began;
  const course = courseOn(site, number);
  return {
    ...course,
    onDay(days: number): void {
      site.now = after(began, days * day);
    },
    home: async (person: string) => (await course.arrive(person)).page,
    teacher: () => course.arrive('tess', 'teacher'),
    async paired(): Promise<void> {
      await course.people(four);
      await course.publish();
    },
  };
}
