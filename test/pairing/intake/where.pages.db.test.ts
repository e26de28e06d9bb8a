import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSite, type PageSeen, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { fillIn, visitOf } from './fill-in.js';

const store = useStore();
let site: TestSite;
let course = 200;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  course += 1;
});
afterAll(() => site.close());

function arrive(person: string, role: 'learner' | 'teacher' = 'learner', timeZone?: string) {
  return site.arrive({ person, role, course: String(course), ...(timeZone !== undefined && { timeZone }) });
}

function values(page: PageSeen, selector: string): string[] {
  return page
    .$(selector)
    .toArray()
    .map((element) => page.$(element).attr('value') ?? '');
}

const checked = (page: PageSeen, name: string) => values(page, `[name=${name}]:checked`);

async function profileOf(person: Awaited<ReturnType<typeof arrive>>) {
  const { courseId, personId } = await visitOf(site, person);
  return site.services.intake.profile(courseId, personId);
}

describe('whose clock', () => {
  test('is the one Moodle sent, unless another city is named', async () => {
    const ana = await arrive('ana', 'learner', 'Africa/Dakar');
    const form = await ana.get('/profile');
    expect(form.text).toContain('Your clock: Dakar, now 09:00.');
    await fillIn(form, { city: 'São Paulo' });
    expect(await profileOf(ana)).toMatchObject({ timeZone: 'America/Sao_Paulo' });
    expect((await ana.get('/profile/form')).text).toContain('Your clock: Sao Paulo');
  });

  test('of several that are called so is chosen, and of none is asked again', async () => {
    const ana = await arrive('ana');
    const refused = await fillIn(await ana.get('/profile'), { city: 'Australia' });
    expect(refused.text).toContain('Several places are called so. Choose one.');
    expect(values(refused, '[name=timeZone]')).toContain('Australia/Perth');
    const unknown = await refused.submit('Send my profile', { city: 'Atlantis' });
    expect(unknown.text).toContain('We know no such place.');
    await refused.submit('Send my profile', { timeZone: 'Australia/Perth' });
    expect(await profileOf(ana)).toMatchObject({ timeZone: 'Australia/Perth' });
  });
});

test('languages are ticked, or typed in any language that we know them in, or as they are called', async () => {
  const ana = await arrive('ana');
  await fillIn(await ana.get('/profile'), { languages: 'en', otherLanguages: 'deutsch, Swahili, ladin,, Ladin' });
  expect(await profileOf(ana)).toMatchObject({ languages: ['en', 'de', 'sw', 'Ladin'] });
  expect((await ana.get('/profile')).text).toContain('English, German, Swahili and Ladin');
  expect(checked(await ana.get('/profile/form'), 'languages')).toEqual(['en', 'de', 'sw', 'Ladin']);
});
