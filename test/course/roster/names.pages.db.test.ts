import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

const nobody = { name: undefined } as const;
const teacher = { person: 'tom', role: 'teacher' } as const;

describe('on a Moodle that shares no names', () => {
  test('a learner is asked at the first visit how to be called, may skip it, and is not asked again', async () => {
    const ana = await site.arrive({ person: 'ana', kind: 'checkin', ...nobody });
    expect(ana.page.title).toBe('How do you want to be called here?');
    expect(ana.page.text).toContain('Everybody in this course sees it');
    const skipped = await ana.page.follow('Not now');
    expect(skipped.path).toMatch(/^\/checkins\/[\w-]+$/);
    const again = await site.arrive({ person: 'ana', kind: 'checkin', ...nobody });
    expect(again.page.path).toMatch(/^\/checkins\//);
    expect((await again.get('/name')).title).toMatch(/^You are called Learner [0-9A-F]{4} here$/);
  });

  test('the chosen name is what others read, and the visit goes on where it was going', async () => {
    const ben = await site.arrive({ person: 'ben', kind: 'checkin', ...nobody });
    const saved = await ben.page.submit('Save', { name: '  Ben   B. ' });
    expect(saved.path).toMatch(/^\/checkins\//);
    const own = await ben.get('/name');
    expect(own.title).toBe('You are called Ben B. here');
    expect(own.$('#name').attr('value')).toBe('Ben B.');
    const tom = await site.arrive(teacher);
    const people = await tom.get('/roster');
    expect(people.text).toContain('Ben B.Name chosen by this person');
    expect(people.text).toMatch(/Learner [0-9A-F]{4}/);
  });

  test('a bad or taken name is refused beside the field, and what was typed is kept', async () => {
    const cleo = await site.arrive({ person: 'cleo', ...nobody });
    const hidden = await cleo.page.submit('Save', { name: 'Cle\u202Eo' });
    expect([hidden.status, hidden.$('#name-problem').text()]).toEqual([
      422,
      expect.stringContaining('invisible characters'),
    ]);
    expect(hidden.$('#name').attr('value')).toBe('Cle\u202Eo');
    const taken = await hidden.submit('Save', { name: 'béN-b' });
    expect([taken.status, taken.text]).toEqual([422, expect.stringContaining('is called that already')]);
    expect((await taken.submit('Save', { name: 'Cleo' })).path).toBe('/mentoring');
    const other = await site.arrive({ person: 'cleo', course: '2', ...nobody });
    expect((await other.page.submit('Save', { name: 'Ben B.' })).status).toBe(200);
  });

  test('a learner cannot take a name that Moodle gave somebody else', async () => {
    await site.arrive({ person: 'zoe', name: 'Zoë Zander' });
    const dan = await site.arrive({ person: 'dan', ...nobody });
    expect((await dan.page.submit('Save', { name: 'zoe zander' })).status).toBe(422);
  });

  test('of two who choose the same name at once, one has it', async () => {
    const [one, other] = [
      await site.arrive({ person: 'one', ...nobody }),
      await site.arrive({ person: 'other', ...nobody }),
    ];
    const answers = await Promise.all([one, other].map(({ page }) => page.submit('Save', { name: 'Robin' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  test('a teacher takes a name away; it cannot be chosen again, another one can', async () => {
    const rude = await site.arrive({ person: 'rude', ...nobody });
    await rude.page.submit('Save', { name: 'Silly Sausage' });
    const tom = await site.arrive(teacher);
    const taken = await (await tom.get('/roster')).submit('Take the name away: Silly Sausage');
    expect(taken.text).toContain('The name is taken away.');
    expect(taken.text).not.toContain('Silly Sausage');
    const told = await rude.get('/name');
    expect(told.text).toContain('A teacher took away the name you had chosen.');
    const again = await told.submit('Save', { name: 'silly sausage' });
    expect([again.status, again.text]).toEqual([422, expect.stringContaining('A teacher took this name away.')]);
    expect((await again.submit('Save', { name: 'Sam' })).title).toBe('You are called Sam here');
  });

  test('an empty name is no name again', async () => {
    const eve = await site.arrive({ person: 'eve', ...nobody });
    await eve.page.submit('Save', { name: 'Eve' });
    const gone = await (await eve.get('/name')).submit('Save', { name: ' ' });
    expect(gone.title).toMatch(/^You are called Learner [0-9A-F]{4} here$/);
    expect(gone.text).toContain('Your name is gone.');
  });

  test('teachers are not asked, and may not take a name of another course away', async () => {
    const teacher2 = await site.arrive({ person: 'tim', role: 'teacher', course: '2', ...nobody });
    expect(teacher2.page.path).toBe('/mentoring');
    const tom = await site.arrive(teacher);
    const address = (await tom.get('/roster'))
      .$('form[action$="/take-name"]')
      .attr('action')
      ?.replace(/^\/s\/[^/]+/, '');
    expect((await teacher2.forge(address ?? '', '')).status).toBe(404);
  });
});

test('Moodle’s name wins as soon as it is shared', async () => {
  const flo = await site.arrive({ person: 'flo', ...nobody });
  await flo.page.submit('Save', { name: 'Flower' });
  const named = await site.arrive({ person: 'flo', name: 'Florence Field' });
  const page = await named.get('/name');
  expect(page.title).toBe('You are called Florence Field here');
  expect(page.$('#name')).toHaveLength(0);
});

test('a teacher who plays student sees the page and stores nothing', async () => {
  const preview = await site.arrive({ ...teacher, role: 'learner' });
  expect((await preview.get('/name')).text).toContain('as a student would');
  expect((await preview.forge('/name', 'name=Tommy')).status).toBe(403);
});

test.each(['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)'])(
  'the visit is not sent on to %s',
  async (next) => {
    const gil = await site.arrive({ person: `gil ${next.length}`, ...nobody });
    const page = await gil.get(`/name?next=${encodeURIComponent(next)}`);
    expect(page.html).not.toContain('elsewhere');
    expect(page.html).not.toContain('javascript:');
    const sent = await gil.forge(
      '/name',
      new URLSearchParams({ name: `G${'abcdef'[next.length % 6] ?? ''} ${next.length} x`, next }).toString(),
    );
    expect(sent.path).toMatch(/^\/name\?done=/);
  },
);
