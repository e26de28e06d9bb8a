import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { after, minute } from '../../../src/shared/clock.js';
import { refusal } from '../../support/platform.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

const teacher = { person: 'tom', role: 'teacher' } as const;

describe('the roster page', () => {
  test('says who is here, how old that is, and reads it again when a teacher asks', async () => {
    const tom = await site.arrive(teacher);
    const before = await tom.get('/roster');
    expect(before.title).toBe('One person in this course');
    expect(before.text).toContain('was not read from Moodle yet');
    site.platform.hasPeople([
      { externalId: 'tom', role: 'teacher', name: 'Tom Teacher' },
      { externalId: 'ana', role: 'learner', name: 'Ana <b>Álvarez</b>' },
      { externalId: 'ben', role: 'learner' },
    ]);
    const read = await before.submit('Read the list now');
    expect(read.path).toBe('/roster?done=refreshed');
    expect(read.title).toBe('3 people in this course');
    expect(read.text).toContain('The list is up to date.');
    expect(read.text).toContain('2 learners and one teacher');
    expect(
      read
        .$('th[scope=row]')
        .map((_index, cell) => read.$(cell).find('bdi').text())
        .get(),
    ).toEqual(['Ana <b>Álvarez</b>', expect.stringMatching(/^Learner [0-9A-F]{4}$/), 'Tom Teacher']);
  });

  test('says in words why Moodle did not give it, and keeps the last one', async () => {
    const tom = await site.arrive(teacher);
    site.platform.answers.roster = () => Promise.resolve(refusal('scope_missing'));
    site.now = after(site.now, minute);
    const failed = await (await tom.get('/roster')).submit('Read the list now');
    expect(failed.path).toBe('/roster?done=failed');
    expect(failed.text).toContain('IMS LTI Names and Role Provisioning');
    expect(failed.title).toBe('3 people in this course');
    expect((await tom.get('/roster')).text).toContain('The list below is the last one we have.');
  });

  test('is not for learners, nor for a teacher who plays student', async () => {
    const ana = await site.arrive({ person: 'ana' });
    expect((await ana.get('/roster')).status).toBe(403);
    expect((await ana.forge('/roster/refresh', '')).status).toBe(403);
    const preview = await site.arrive({ person: 'tom', role: 'learner' });
    expect((await preview.get('/roster')).status).toBe(403);
  });

  test('shows a long list in pages, each under 20 KB', async () => {
    const tom = await site.arrive({ ...teacher, course: 'big' });
    const members = Array.from({ length: 1000 }, (_, index) => ({
      externalId: `p${index}`,
      role: 'learner' as const,
      name: `Person ${String(index).padStart(4, '0')}`,
    }));
    site.platform.hasPeople(members);
    const first = await (await tom.get('/roster')).submit('Read the list now');
    expect(first.title).toBe('1001 people in this course');
    const second = await first.follow('Next page');
    expect(second.path).toBe('/roster?page=2');
    expect(second.text).toContain('Page 2 of 11');
    expect((await tom.get('/roster?page=999')).text).toContain('Page 11 of 11');
    expect((await tom.get('/roster?page=x')).text).toContain('Page 1 of 11');
  });
});
