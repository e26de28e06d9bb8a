import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Message } from './claims.js';
import type { Moodle } from './moodle.js';
import { personById } from './moodle.js';
import type { SandboxPerson, SignedIn } from './world.js';

/** The sandbox's own sign-in: who sits at this browser, and which launches it began. */
export const cookieName = 'MoodleSession';

/** What `lti_message_hint` stands for; used once, lost at a restart like an expired session. */
export interface Hint {
  courseId: string;
  typeId: string;
  cmId: string | null;
  message: Message;
  forPersonId: string | null;
  container: number;
}

const hints = new WeakMap<Moodle, Map<string, Hint>>();

export function keepHint(moodle: Moodle, sessionId: string, launchId: string, hint: Hint): void {
  const kept = hints.get(moodle) ?? new Map<string, Hint>();
  hints.set(moodle, kept);
  kept.set(`${sessionId}/${launchId}`, hint);
}

export function takeHint(moodle: Moodle, sessionId: string, launchId: string): Hint | undefined {
  const kept = hints.get(moodle);
  const hint = kept?.get(`${sessionId}/${launchId}`);
  kept?.delete(`${sessionId}/${launchId}`);
  return hint;
}

export function sessionOf(moodle: Moodle, request: Request): SignedIn | undefined {
  const cookies = (request.get('cookie') ?? '').split(/;\s*/);
  const id = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
  return moodle.state.sessions.find((session) => session.id === id);
}

export async function startSession(moodle: Moodle, personId: string): Promise<SignedIn> {
  const session = { id: randomBytes(16).toString('hex'), personId, sesskey: randomBytes(8).toString('base64url') };
  // A sandbox that runs for weeks keeps the newest sign-ins only.
  moodle.state.sessions = [...moodle.state.sessions.slice(-199), session];
  await moodle.save();
  return session;
}

export function sessionCookie(moodle: Moodle, session: SignedIn): string {
  const site = moodle.state.cookies === 'lax' ? 'SameSite=Lax' : 'Secure; SameSite=None';
  return `${cookieName}=${session.id}; Path=/; HttpOnly; ${site}`;
}

/** The session of this browser, begun when there is none, so that the first page already shows a course. */
export async function ensureSession(moodle: Moodle, request: Request, response: Response): Promise<SignedIn> {
  const session = sessionOf(moodle, request) ?? (await startSession(moodle, firstTeacher(moodle)));
  response.append('Set-Cookie', sessionCookie(moodle, session));
  return session;
}

function firstTeacher(moodle: Moodle): string {
  const enrolment = moodle.state.enrolments.find(({ role }) => role === 'editingteacher');
  return enrolment?.personId ?? moodle.state.people[0]?.id ?? '0';
}

export function personOf(moodle: Moodle, session: SignedIn | undefined): SandboxPerson | undefined {
  return session && personById(moodle.state, session.personId);
}
