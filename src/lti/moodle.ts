/**
 * What Moodle does otherwise than the standards say, or than one would think. Seen on Moodle 4.5.6; each with its effect.
 * Source: https://github.com/moodle/moodle/tree/MOODLE_405_STABLE/mod/lti
 */
import { isTimeZone } from '../shared/local-time.js';
import type { CourseRole, TimeFrame } from './gateway.js';

/** Asked for at registration, in the only names Moodle delivers once: lower case, digits and underscores. */
export const customVariables = {
  user_group_ids: '$Moodle.Person.userGroupIds',
  context_history: '$Context.id.history',
  person_timezone: '$Person.address.timezone',
  course_begin: '$CourseSection.timeFrame.begin',
  course_end: '$CourseSection.timeFrame.end',
} as const;

/**
 * Those that the tool's own settings did not send, whatever their value: a tool that was set up by hand may lack them. The
 * settings of the tool win over those of a link.
 */
export function variablesMissing(custom: Readonly<Record<string, unknown>>): Record<string, string> | undefined {
  const missing = Object.entries(customVariables).filter(([name]) => !Object.hasOwn(custom, name));
  return missing.length === 0 ? undefined : Object.fromEntries(missing);
}

/** Where a Moodle answers, from its own address (`$CFG->wwwroot`). */
export function moodleAddresses(address: string) {
  const issuer = address.trim().replace(/\/+$/, '');
  return {
    issuer,
    authenticationEndpoint: `${issuer}/mod/lti/auth.php`,
    accessTokenEndpoint: `${issuer}/mod/lti/token.php`,
    keysetUrl: `${issuer}/mod/lti/certs.php`,
  };
}

/** Moodle's page of one of its external tools: it opens by the number of the link too. Undefined elsewhere. */
export function activityPage(authenticationEndpoint: string, linkId: string): string | undefined {
  const [, root] = /^(.*)\/mod\/lti\/auth\.php$/.exec(authenticationEndpoint) ?? [];
  return root === undefined || !/^\d+$/.test(linkId) ? undefined : `${root}/mod/lti/view.php?l=${linkId}`;
}

// A variable without a value arrives as null, one that Moodle does not know as its own name ("$User.image").
export function customValue(value: unknown): string | undefined {
  return typeof value === 'string' && !/^\$[A-Za-z][\w.-]*$/.test(value) ? value : undefined;
}

/** Lower-case keys. "Mixed_Case" arrives twice, once lower-cased: the key that is already lower-case wins. */
export function customValues(claim: Readonly<Record<string, unknown>>): Record<string, string> {
  const values = new Map<string, string>();
  for (const [key, raw] of Object.entries(claim)) {
    const value = customValue(raw);
    const lower = key.toLowerCase();
    if (value !== undefined && (key === lower || !values.has(lower))) values.set(lower, value);
  }
  values.delete('__proto__');
  return Object.fromEntries(values);
}

// Whole, as LTI 1.3 core A.2.2 writes them, and the simple names that A.2.3 allows for roles in a course.
const teacherRoles: ReadonlySet<string> = new Set(
  ['Instructor', 'Administrator'].flatMap((name) => [
    `http://purl.imsglobal.org/vocab/lis/v2/membership#${name}`,
    name,
  ]),
);

// Launches carry URIs, the roster short names ("Learner"). Site administrators always come with membership#Instructor too,
// and lose it under "Switch role to Student", so person#Administrator alone makes nobody a teacher.
export function courseRole(roles: readonly string[]): CourseRole {
  return roles.some((role) => teacherRoles.has(role)) ? 'teacher' : 'learner';
}

// Moodle names its language packs pt_br, zh_cn, de_du; BCP 47 wants pt-BR. A pack without a valid tag falls to its language.
export function languageTag(locale: string | undefined): string {
  const [language] = (locale ?? '').split('_');
  return canonicalTag((locale ?? '').replaceAll('_', '-')) ?? canonicalTag(language ?? '') ?? 'en';
}

function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** "99" means the server's default, unknown to us; old accounts may hold offsets ("5.5"): both are left out. */
export function timeZone(value = ''): string | undefined {
  return /^[A-Za-z][\w+/-]{1,63}$/.test(value) && isTimeZone(value) ? value : undefined;
}

const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;

// A course without an end arrives with an empty text, or as 1970.
function courseMoment(value: string | undefined): Date | undefined {
  const time = isoTime.test(value ?? '') ? new Date(value ?? '') : undefined;
  return time && time.getTime() > 0 ? time : undefined;
}

/** When a course runs, as its settings say; undefined when they were not sent, or say no first day. */
export function timeFrame(begin: string | undefined, end: string | undefined): TimeFrame | undefined {
  const [beginsAt, endsAt] = [courseMoment(begin), courseMoment(end)];
  if (!beginsAt) return undefined;
  return { beginsAt, ...(endsAt && endsAt > beginsAt && { endsAt }) };
}

/** "1,2", and "" for somebody in no group; undefined when the variable was not sent. Also course copies: "3,2". */
export function idList(value: string | undefined): string[] | undefined {
  return value?.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}

// After its column was deleted and made again an activity sends `lineitem: ""`: it has none.
export function lineItemUrl(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

// A locked grade is answered with 500 by the score service itself: its own media type and an empty list. A failing server
// answers with a page or with the router's JSON.
export function isLockedGrade(answer: { status: number; contentType: string; body: string; reason: string }): boolean {
  if (answer.status !== 500) return false;
  if (/\blocked\b/i.test(`${answer.reason} ${answer.body}`)) return true;
  return answer.contentType.startsWith('application/vnd.ims.lis.v1.score+json') && answer.body.trim() === '[]';
}

// 400 "Incorrect score received{...}" is Moodle's answer for everybody it grades not: not enrolled, unknown, a teacher.
export function isNotEnrolled(answer: { status: number; reason: string; body: string }): boolean {
  return answer.status === 400 && `${answer.reason} ${answer.body}`.includes('Incorrect score received');
}

/** Moodle repeats the whole request, person and comment included, after its sentence: keep the sentence only. */
export function shortReason(reason: string): string {
  return (reason.split('{')[0] ?? '').trim().slice(0, 200);
}
