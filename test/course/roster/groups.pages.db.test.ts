import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../../support/site.js';
import type { LaunchWish } from '../../support/launches.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

const teacher = { person: 'tom', role: 'teacher' } as const;

const inGroups = (person: string, groupIds?: readonly string[]): LaunchWish => ({
  person,
  more: { person: { externalId: person, name: `${person} Example`, ...(groupIds && { groupIds }) } },
});

describe('the groups of a course', () => {
  beforeAll(async () => {
    await site.arrive(inGroups('ana', ['1', '2']));
    await site.arrive(inGroups('ben', ['2']));
    await site.arrive(inGroups('cleo', []));
    await site.arrive(inGroups('daiki'));
    await site.arrive({ ...teacher, ...inGroups('tom') });
  });

  test('are shown with how many people they are known for', async () => {
    const people = await (await site.arrive({ ...teacher, ...inGroups('tom') })).get('/roster');
    expect(people.text).toContain(
      'Groups are known for 3 of 5 people: everyone who opened Tandem since Monday 23 November.',
    );
    expect(people.text).toContain('Group 1 and Group 2');
    expect(people.text).toContain('not known yet');
    const groups = await people.follow('Names of the groups');
    expect(groups.title).toBe('2 groups have no name yet');
    expect(groups.text).toContain('Group 2number 2, 2 people known');
  });

  test('a bad list changes nothing, names its lines, and is kept', async () => {
    const tom = await site.arrive({ ...teacher, ...inGroups('tom') });
    const wrong = await (await tom.get('/roster/groups')).submit('Save the names', { list: '1,Tuesday\n2\n1,Again' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('2 lines cannot be read');
    expect(wrong.text).toContain('Line 2: There must be a number, a comma and a name, and nothing else. It says: 2');
    expect(wrong.text).toContain('Line 3: This group is in the list already.');
    expect(wrong.$('textarea').text()).toContain('1,Again');
    expect((await tom.get('/roster')).text).toContain('Group 1 and Group 2');
  });

  test('names come by a list and go with the next one', async () => {
    const tom = await site.arrive({ ...teacher, ...inGroups('tom') });
    const saved = await (
      await tom.get('/roster/groups')
    ).submit('Save the names', {
      list: 'id,name\n1,Tuesday\n2,"Friday, late"',
    });
    expect(saved.text).toContain('The names of the groups are saved.');
    expect(saved.text).toContain('Tuesday and Friday, late');
    const form = await tom.get('/roster/groups');
    expect(form.title).toBe('All 2 groups have names');
    expect(form.$('textarea').text().trim()).toBe('1,Tuesday\n2,"Friday, late"');
    await form.submit('Save the names', { list: '2,Friday' });
    expect((await tom.get('/roster')).text).toContain('Group 1 and Friday');
    const courseId = (await site.services.visits.find(tom.visitPath.split('/')[2] ?? '', site.now))?.visit.courseId;
    expect(await site.services.roster.groupNames(courseId ?? '')).toEqual(new Map([['2', 'Friday']]));
    expect(await site.services.roster.groupNames('other')).toEqual(new Map());
  });
});

describe('a course of 2,000', () => {
  beforeAll(async () => {
    await site.arrive({ ...teacher, course: 'big' });
    const members = Array.from({ length: 2000 }, (_, index) => ({
      externalId: `p${index}`,
      role: 'learner' as const,
      ...(index % 10 !== 0 && { name: `Person ${String(index).padStart(4, '0')}` }),
    }));
    site.platform.hasPeople(members);
    await (await (await site.arrive({ ...teacher, course: 'big' })).get('/roster')).submit('Read the list now');
    await site.arrive({ ...inGroups('p7', ['9']), course: 'big' });
  });

  test('is shown in pages that keep the filter', async () => {
    const tom = await site.arrive({ ...teacher, course: 'big' });
    const all = await tom.get('/roster');
    expect(all.text).toContain('Page 1 of 21');
    const nameless = await all.submit('Show', { show: 'nameless' });
    expect(nameless.text).toContain('200 people match.');
    const second = await nameless.follow('Next page');
    expect(second.text).toContain('Page 2 of 2');
    expect(second.$('th[scope=row]')).toHaveLength(100);
    expect(second.$('#show option[selected]').attr('value')).toBe('nameless');
    const one = await second.submit('Show', { show: '', find: 'son 1234' });
    expect(one.text).toContain('One person matches.');
    const grouped = await (await one.follow('Show everybody')).submit('Show', { group: '9' });
    expect(grouped.$('th[scope=row]').text()).toContain('p7 Example');
  });
});
