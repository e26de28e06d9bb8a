/**
 * A course of any size in the middle of its term, written straight into the store: people with profiles, pairs that run
 * and a draft that waits, check-ins, a peer review, scores and what Moodle said. The same every time.
 */
import type { Connection } from 'mongoose';
import type { DraftAnswers } from '../../src/pairing/intake/draft-profile.js';
import { toRow } from '../../src/pairing/intake/rows.rules.js';
import type { DraftPair } from '../../src/pairing/words/draft.js';
import { defaultSetup } from '../../src/pairing/words/setup.js';
import { memberKey } from '../../src/mentoring/mentorships/mentorships.rules.js';
import { day } from '../../src/shared/clock.js';
import { personId, reviewsOf, submissionId, type Cast } from './full-course-reviews.js';
import { readingRows } from './full-course-readings.js';
import { goalId, sessionId, sessionsOf } from './full-course-sessions.js';

export interface FullCourse extends Cast {
  /** Learners; one in two mentors the other one. */
  size: number;
  /** By kind. */
  activities: Readonly<Record<'intake' | 'checkin' | 'peer-review' | 'gate', string>>;
}

export const idsIn = {
  person: personId,
  submission: submissionId,
  pair: ({ courseId }: Cast, index: number) => `${courseId}-pair-${String(index)}`,
  draftPair: ({ courseId }: Cast, index: number) => `${courseId}-next-${String(index)}`,
  mentorship: ({ courseId }: Cast, index: number) => `${courseId}-mentorship-${String(index)}`,
  invitation: ({ courseId }: Cast) => `${courseId}-invitation`,
  session: sessionId,
  goal: goalId,
};

type Row = Record<string, unknown>;

/** One command's worth. */
const batch = 1000;

export async function fillCourse(connection: Connection, course: FullCourse): Promise<void> {
  const learners = Array.from({ length: course.size }, (_, index) => index);
  const rows: [model: string, rows: Row[]][] = [
    ['Person', learners.map((index) => personRow(course, index))],
    ['Profile', learners.map((index) => profileRow(course, index))],
    ['Checkin', learners.filter((index) => index % 5 !== 0).map((index) => checkinRow(course, index))],
    ['Delivery', learners.flatMap((index) => deliveryRows(course, index))],
    ['FitEntry', learners.filter((index) => index % 4 === 0).map((index) => fitRow(course, index))],
    ['Pause', learners.filter((index) => index % 40 === 7).map((index) => pauseRow(course, index))],
    ['Choice', learners.map((index) => choiceRow(course, index))],
    ['Mentorship', pairsOf(course).map((_, index) => mentorshipRow(course, index))],
    ['PairingHistory', learners.map((index) => historyRow(course, index))],
    ['ProgressReading', readingRows(course)],
    ['Draft', draftRows(course)],
    ['Round', [roundRow(course)]],
    ['PairingSetup', [setupRow(course)]],
    ['Invitation', [invitationRow(course)]],
    ...sessionsOf(course, pairsOf(course)),
    ...reviewsOf(course, course.activities['peer-review'], learners),
  ];
  for (const [model, all] of rows) {
    const collection = connection.model(model).collection;
    for (let from = 0; from < all.length; from += batch) {
      // SAFETY: the collections of these models have ids that are text.
      await collection.insertMany(all.slice(from, from + batch), { ordered: false });
    }
  }
}

function personRow(course: FullCourse, index: number): Row {
  const { courseId, now } = course;
  return {
    ...{ _id: personId(course, index), courseId, externalId: externalId(index), name: `Person ${String(index)} Able` },
    ...{ rosterRole: 'learner', launchRole: 'learner', status: 'active', absences: 0, locale: 'en' },
    ...{ joinedAt: before(now, 60), groupIds: [`g${String(index % 12)}`], groupsKnownAt: before(now, 60) },
  };
}

/** Of the platform, for a launch of this learner. */
export function externalId(index: number): string {
  return `p-${String(index).padStart(5, '0')}`;
}

function profileRow(course: FullCourse, index: number): Row {
  const topics = ['Academic writing', 'Preparing for exams', 'Planning my time', 'Statistics'];
  const answers: DraftAnswers = {
    ...{ roleWish: isMentor(index) ? 'mentor' : 'mentee', goals: 'To understand what I read.', helpWith: 'Writing' },
    ...{ channel: 'video', timeZone: 'Europe/Vienna', format: 'either', languages: ['en'], style: {} },
    ...{ strong: [topics[index % 4] ?? ''], wanted: [topics[(index + 1) % 4] ?? ''], confidence: {} },
    availability: ['mon-18', 'tue-18'],
  };
  return {
    ...{ _id: `${personId(course, index)}-profile`, courseId: course.courseId, personId: personId(course, index) },
    ...{ stage: null, constraints: null, maxMentees: null, steps: [], scoredFor: [course.activities.intake] },
    ...toRow(answers),
    ...{ shares: ['goals'], completedAt: before(course.now, 40), changedAt: before(course.now, 40) },
  };
}

function isMentor(index: number): boolean {
  return index % 2 === 0;
}

function checkinRow(course: FullCourse, index: number): Row {
  const help = index % 50 === 1 ? 'teacher' : 'no';
  return {
    ...{ _id: `${personId(course, index)}-checkin`, courseId: course.courseId, personId: personId(course, index) },
    ...{
      ...{ activityId: course.activities.checkin, occurrence: 'once', form: 'learner', help },
      answers: [
        { key: 'mood', kind: 'mood', text: '4', readers: 'partners' },
        { key: 'obstacle', kind: 'text', text: 'Time', readers: 'partners' },
        { key: 'step', kind: 'text', text: 'Read a chapter', readers: 'partners' },
        { key: 'help', kind: 'help', text: help, readers: 'partners' },
      ],
    },
    ...{ sentAt: before(course.now, 1), scoredAt: before(course.now, 1) },
  };
}

function deliveryRows(course: FullCourse, index: number): Row[] {
  const { intake, checkin } = course.activities;
  const wanted = index % 5 === 0 ? [intake] : [intake, checkin];
  return wanted.map((activityId) => ({
    ...{ _id: `${personId(course, index)}-${activityId}`, courseId: course.courseId, activityId },
    ...{ personId: personId(course, index), given: 100, maximum: 100, recordedAt: before(course.now, 1) },
    ...{ wanted: 1, attempts: 1, claims: 1, claimedUntil: new Date(0) },
    ...(index % 25 === 3
      ? { state: 'refused', failure: { code: 'not_enrolled' } }
      : { state: 'delivered', deliveredAt: before(course.now, 1) }),
  }));
}

function fitRow(course: FullCourse, index: number): Row {
  return {
    ...{ _id: `${personId(course, index)}-fit`, courseId: course.courseId, personId: personId(course, index) },
    ...{ pairId: idsIn.pair(course, Math.floor(index / 2)), since: before(course.now, 20), occasion: 'first' },
    said: { answer: index % 16 === 0 ? 'not' : 'well', at: before(course.now, 2) },
  };
}

function pauseRow(course: FullCourse, index: number): Row {
  const span = { from: before(course.now, 1), until: before(course.now, -5) };
  const partner = personId(course, isMentor(index) ? index + 1 : index - 1);
  return {
    ...{ _id: `${personId(course, index)}-pause`, courseId: course.courseId, personId: personId(course, index) },
    ...{ revision: 1, last: { ...span, zone: 'Europe/Vienna', withIds: [partner] }, past: [] },
  };
}

function choiceRow(course: FullCourse, index: number): Row {
  const ranked = [1, 2, 3].map((step) => personId(course, (index + 2 * step + 1) % course.size));
  return { _id: `${personId(course, index)}-choice`, ...whose(course, index), listed: true, ranked };
}

function whose(course: FullCourse, index: number): Row {
  return { courseId: course.courseId, personId: personId(course, index) };
}

function historyRow(course: FullCourse, index: number): Row {
  return {
    ...{ _id: `${personId(course, index)}-deed`, courseId: course.courseId, at: before(course.now, 20) },
    ...{ by: personId(course, 0), deed: 'locked', personIds: [personId(course, index)] },
  };
}

/** Mentor and mentee, by index; the last mentee of all is in none. */
function pairsOf({ size }: FullCourse): [number, number][] {
  const all = Array.from({ length: Math.floor(size / 2) }, (_, pair): [number, number] => [2 * pair, 2 * pair + 1]);
  return all.slice(0, -1);
}

function draftRows(course: FullCourse): Row[] {
  const { courseId, now } = course;
  const left = [course.size - 2, course.size - 1].map((index) => personId(course, index));
  const pairs = (idOf: (course: Cast, index: number) => string) =>
    pairsOf(course).map(([mentor, mentee], index): DraftPair => ({
      ...{ pairId: idOf(course, index), members: [personId(course, mentor), personId(course, mentee)] },
      ...{ score: 60_000 + (index % 30) * 1000, since: before(now, 20) },
      runnerUps: [1, 2].map((step) => ({
        personId: personId(course, (mentor + 2 * step) % course.size),
        score: 50_000,
      })),
    }));
  const shared = {
    ...{ courseId, form: 'mentoring', setup: defaultSetup, revision: 0, madeBy: left[0], proven: true, deeds: [] },
    unpaired: left.map((id, index) => ({
      personId: id,
      reason: 'nobodyLeft',
      side: index === 0 ? 'mentor' : 'mentee',
    })),
  };
  const offered = {
    ...{ pairId: `${courseId}-offered`, members: invitedIn(course), score: 40_000, runnerUps: [] },
    ...{ since: before(now, 1), invitationId: idsIn.invitation(course) },
  };
  return [
    {
      ...{ _id: `${courseId}-published`, ...shared, state: 'closed', madeAt: before(now, 20), invites: true },
      pairs: [...pairs(idsIn.pair), offered],
    },
    {
      ...{ _id: `${courseId}-next`, ...shared, state: 'ready', madeAt: before(now, 1), around: 'most' },
      ...{ basis: `${courseId}-published`, pairs: pairs(idsIn.draftPair) },
    },
  ];
}

function setupRow({ courseId }: FullCourse): Row {
  return { _id: `${courseId}-setup`, courseId, setup: { ...defaultSetup, mode: 'choices' } };
}

function roundRow({ courseId, now }: FullCourse): Row {
  const draftId = `${courseId}-published`;
  return {
    ...{ _id: `${courseId}-round`, courseId, draftId: `${courseId}-next`, publishedDraftId: draftId },
    ...{ publishedAt: before(now, 20), publishedBy: 'tess', previousDraftId: null, undoUntil: null, deeds: [] },
    ...{ published: [{ draftId, publicationId: draftId }], materialised: true, moves: 1 },
  };
}

function mentorshipRow(course: FullCourse, index: number): Row {
  const { courseId, now } = course;
  const [mentor, mentee] = [personId(course, 2 * index), personId(course, 2 * index + 1)];
  const roles = { mentorIds: [mentor], menteeIds: [mentee], peerIds: [] };
  return {
    ...{ _id: idsIn.mentorship(course, index), courseId, roundId: `${courseId}-round`, form: 'mentoring', ...roles },
    ...{ memberKey: memberKey(roles), memberIds: [mentor, mentee], draftIds: [`${courseId}-published`] },
    ...{ startedAt: before(now, 20), endedAt: null },
  };
}

/** The mentee of the second pair is invited to another mentor as well. */
function invitationRow(course: FullCourse): Row {
  return {
    ...{ _id: idsIn.invitation(course), courseId: course.courseId, memberIds: invitedIn(course), deeds: [] },
    ...{ invitedAt: before(course.now, 1), dueAt: before(course.now, -2), open: 2, declined: false, settledAt: null },
    ...{ answers: {}, publicationId: `${course.courseId}-published` },
  };
}

function invitedIn(course: FullCourse): string[] {
  return [personId(course, course.size - 2), personId(course, 3)];
}

function before(now: Date, days: number): Date {
  return new Date(now.getTime() - days * day);
}
