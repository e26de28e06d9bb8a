import { addActivity, addPerson, emptyState } from '../../src/sandbox/demo-world.js';
import type { Completion, GradeItem, SandboxActivity, State, ToolType } from '../../src/sandbox/world.js';
import { recordedCalls, recordedRegistration } from './recordings.js';

/** The Moodle that was recorded: course 2 with its people, the probe tool and the columns that it had. */
const courseId = '2';

const students: readonly (readonly [given: string, family: string, locale: string, zone: string])[] = [
  ['Ana', 'Álvarez', 'es', 'Europe/Madrid'],
  ['Ben', 'Baker', 'en', 'America/Los_Angeles'],
  ['Chloé', 'Dubois', 'fr', 'Europe/Paris'],
  ['Daiki', 'Tanaka', 'en', '99'],
  ['Ema', 'Novak', 'de', 'Europe/Vienna'],
  ['Felipe', 'Souza', 'pt_br', 'America/Sao_Paulo'],
  ['Grace', 'Okoro', 'en', '99'],
  ['Hana', 'Kim', 'en', '99'],
  ['Ibrahim', 'Haddad', 'ar', 'Asia/Beirut'],
  ['Jane', "O'Neill", 'en', 'Europe/Dublin'],
  ['Karl', 'Meyer', 'en', '99'],
  ['Lena', 'Larsen', 'en', '99'],
  ['Mateo', 'García', 'en', '99'],
  ['Nora', 'Nguyen', 'fr', 'Australia/Sydney'],
];

export function recordedState(keysetUrl: string): State {
  const state = emptyState();
  state.site = { name: 'Lab University', shortName: 'labu' };
  state.courses.push({
    id: courseId,
    fullName: 'Mentoring 101',
    shortName: 'M101',
    idNumber: 'M101-2026',
    summary: 'Peer mentoring course',
    startsAt: 1_794_084_221,
    endsAt: Date.parse('2027-02-19T20:43:41Z') / 1000,
    copiedFrom: [],
    sections: ['General'],
  });
  addPeople(state);
  state.tools.push(probe(keysetUrl), otherTool());
  addColumns(state);
  addTokens(state);
  addNativeGrades(state);
  return state;
}

function addPeople(state: State): void {
  const vienna = { city: 'Vienna', country: 'AT' };
  const staff = (id: string, username: string, name: [string, string], more: Record<string, string>) =>
    addPerson(state, { id, username, givenName: name[0], familyName: name[1], ...vienna, ...more });
  const admin = addPerson(state, { id: '2', username: 'admin', givenName: 'Admin', familyName: 'User' });
  Object.assign(admin, { siteRole: 'admin', email: 'admin@moodle.test', idNumber: '' });
  staff('3', 'teacher1', ['Tina', 'Teacher'], { timeZone: 'Europe/London' });
  staff('4', 'ta1', ['Tom', 'Tutor'], { timeZone: 'Europe/Vienna', locale: 'de' });
  Object.assign(staff('5', 'manager1', ['Mona', 'Manager'], { timeZone: 'America/New_York' }), { siteRole: 'manager' });
  staff('6', 'outsider', ['Otto', 'Outsider'], {});
  state.enrolments.push(
    { courseId, personId: '3', role: 'editingteacher', suspended: false },
    { courseId, personId: '4', role: 'teacher', suspended: false },
  );
  for (const [index, [givenName, familyName, locale, timeZone]] of students.entries()) {
    const id = String(index + 7);
    const username = `student${String(index + 1).padStart(2, '0')}`;
    addPerson(state, { id, username, givenName, familyName, locale, timeZone, ...vienna });
    // Student 13's enrolment is suspended.
    state.enrolments.push({ courseId, personId: id, role: 'student', suspended: id === '19' });
  }
  state.groups.push(
    { id: '1', courseId, name: 'A', memberIds: ['4', '7', '8', '9', '10', '11', '12', '13'] },
    { id: '2', courseId, name: 'B', memberIds: ['14', '15', '16', '17', '18', '19'] },
  );
}

function probe(keysetUrl: string): ToolType {
  const asked = recordedRegistration.request['https://purl.imsglobal.org/spec/lti-tool-configuration'];
  return {
    typeId: '1',
    clientId: '4I2QtLzHd5kU3En',
    deploymentId: '1',
    name: 'Probe Tool',
    description: '',
    iconUrl: null,
    domain: 'tool.test:9443',
    loginUrl: 'https://tool.test:9443/login',
    redirectUris: ['https://tool.test:9443/launch', 'https://tool.test:9443/deeplink', 'https://tool.test:9443/review'],
    keysetUrl,
    targetUrl: 'https://tool.test:9443/launch',
    deepLinkUrl: 'https://tool.test:9443/deeplink',
    // The registration was recorded with them.
    custom: (asked as { custom_parameters: Record<string, string> }).custom_parameters,
    shareName: true,
    shareEmail: true,
    grades: 'columns',
    roster: true,
    chooser: 'chooser',
    chooserCourseIds: [],
    state: 'configured',
  };
}

function otherTool(): ToolType {
  return { ...probe('https://other.test/jwks'), typeId: '2', deploymentId: '2', clientId: 'other', custom: {} };
}

function addColumns(state: State): void {
  const total: GradeItem = {
    id: '1',
    courseId,
    type: 'course',
    module: null,
    instanceId: '1',
    name: null,
    maximum: 0,
    pass: null,
    service: null,
  };
  state.gradeItems.push(total);
  state.counters['gradeItem'] = 2;
  const add = (given: Parameters<typeof addActivity>[1]): SandboxActivity => addActivity(state, { courseId, ...given });
  const tool = (path: string): string => `https://tool.test:9443/${path}`;
  add({ module: 'page', name: 'Read me', completion: 'view' });
  add({ module: 'assign', name: 'Week 1 reflection', points: 10 });
  add({ module: 'quiz', name: 'Entry quiz', points: 10, pass: 5, completion: 'pass' });
  add({
    name: 'Mentoring goal setting',
    intro: 'Set your <b>goals</b> & agree',
    custom: { item: 'goals', Mixed_Case: 'X', groupids: '$Moodle.Person.userGroupIds' },
    points: 10,
    resourceId: 'res-goals',
    tag: 'tag-goals',
    review: { url: tool('review'), custom: { rev: '1' } },
    completion: 'grade',
  });
  add({
    name: 'Mentoring meeting log',
    intro: 'Log of meetings',
    custom: { item: 'log' },
    points: 25,
    pass: 15,
    resourceId: 'res-log',
    tag: 'tag-log',
    completion: 'pass',
  });
  add({ name: 'Mentoring dashboard (ungraded)', custom: { item: 'dash' } });
  const own = { url: tool('launch?item=refl&x=1'), custom: { item: 'refl' } };
  add({ name: 'Mentoring reflection (own url)', ...own, points: 100, resourceId: 'res-refl' });
  const single = { url: tool('launch?item=single'), custom: { item: 'single' }, intro: 'Single item text' };
  add({ name: 'Probe single item', ...single, points: 50, resourceId: 'res-single', tag: 'tag-single' });
  add({ name: 'Of another tool', typeId: '2', points: 100 });
}

/** The tokens that the recorded calls carry, each with the scopes that Moodle gave it. */
function addTokens(state: State): void {
  for (const { recorded, response } of recordedCalls) {
    const body = response.body as { access_token?: string; scope?: string } | null;
    if (!body?.access_token) continue;
    const expiresAt = Math.floor(Date.parse(recorded) / 1000) + 3600;
    state.tokens.push({ token: body.access_token, typeId: '1', scopes: (body.scope ?? '').split(' '), expiresAt });
  }
}

/** What Moodle's own quiz, assignment and page had given before. */
function addNativeGrades(state: State): void {
  const at = Date.parse('2026-11-21T20:43:42Z') / 1000;
  const done = (cmId: string, personId: string, reached: Completion['state']): void => {
    state.completions.push({ cmId, personId, state: reached, at });
  };
  for (const [personId, value] of [
    ['7', 9],
    ['8', 7],
    ['9', 4],
  ] as const) {
    const none = { feedback: null, overriddenAt: null, lockedAt: null, arrivedAt: null };
    state.grades.push({ itemId: '3', personId, raw: value, final: value, timeModified: at, ...none });
    done('3', personId, value < 5 ? 3 : 2);
  }
  for (const id of ['7', '8', '9', '10', '11', '12', '13', '14', '15', '20']) done('1', id, 1);
  for (const id of ['7', '8', '9', '10', '11']) done('2', id, 1);
}
