import { z } from 'zod';
import { setCompletion } from './access.js';
import { byKey } from './by-key.js';
import type { Moodle } from './moodle.js';
import { enrolmentOf, type Grade, type GradeItem, type SandboxActivity, type State } from './world.js';

/** Scores, overrides, locks, and the completion that follows from them at once (no cron). */

export function itemById(state: State, itemId: string): GradeItem | undefined {
  return state.gradeItems.find((item) => item.id === itemId);
}

/** The column that came with the activity; a second one made by the tool is a manual item. */
export function ownColumn(state: State, activity: SandboxActivity): GradeItem | undefined {
  return state.gradeItems.find(
    (item) => item.type === 'mod' && item.module === activity.module && item.instanceId === activity.instanceId,
  );
}

export function gradeOf(state: State, itemId: string, personId: string): Grade | undefined {
  return byKey(state.grades, (grade) => `${grade.itemId}:${grade.personId}`, `${itemId}:${personId}`);
}

function gradeFor(state: State, itemId: string, personId: string): Grade {
  const existing = gradeOf(state, itemId, personId);
  if (existing) return existing;
  const grade: Grade = {
    itemId,
    personId,
    raw: null,
    final: null,
    feedback: null,
    timeModified: null,
    overriddenAt: null,
    lockedAt: null,
    arrivedAt: null,
  };
  state.grades.push(grade);
  return grade;
}

// PHP's is_numeric: a number, or a string that is one.
const numeric = z
  .union([z.number(), z.string().regex(/^\s*-?\d+(\.\d+)?\s*$/)])
  .transform(Number)
  .nullish();

const isoDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/;

const scoreBody = z.looseObject({
  userId: z.union([z.string(), z.number()]).transform(String),
  timestamp: z.string().regex(isoDate),
  activityProgress: z.unknown().refine((value) => value !== undefined && value !== null),
  gradingProgress: z.unknown().refine((value) => value !== undefined && value !== null),
  scoreGiven: numeric,
  scoreMaximum: numeric,
  comment: z.unknown().optional(),
});

export interface Verdict {
  status: number;
  reason: string;
}

type Score = z.infer<typeof scoreBody>;

/** Takes what the tool posted, as Moodle does: whole seconds, rescaled, erasing unless it is a finished score. */
export async function receiveScore(moodle: Moodle, item: GradeItem, body: string): Promise<Verdict> {
  const score = readScore(moodle, item, body);
  if (!score) return { status: 400, reason: `Incorrect score received${body}` };
  const previous = gradeOf(moodle.state, item.id, score.userId);
  const sentAt = Math.floor(Date.parse(score.timestamp) / 1000);
  if (previous?.timeModified && previous.timeModified >= sentAt) {
    const reason = `Refusing score with an earlier timestamp for item ${item.id} and user ${score.userId}`;
    return { status: 409, reason };
  }
  if (previous?.lockedAt) return { status: 500, reason: 'Internal Server Error' };
  store(moodle, item, gradeFor(moodle.state, item.id, score.userId), score);
  await moodle.save();
  return { status: 200, reason: 'OK' };
}

function readScore(moodle: Moodle, item: GradeItem, body: string): Score | undefined {
  const score = scoreBody.safeParse(jsonOf(body)).data;
  if (!score) return undefined;
  if (isGiven(score) && !score.scoreMaximum) return undefined;
  // Only students are graded; a suspended enrolment still is.
  return enrolmentOf(moodle.state, item.courseId, score.userId)?.role === 'student' ? score : undefined;
}

function isGiven(score: Score): boolean {
  return typeof score.scoreGiven === 'number';
}

/** In the column's own points; null unless the score is finished. */
function rescaled(item: GradeItem, score: Score): number | null {
  if (score.gradingProgress !== 'FullyGraded' || typeof score.scoreGiven !== 'number') return null;
  // Columns of the database keep five decimals.
  return Math.round(((score.scoreGiven * item.maximum) / (score.scoreMaximum ?? 1)) * 1e5) / 1e5;
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function store(moodle: Moodle, item: GradeItem, grade: Grade, score: Score): void {
  const raw = rescaled(item, score);
  const feedback = typeof score.comment === 'string' && score.comment !== '' ? score.comment : null;
  grade.arrivedAt = raw === null ? null : moodle.seconds();
  if (item.type === 'mod') grade.raw = raw;
  if (grade.overriddenAt === null) {
    grade.final = clamped(item, raw);
    grade.feedback = feedback;
    // An erased activity grade forgets its time; a comment alone keeps one; a manual column always has one.
    const erased = item.type === 'mod' && raw === null && feedback === null;
    const sentAt = isGiven(score) ? Math.floor(Date.parse(score.timestamp) / 1000) : moodle.seconds();
    grade.timeModified = erased ? null : sentAt;
  }
  gradeChanged(moodle, item, grade);
}

function clamped(item: GradeItem, raw: number | null): number | null {
  return raw === null ? null : Math.min(Math.max(raw, 0), item.maximum);
}

function gradeChanged(moodle: Moodle, item: GradeItem, grade: Grade): void {
  const activity = moodle.state.activities.find(
    (candidate) => item.type === 'mod' && candidate.module === item.module && candidate.instanceId === item.instanceId,
  );
  if (activity?.completion !== 'grade' && activity?.completion !== 'pass') return;
  const entry = { cmId: activity.cmId, personId: grade.personId, at: moodle.seconds() };
  if (grade.final === null) setCompletion(moodle.state, { ...entry, state: 0 });
  else if (activity.completion === 'grade') setCompletion(moodle.state, { ...entry, state: 1 });
  else setCompletion(moodle.state, { ...entry, state: grade.final >= (item.pass ?? item.maximum) ? 2 : 3 });
}

/** The teacher's own value in the gradebook; null gives the tool's value back, where the column keeps both. */
export async function overrideGrade(
  moodle: Moodle,
  item: GradeItem,
  change: { personId: string; value: number | null; feedback?: string },
): Promise<void> {
  const grade = gradeFor(moodle.state, item.id, change.personId);
  if (change.value === null) {
    grade.overriddenAt = null;
    if (item.type === 'mod') grade.final = clamped(item, grade.raw);
  } else {
    // grade_item::is_overridable_item: a manual column has no override, its final grade is simply another.
    grade.overriddenAt = item.type === 'mod' ? moodle.seconds() : null;
    grade.timeModified = moodle.seconds();
    grade.final = clamped(item, change.value);
    if (change.feedback !== undefined) grade.feedback = change.feedback;
  }
  gradeChanged(moodle, item, grade);
  await moodle.save();
}

export async function lockGrade(moodle: Moodle, item: GradeItem, personId: string, locked: boolean): Promise<void> {
  gradeFor(moodle.state, item.id, personId).lockedAt = locked ? moodle.seconds() : null;
  await moodle.save();
}

/** A grade that Moodle itself gave (a quiz, an assignment), or a world set up for a test. */
export async function giveGrade(moodle: Moodle, item: GradeItem, personId: string, value: number): Promise<void> {
  const grade = gradeFor(moodle.state, item.id, personId);
  Object.assign(grade, { raw: value, final: value, timeModified: moodle.seconds() });
  gradeChanged(moodle, item, grade);
  await moodle.save();
}

export async function recordView(moodle: Moodle, activity: SandboxActivity, personId: string): Promise<void> {
  if (activity.completion !== 'view') return;
  setCompletion(moodle.state, { cmId: activity.cmId, personId, state: 1, at: moodle.seconds() });
  await moodle.save();
}
