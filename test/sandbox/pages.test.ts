import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { CookieJar, follow, formsIn, request, startMoodle, type Form, type Page } from '../support/moodle.js';
import { startProbeTool, type ProbeTool } from '../support/probe-tool.js';

let moodle: Sandbox;
let tool: ProbeTool;

beforeAll(async () => {
  moodle = await startMoodle({ toolUrl: 'http://127.0.0.1:4000' });
  tool = await startProbeTool(moodle);
  await tool.register(moodle);
});

afterAll(async () => {
  tool.close();
  await moodle.close();
});

async function as(person: string): Promise<(path: string) => Promise<Page> & { jar?: CookieJar }> {
  const jar = new CookieJar();
  jar.set(moodle.url, (await moodle.signIn(person)).cookie);
  jars.set(person, jar);
  return async (path) => follow(jar, await request(jar, new URL(path, moodle.url).href));
}

const jars = new Map<string, CookieJar>();

/** Posts a form that the page rendered: only values of fields it has, and the names of its buttons, may be given. */
async function submit(person: string, page: Page, part: string, values: Record<string, string>): Promise<Page> {
  const form = formsIn(page).find(({ action }) => action.includes(part));
  if (!form) throw new Error(`no form for ${part} on ${page.url}`);
  for (const [name, value] of Object.entries(values)) {
    if (!page.text.includes(`name="${name}"`)) throw new Error(`the page has no ${name} for ${value}`);
  }
  const jar = jars.get(person) ?? new CookieJar();
  return follow(jar, await request(jar, form.action, { form: { ...form.fields, ...values } }));
}

const everyPage = [
  '/course/view.php?id=2',
  '/grade/report/grader/index.php?id=2',
  '/report/progress/index.php?id=2',
  '/user/index.php?id=2',
  '/mod/lti/toolconfigure.php',
  '/mod/page/view.php?id=1',
  '/mod/lti/view.php?id=3',
];

describe('every page', () => {
  test.each(everyPage)('%s is labelled as practice and shows who you are', async (path) => {
    const page = await (await as('Mira Lind'))(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain('This is a practice Moodle');
    expect(page.text).toMatch(/<option value="3" selected>\s*Mira Lind, teacher/);
  });

  test('that does not exist says so', async () => {
    const page = await (await as('Mira Lind'))('/course/view.php?id=99');
    expect(page.status).toBe(404);
  });

  test('turns away a form without the key of the session', async () => {
    const jar = new CookieJar();
    jar.set(moodle.url, (await moodle.signIn('Mira Lind')).cookie);
    const form = { person: '5', do: 'unenrol' };
    expect((await request(jar, `${moodle.url}/user/index.php?id=2`, { form })).status).toBe(403);
  });
});

describe('the course', () => {
  test('begins with what to try, and says who you are', async () => {
    const page = (await (await as('Ana Álvarez'))('/course/view.php?id=2')).text;
    const [first] = /<h2>[^<]*/.exec(page) ?? [];
    expect(first).toBe('<h2>New here?');
    expect(page).toContain('You are <bdi>Ana Álvarez</bdi> now');
  });

  test('ticks what is done, locks what is closed, and shows a learner their own points', async () => {
    const open = await as('Ana Álvarez');
    expect((await open('/course/view.php?id=2')).text).toContain('Opens when “Check-in” is done');
    await moodle.giveGrade('Ana Álvarez', 'Check-in', 8);
    await open('/mod/page/view.php?id=1');
    const course = (await open('/course/view.php?id=2')).text;
    expect(course.match(/✓ Done/g)).toHaveLength(2);
    expect(course).toContain('8 of 10 points');
    expect(course).not.toContain('Locked');
    expect(moodle.completion('Ana Álvarez', 'Welcome')).toBe(1);
  });

  test('opens an activity in a frame, and offers a new window', async () => {
    const page = (await (await as('Ana Álvarez'))('/mod/lti/view.php?id=3')).text;
    expect(page).toContain('<iframe');
    expect(page).toContain(
      'launch.php?id=3&amp;container=4'.replace('&amp;', page.includes('&#38;') ? '&#38;' : '&amp;'),
    );
  });

  test('lets the person at the browser be somebody else', async () => {
    const page = await (await as('Mira Lind'))('/course/view.php?id=2');
    const switched = await submit('Mira Lind', page, '/sandbox/switch', { person: moodle.person('Hana Kim').id });
    expect(switched.text).toMatch(/selected>\s*Hana Kim, student/);
    expect(switched.text).toContain('the visits that others began in this browser end');
  });

  test('can be looked at as a student', async () => {
    const page = await (await as('Mira Lind'))('/course/view.php?id=2');
    const looked = await submit('Mira Lind', page, 'switchrole', { role: 'student' });
    expect(looked.text).toContain('You look at this course as a student');
    await submit('Mira Lind', looked, 'switchrole', { role: 'own' });
    expect(moodle.state.switchedRoles).toEqual([]);
  });

  test('keeps the settings of an activity', async () => {
    const page = await (await as('Mira Lind'))(`/course/modsettings.php?id=${moodle.activity('Peer review').cmId}`);
    const rule = JSON.stringify({ by: 'group', groupId: '2' });
    await submit('Mira Lind', page, 'modsettings', { completion: 'pass', pass: '60', restriction: rule });
    expect(moodle.activity('Peer review')).toMatchObject({ completion: 'pass', restriction: { groupId: '2' } });
    expect(moodle.column('Peer review').pass).toBe(60);
  });
});

describe('the gradebook', () => {
  async function open(person: string): Promise<Page> {
    const path = `/grade/edit.php?item=${moodle.column('Check-in').id}&person=${moodle.person('Ben Baker').id}`;
    return (await as(person))(path);
  }

  test('lets a teacher override, lock, unlock and give back a grade', async () => {
    await moodle.giveGrade('Ben Baker', 'Check-in', 4);
    const grade = () => moodle.grade('Ben Baker', 'Check-in');
    const overridden = await submit('Mira Lind', await open('Mira Lind'), 'edit.php', { do: 'override', value: '9' });
    expect([grade()?.raw, grade()?.final]).toEqual([4, 9]);
    const locked = await submit('Mira Lind', overridden, 'edit.php', { do: 'lock' });
    expect(grade()?.lockedAt).not.toBeNull();
    const unlocked = await submit('Mira Lind', locked, 'edit.php', { do: 'unlock' });
    await submit('Mira Lind', unlocked, 'edit.php', { do: 'release' });
    expect(grade()).toMatchObject({ final: 4, overriddenAt: null, lockedAt: null });
  });

  test('may be changed by a non-editing teacher, and is closed to learners but for their own row', async () => {
    await submit('Jonas Weber', await open('Jonas Weber'), 'edit.php', { do: 'override', value: '5' });
    expect(moodle.grade('Ben Baker', 'Check-in')?.final).toBe(5);
    expect((await open('Ana Álvarez')).status).toBe(403);
    const own = await (await as('Ana Álvarez'))('/grade/report/grader/index.php?id=2');
    expect(own.text.match(/<th scope="row">/g)).toHaveLength(1);
  });
});

describe('participants', () => {
  test('are suspended, resumed, unenrolled, enrolled and added by a teacher', async () => {
    const { id } = moodle.person('Umar Farooq');
    const enrolment = () => moodle.state.enrolments.find(({ personId }) => personId === id);
    let page = await (await as('Mira Lind'))('/user/index.php?id=2');
    const act = async (wish: string): Promise<void> => {
      const row: Form | undefined = formsIn(page).find(({ fields }) => fields['person'] === id && !('back' in fields));
      const jar = jars.get('Mira Lind') ?? new CookieJar();
      page = await follow(jar, await request(jar, row?.action ?? '', { form: { ...row?.fields, do: wish } }));
    };
    await act('suspend');
    expect(enrolment()?.suspended).toBe(true);
    await act('resume');
    expect(enrolment()?.suspended).toBe(false);
    await act('unenrol');
    expect(enrolment()).toBeUndefined();
    await act('enrol');
    expect(enrolment()?.role).toBe('student');
    const jar = jars.get('Mira Lind') ?? new CookieJar();
    const add = formsIn(page).find(({ fields }) => 'givenName' in fields);
    const newcomer = { givenName: 'Nina', familyName: 'Newcomer', role: 'student', do: 'add' };
    await request(jar, add?.action ?? '', { form: { ...add?.fields, ...newcomer } });
    expect(moodle.learners()).toContainEqual(moodle.person('Nina Newcomer'));
  });
});

describe('the footer', () => {
  test('makes the services fail until they are told to behave', async () => {
    const token = await tool.token(moodle, [
      'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
    ]);
    const url = `${moodle.url}/mod/lti/services.php/CourseSection/2/bindings/1/memberships`;
    const status = async () => (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status;
    const page = await (await as('Mira Lind'))('/course/view.php?id=2');
    const broken = await submit('Mira Lind', page, 'trouble', { how: '429' });
    expect(broken.text).toContain('nrps: 429');
    expect(await status()).toBe(429);
    await submit('Mira Lind', broken, 'trouble', { how: 'calm' });
    expect(await status()).toBe(200);
  });

  test('withholds names, moves the clock, changes the cookies, and starts over without losing the tool', async () => {
    const page = await (await as('Mira Lind'))('/course/view.php?id=2');
    await submit('Mira Lind', page, '/sandbox/names', { share: 'no' });
    expect(moodle.launchClaims({ person: 'Ana Álvarez', activity: 'Mentoring' })).not.toHaveProperty('name');
    const before = moodle.now().getTime();
    await submit('Mira Lind', page, '/sandbox/clock', { by: 'week' });
    expect(moodle.now().getTime() - before).toBeGreaterThanOrEqual(7 * 86_400_000);
    await submit('Mira Lind', page, '/sandbox/clock', { by: 'real' });
    await submit('Mira Lind', page, '/sandbox/cookies', { mode: 'lax' });
    expect(moodle.state.cookies).toBe('lax');
    await submit('Mira Lind', page, '/sandbox/reset', {});
    expect(moodle.state.grades).toEqual([]);
    expect(moodle.tool().state).toBe('configured');
  });
});
