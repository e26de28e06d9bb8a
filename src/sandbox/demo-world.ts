import { nextId, type GradeItem, type SandboxActivity, type SandboxPerson, type State } from './world.js';

/** Course, people and activities of the demonstration; the first registered tool (type 1) serves the activities. */
export const demoCourseId = '2';

const learners: readonly (readonly [given: string, family: string, locale: string, zone: string])[] = [
  ['Ana', 'Álvarez', 'es', 'Europe/Madrid'],
  ['Ben', 'Baker', 'en', 'America/Los_Angeles'],
  ['Chloé', 'Dubois', 'fr', 'Europe/Paris'],
  ['Daiki', 'Tanaka', 'ja', 'Asia/Tokyo'],
  ['Ema', 'Novak', 'de', 'Europe/Vienna'],
  ['Felipe', 'Souza', 'pt_br', 'America/Sao_Paulo'],
  ['Grace', 'Okoro', 'en', 'Africa/Lagos'],
  ['Hana', 'Kim', 'ko', 'Asia/Seoul'],
  ['Ibrahim', 'Haddad', 'ar', 'Africa/Cairo'],
  ['Jane', 'O’Neill', 'en', 'Europe/Dublin'],
  ['Karl', 'Meyer', 'de', 'Europe/Berlin'],
  ['Lena', 'Larsen', 'da', '99'],
  ['Mateo', 'García', 'es_mx', 'America/Mexico_City'],
  ['Nora', 'Nguyen', 'en', 'Australia/Sydney'],
  ['Olena', 'Shevchenko', 'uk', 'Europe/Kyiv'],
  ['Priya', 'Raman', 'en', 'Asia/Kolkata'],
  ['Quentin', 'Baptiste', 'fr', '99'],
  ['Rosa', 'Jiménez Ruiz', 'es', 'Atlantic/Canary'],
  ['Sami', 'Virtanen', 'fi', 'Europe/Helsinki'],
  ['Thandiwe', 'Nkosi', 'en', 'Africa/Johannesburg'],
  ['Umar', 'Farooq', 'ur', 'Asia/Karachi'],
  ['Violeta', 'Popescu', 'ro', 'Europe/Bucharest'],
  ['Wei', 'Zhang', 'zh_cn', 'Asia/Shanghai'],
  ['Yusuf', 'Demir', 'tr', 'Europe/Istanbul'],
];

export function emptyState(): State {
  return {
    version: 1,
    site: { name: 'Sandbox Moodle', shortName: 'sandbox' },
    clockOffset: 0,
    cookies: 'none',
    keys: [],
    counters: {},
    people: [],
    courses: [],
    enrolments: [],
    groups: [],
    activities: [],
    gradeItems: [],
    grades: [],
    completions: [],
    tools: [],
    tokens: [],
    sessions: [],
    usedRegistrations: [],
    switchedRoles: [],
  };
}

export function demoState(now: Date): State {
  const state = emptyState();
  // Moodle's account 1 is the guest, 2 the administrator.
  addPerson(state, { id: nextId(state, 'person', 2), username: 'admin', givenName: 'Admin', familyName: 'User' });
  const admin = state.people[0];
  if (admin) admin.siteRole = 'admin';
  addCourse(state, now);
  addPeople(state);
  addActivities(state);
  return state;
}

export function addPerson(
  state: State,
  given: { id: string; username: string; givenName: string; familyName: string } & Partial<SandboxPerson>,
): SandboxPerson {
  const person: SandboxPerson = {
    email: `${given.username}@example.test`,
    idNumber: given.username === 'admin' ? '' : `SID-${given.username}`,
    locale: 'en',
    timeZone: '99',
    city: '',
    country: '',
    siteRole: 'none',
    suspended: false,
    ...given,
  };
  state.people.push(person);
  return person;
}

function addCourse(state: State, now: Date): void {
  const today = Math.floor(now.getTime() / 86_400_000) * 86_400;
  state.courses.push({
    id: demoCourseId,
    fullName: 'Statistics 101',
    shortName: 'STAT101',
    idNumber: 'STAT101-2026',
    summary: 'A first course in statistics, with mentoring and peer review.',
    startsAt: today - 14 * 86_400,
    endsAt: today + 90 * 86_400,
    copiedFrom: [],
    sections: ['Start here', 'Mentoring', 'Reviewing each other'],
  });
  state.gradeItems.push({
    id: nextId(state, 'gradeItem'),
    courseId: demoCourseId,
    type: 'course',
    module: null,
    instanceId: '1',
    name: null,
    maximum: 0,
    pass: null,
    service: null,
  });
}

function addPeople(state: State): void {
  const enrol = (personId: string, role: 'editingteacher' | 'teacher' | 'student'): void => {
    state.enrolments.push({ courseId: demoCourseId, personId, role, suspended: false });
  };
  const teacher = { username: 'teacher1', givenName: 'Mira', familyName: 'Lind', timeZone: 'Europe/Stockholm' };
  enrol(addPerson(state, { id: nextId(state, 'person'), ...teacher }).id, 'editingteacher');
  const assistant = { username: 'ta1', givenName: 'Jonas', familyName: 'Weber', timeZone: 'Europe/Berlin' };
  enrol(addPerson(state, { id: nextId(state, 'person'), ...assistant }).id, 'teacher');
  state.groups = ['A', 'B', 'C'].map((letter) => ({
    id: nextId(state, 'group'),
    courseId: demoCourseId,
    name: `Group ${letter}`,
    memberIds: [],
  }));
  for (const [index, [givenName, familyName, locale, timeZone]] of learners.entries()) {
    const username = `student${String(index + 1).padStart(2, '0')}`;
    const person = addPerson(state, {
      id: nextId(state, 'person'),
      username,
      givenName,
      familyName,
      locale,
      timeZone,
    });
    enrol(person.id, 'student');
    state.groups[index % 3]?.memberIds.push(person.id);
  }
}

/** As if each had been picked in the tool: with an identity that copies keep. */
function demoLink(kind: string): Record<string, string> {
  return { activity_id: `demo-${kind}`, kind };
}

function addActivities(state: State): void {
  addActivity(state, {
    module: 'page',
    section: 0,
    name: 'Welcome',
    intro: 'Welcome to Statistics 101. Reading this page completes it; Moodle itself keeps that tick.',
    completion: 'view',
  });
  addActivity(state, { section: 1, name: 'Mentoring', custom: demoLink('mentoring') });
  addActivity(state, {
    section: 1,
    name: 'Intake',
    custom: demoLink('intake'),
    completion: 'grade',
    points: 1,
  });
  const checkIn = addActivity(state, {
    section: 1,
    name: 'Check-in',
    custom: demoLink('checkin'),
    completion: 'grade',
    points: 10,
  });
  const restriction = { by: 'completion', cmId: checkIn.cmId, state: 'complete' } as const;
  addActivity(state, { section: 1, name: 'Gate: after the check-in', custom: demoLink('gate'), restriction });
  addActivity(state, {
    section: 2,
    name: 'Peer review',
    custom: demoLink('peer-review'),
    completion: 'grade',
    points: 100,
  });
}

export type NewActivity = Partial<Omit<SandboxActivity, 'cmId' | 'instanceId'>> & {
  name: string;
  /** Makes the activity graded, with its own column. */
  points?: number;
  pass?: number;
  resourceId?: string;
  tag?: string;
  review?: { url: string; custom: Record<string, string> };
};

export function addActivity(state: State, given: NewActivity): SandboxActivity {
  const { points, pass, resourceId, tag, review, ...rest } = given;
  const module = rest.module ?? 'lti';
  const activity: SandboxActivity = {
    cmId: nextId(state, 'courseModule'),
    instanceId: nextId(state, `instance:${module}`),
    module,
    courseId: demoCourseId,
    section: 0,
    intro: '',
    typeId: module === 'lti' ? '1' : null,
    url: null,
    custom: {},
    graded: points !== undefined,
    completion: 'none',
    restriction: null,
    hidden: false,
    iconUrl: null,
    container: 3,
    ...rest,
  };
  state.activities.push(activity);
  if (points !== undefined) addColumn(state, activity, { points, pass, resourceId, tag, review });
  return activity;
}

function addColumn(
  state: State,
  activity: SandboxActivity,
  given: { points: number } & { [Key in 'pass' | 'resourceId' | 'tag' | 'review']: NewActivity[Key] | undefined },
): void {
  const item: GradeItem = {
    id: nextId(state, 'gradeItem'),
    courseId: activity.courseId,
    type: 'mod',
    module: activity.module,
    instanceId: activity.instanceId,
    name: activity.name,
    maximum: given.points,
    pass: given.pass ?? null,
    service: null,
  };
  if (activity.typeId !== null) {
    item.service = {
      typeId: activity.typeId,
      linkId: activity.instanceId,
      resourceId: given.resourceId ?? '',
      tag: given.tag ?? '',
      review: given.review ?? null,
    };
  }
  state.gradeItems.push(item);
}
