/**
 * Two sources say who somebody is. A *launch* says Instructor for editing and non-editing teachers, managers and
 * admins alike; the *roster* (NRPS) calls a non-editing teacher Learner and does not list managers. Together they tell
 * the assistant apart, and a launch that said Instructor is never downgraded by the roster.
 */
import type { CourseRole, Launch, Listing, Member } from '../../lti/gateway.js';
import { minute, hour, day, after } from '../../shared/clock.js';
import type { Role } from '../../web/permissions.js';
import { groupIdsFrom } from './groups.rules.js';
import type { NameSource } from './person.js';
import { seenLine } from '../../shared/seen.js';

/** What is known of somebody's standing; each source is absent until it spoke. */
export interface Standing {
  /** `teacher` stays, once a launch said so, until a teacher says otherwise. */
  launchRole?: CourseRole;
  rosterRole?: CourseRole;
}

export function roleOf({ launchRole, rosterRole }: Standing): Role {
  if (launchRole === 'teacher') return rosterRole === 'learner' ? 'assistant' : 'teacher';
  return rosterRole ?? 'learner';
}

/**
 * What somebody may do now in a visit that began as a preview or in the picker, or as neither. Moodle opens the picker only
 * for people who may add activities to the course, whatever the roster calls them.
 */
export function standingIn(
  { preview, pickerId }: { preview: boolean; pickerId?: string },
  known: Standing,
): { role: Role; preview: boolean } {
  const role = roleOf(known);
  if (pickerId !== undefined && role === 'assistant') return { role: 'teacher', preview: false };
  return preview && role !== 'learner' ? { role: 'learner', preview } : { role, preview: false };
}

/** "Switch role to student": a launch as learner by somebody known as staff. */
export function isPreview(known: Standing | undefined, launched: CourseRole): boolean {
  return launched === 'learner' && known !== undefined && roleOf(known) !== 'learner';
}

/**
 * Moodle does not tell a non-editing teacher who plays student from somebody who was a teacher once: a teacher of the
 * course says it, docs/decisions/6. Not of people whom the roster calls teachers now.
 */
export function mayBecomeLearner({ launchRole, rosterRole }: Standing): boolean {
  return launchRole === 'teacher' && rosterRole !== 'teacher';
}

/** The roster calls a non-editing teacher Learner until they open something: a teacher may say it before, docs/decisions/6. */
export function mayBecomeStaff(standing: Standing): boolean {
  return roleOf(standing) === 'learner';
}

export function launchRoleAfter(known: Standing | undefined, launched: CourseRole): CourseRole {
  return known?.launchRole === 'teacher' ? 'teacher' : launched;
}

/** What others read, and where it comes from: the platform's name wins over a self-chosen one. */
export function nameShown(row: { name?: string; chosenName?: string }): { name?: string; source: NameSource } {
  if (row.name !== undefined) return { name: row.name, source: 'platform' };
  if (row.chosenName !== undefined) return { name: row.chosenName, source: 'self' };
  return { source: 'none' };
}

/** What a platform may tell of a name; a platform that withholds names tells nothing. */
export function nameFrom(told: Pick<Member, 'name' | 'givenName' | 'familyName'>): string | undefined {
  const parts = [told.givenName, told.familyName].map((part) => seenLine(part ?? '')).filter((part) => part !== '');
  return seenLine(told.name ?? '') || parts.join(' ') || undefined;
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** First letters of the first and the last word. */
export function initialsOf(name: string): string {
  const words = seenLine(name)
    .split(' ')
    .filter((word) => word !== '');
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => firstLetter(word ?? '').toLocaleUpperCase()).join('');
}

/** Most letters need no segmenting, which is slow for a course of thousands. */
const plainStart = /^[!-~](?![^!-~])/;

function firstLetter(word: string): string {
  if (plainStart.test(word)) return word.charAt(0);
  for (const { segment } of letters.segment(word)) return segment;
  return '';
}

/** 0-5, from the id: it means nothing. */
export function hueOf(personId: string): number {
  let sum = 0;
  for (const character of personId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 6_000;
  return sum % 6;
}

/** A row of the roster as it is compared with what the platform lists. */
export interface Listed extends Standing {
  externalId: string;
  name?: string;
  status: 'active' | 'left';
  /** Complete syncs in a row that did not list the person. */
  absences: number;
}

export type RosterChange =
  | { externalId: string; kind: 'join' | 'change'; set: { name?: string; rosterRole: CourseRole } }
  | { externalId: string; kind: 'miss'; absences: number }
  | { externalId: string; kind: 'leave' };

/** One missing page or a hiccup of the platform must not close anybody: two complete syncs have to agree. */
const absencesToLeave = 2;

/**
 * What a complete sync changes; nothing for people who are as they were. A list that names somebody twice changed while
 * its pages were read, and may have lost others between two pages; one with a row that could not be read may have anybody
 * in that row: such a list counts nobody as missing.
 */
export function rosterChanges(known: readonly Listed[], listing: Listing, hold?: Hold): RosterChange[] {
  const { members } = listing;
  const byId = new Map(known.map((person) => [person.externalId, person]));
  const listed = new Map(members.map((member) => [member.externalId, member]));
  const changes = [...listed.values()].flatMap((member) => changeOf(byId.get(member.externalId), member));
  if (!tellsWhoIsMissing(listing)) return changes;
  const away = known.filter((person) => !listed.has(person.externalId));
  return [...changes, ...away.flatMap((person) => missing(person, hold !== undefined))];
}

function tellsWhoIsMissing({ members, whole }: Listing): boolean {
  return whole && new Set(members.map(({ externalId }) => externalId)).size === members.length;
}

/** A course that may have been reset: nobody is closed until a teacher says what it is. */
export interface Hold {
  since: Date;
  /** Learners who were missing then. */
  gone: number;
}

const fewestHeld = 10;
/** A question that nobody answers is none: then who is missing has left. */
export const holdLasts = 7 * day;

/**
 * Half or more of at least ten learners missing from a list that tells who is missing begins a hold; it ends when most of
 * them are back, or by itself.
 * @param hold the one there was
 */
export function holdAfter(
  known: readonly Listed[],
  listing: Listing,
  hold: Hold | undefined,
  now: Date,
): Hold | undefined {
  if (!tellsWhoIsMissing(listing)) return hold;
  const listed = new Set(listing.members.map(({ externalId }) => externalId));
  const learners = known.filter((person) => isExpected(person) && roleOf(person) === 'learner');
  const gone = learners.filter(({ externalId }) => !listed.has(externalId)).length;
  if (hold) return gone * 2 >= hold.gone && after(hold.since, holdLasts) > now ? hold : undefined;
  return learners.length >= fewestHeld && gone * 2 >= learners.length ? { since: now, gone } : undefined;
}

/** Missing from two lists in a row: while a hold lasts they are still here. */
export function isAwayInHold({ status, absences }: Pick<Listed, 'status' | 'absences'>): boolean {
  return status === 'active' && absences >= absencesToLeave;
}

function changeOf(known: Listed | undefined, member: Member): RosterChange[] {
  const { externalId } = member;
  const name = nameFrom(member) ?? known?.name;
  const set = { rosterRole: member.role, ...(name !== undefined && { name }) };
  if (!known) return [{ externalId, kind: 'join', set }];
  const same =
    known.name === name && known.rosterRole === member.role && known.status === 'active' && known.absences === 0;
  return same ? [] : [{ externalId, kind: 'change', set }];
}

// Managers and admins launch as Instructor and are never on the roster: nobody misses them.
function isExpected({ status, rosterRole, launchRole }: Listed): boolean {
  return status === 'active' && (rosterRole !== undefined || launchRole === 'learner');
}

function missing(known: Listed, held: boolean): RosterChange[] {
  if (!isExpected(known)) return [];
  const { externalId, absences } = known;
  if (held && absences >= absencesToLeave) return [];
  if (!held && absences + 1 >= absencesToLeave) return [{ externalId, kind: 'leave' }];
  return [{ externalId, kind: 'miss', absences: absences + 1 }];
}

/** Moodle is somebody's shared server: one roster call per course in this time, unless a teacher asks. */
export const refreshPause = 15 * minute;

/** A teacher who clicks again and again gets one call a minute. */
export const askedPause = minute;

/** Without any launch the roster is still looked at this often, as long as the course is in use. */
const quietPause = 6 * hour;
const inUseFor = 30 * day;

/** When a course is due again after a sync; undefined: at its next launch. */
export function dueAfterSync(launchedAt: Date, now: Date): Date | undefined {
  return after(launchedAt, inUseFor) > now ? after(now, quietPause) : undefined;
}

export function dueAfterFailure(now: Date, retryAfterSeconds = 0): Date {
  return after(now, Math.max(refreshPause, retryAfterSeconds * 1000));
}

/** What a launch tells of a person, as far as it is stored. */
export interface Told {
  name?: string;
  timeZone?: string;
  locale: string;
  groupIds?: readonly string[];
}

export function toldBy({ person, locale }: Pick<Launch, 'person' | 'locale'>): Told {
  const name = nameFrom(person);
  const groupIds = person.groupIds && groupIdsFrom(person.groupIds);
  return {
    ...(name !== undefined && { name }),
    ...(person.timeZone !== undefined && { timeZone: person.timeZone }),
    ...(groupIds && { groupIds }),
    locale,
  };
}
