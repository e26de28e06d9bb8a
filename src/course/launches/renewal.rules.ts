/**
 * Moodle's *Reset* keeps a course and its activities and takes the people out; no message says so. It is told from the
 * roster: nearly all who were there have left. Who came after them is the new term.
 */
import { after, day } from '../../shared/clock.js';

export interface Enrolled {
  status: 'active' | 'left';
  joinedAt: Date;
}

export interface Departure {
  gone: number;
  stayed: number;
}

const fewestGone = 3;
const shareGone = 0.8;

/**
 * Learners who have left, and those of their time who have not. Two complete syncs have to agree before anybody counts
 * as gone, so a hiccup of the platform is none.
 */
export function departure(learners: readonly Enrolled[]): Departure {
  const left = learners.filter(({ status }) => status === 'left');
  const last = Math.max(0, ...left.map(({ joinedAt }) => joinedAt.getTime()));
  const stayed = learners.filter(({ status, joinedAt }) => status === 'active' && joinedAt.getTime() <= last);
  return { gone: left.length, stayed: stayed.length };
}

/** @param accepted how many had left when a teacher said that the course goes on */
export function looksReset({ gone, stayed }: Departure, accepted: number): boolean {
  const since = gone - accepted;
  return since >= fewestGone && since / (since + stayed) >= shareGone;
}

/** Until when a fresh start can be taken back. */
export function undoUntil(startedAt: Date): Date {
  return after(startedAt, day);
}
