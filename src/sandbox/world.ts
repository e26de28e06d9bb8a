/**
 * What a Moodle knows, as plain JSON. Words are Moodle's own here: a *course module* (`cmId`) is an activity's place in
 * a course, its `instanceId` counts per kind of module and is the `resource_link` id of an LTI activity; a *tool type*
 * is one registered tool, its `typeId` doubles as deployment id; a *grade item* is a column of the gradebook.
 * All ids are numbers as strings, as Moodle sends them. Times of grades are Unix seconds.
 */
import { byKey } from './by-key.js';

export interface SandboxPerson {
  id: string;
  username: string;
  givenName: string;
  familyName: string;
  email: string;
  idNumber: string;
  /** Moodle's form: `pt_br`. */
  locale: string;
  /** IANA zone, or "99" for the server's default. */
  timeZone: string;
  city: string;
  /** Two letters. */
  country: string;
  siteRole: 'none' | 'manager' | 'admin';
  /** A suspended account is still listed by NRPS; only a suspended enrolment is not. */
  suspended: boolean;
}

export type EnrolmentRole = 'editingteacher' | 'teacher' | 'student';

export interface Enrolment {
  courseId: string;
  personId: string;
  role: EnrolmentRole;
  suspended: boolean;
}

export interface SandboxCourse {
  id: string;
  fullName: string;
  shortName: string;
  idNumber: string;
  summary: string;
  startsAt: number;
  endsAt: number;
  copiedFrom: string[];
  sections: string[];
}

export interface SandboxGroup {
  id: string;
  courseId: string;
  name: string;
  memberIds: string[];
}

export type ModuleName = 'lti' | 'page' | 'quiz' | 'assign';
export type CompletionRule = 'none' | 'view' | 'grade' | 'pass';

/** Moodle's *Restrict access*: who may see the activity now. */
export type Restriction =
  | { by: 'completion'; cmId: string; state: 'complete' | 'incomplete' | 'pass' }
  | { by: 'group'; groupId: string }
  /** Unix seconds, open from the first to before the second; null: no such end. */
  | { by: 'date'; from: number | null; until: number | null };

export interface SandboxActivity {
  cmId: string;
  instanceId: string;
  module: ModuleName;
  courseId: string;
  section: number;
  name: string;
  /** Description of an LTI activity, text of a page. */
  intro: string;
  /** Only for `lti`. */
  typeId: string | null;
  /** Own target of one item of a deep link; null: the tool's. */
  url: string | null;
  custom: Record<string, string>;
  /** Accepts grades; stays so when a tool deletes the column. */
  graded: boolean;
  completion: CompletionRule;
  restriction: Restriction | null;
  /** *Hide on course page*: for staff only. */
  hidden: boolean;
  /** Own icon of one item of a deep link; null: the tool's. */
  iconUrl: string | null;
  /** 3 embed, 4 new window, 5 existing window. */
  container: number;
}

export interface GradeItem {
  id: string;
  courseId: string;
  type: 'course' | 'mod' | 'manual';
  module: ModuleName | null;
  /** Of the module; for a course total the number of its grade category, which Moodle compares all the same. */
  instanceId: string | null;
  name: string | null;
  maximum: number;
  pass: number | null;
  /** What the tool may know and change; absent on Moodle's own columns. */
  service: {
    typeId: string;
    linkId: string | null;
    resourceId: string;
    tag: string;
    review: { url: string; custom: Record<string, string> } | null;
  } | null;
}

export interface Grade {
  itemId: string;
  personId: string;
  raw: number | null;
  final: number | null;
  feedback: string | null;
  /** Of the last score; null after an erase, which lets older timestamps pass again. */
  timeModified: number | null;
  overriddenAt: number | null;
  lockedAt: number | null;
  /** When the tool's score came in, by the sandbox's clock. */
  arrivedAt: number | null;
}

/** 0 incomplete, 1 complete, 2 complete with pass, 3 complete with fail. */
export interface Completion {
  cmId: string;
  personId: string;
  state: 0 | 1 | 2 | 3;
  at: number;
}

export interface ToolType {
  typeId: string;
  clientId: string;
  deploymentId: string;
  name: string;
  description: string;
  /** Null: Moodle shows its black puzzle piece. */
  iconUrl: string | null;
  domain: string;
  loginUrl: string;
  /** Compared letter by letter with `redirect_uri`. */
  redirectUris: string[];
  keysetUrl: string;
  targetUrl: string;
  deepLinkUrl: string | null;
  custom: Record<string, string>;
  shareName: boolean;
  shareEmail: boolean;
  /** What the tool may do with grades: nothing, send scores to its columns, or manage columns too. */
  grades: 'none' | 'sync' | 'columns';
  roster: boolean;
  /** After dynamic registration a tool is preconfigured, not in the activity chooser. */
  chooser: 'hidden' | 'preconfigured' | 'chooser';
  /** Courses whose teacher switched it on for themselves. */
  chooserCourseIds: string[];
  state: 'pending' | 'configured';
}

export interface AccessToken {
  token: string;
  typeId: string;
  scopes: string[];
  expiresAt: number;
}

export interface SignedIn {
  id: string;
  personId: string;
  sesskey: string;
}

export interface State {
  version: 1;
  /** Weeks of the course were lived through before anybody came: there is more to see than to begin. */
  isRunning?: true;
  site: { name: string; shortName: string };
  clockOffset: number;
  cookies: 'none' | 'lax';
  keys: { kid: string; privateJwk: Record<string, unknown>; publicJwk: Record<string, unknown> }[];
  counters: Record<string, number>;
  people: SandboxPerson[];
  courses: SandboxCourse[];
  enrolments: Enrolment[];
  groups: SandboxGroup[];
  activities: SandboxActivity[];
  gradeItems: GradeItem[];
  grades: Grade[];
  completions: Completion[];
  tools: ToolType[];
  tokens: AccessToken[];
  sessions: SignedIn[];
  usedRegistrations: string[];
  /** `courseId:personId`: a teacher who looks at the course as a student. */
  switchedRoles: string[];
}

export function nextId(state: State, counter: string, first = 1): string {
  const id = state.counters[counter] ?? first;
  state.counters[counter] = id + 1;
  return String(id);
}

export function fullName(person: SandboxPerson): string {
  return `${person.givenName} ${person.familyName}`;
}

export function enrolmentOf(state: State, courseId: string, personId: string): Enrolment | undefined {
  return byKey(state.enrolments, (one) => `${one.courseId}:${one.personId}`, `${courseId}:${personId}`);
}

export function switchedKey(courseId: string, personId: string): string {
  return `${courseId}:${personId}`;
}
