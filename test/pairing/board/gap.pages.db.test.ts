import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { four, pagesOf } from '../pages.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

const german = { languages: ['de'] };
const english = { languages: ['en'] };
const six = { ana: english, ben: german, chloe: english, daiki: english, ema: german, felipe: german };

describe('a draft says how near it is to the best there could be', () => {
  test('where the greatest sum is proven, of mentors and of peers', async () => {
    const course = pagesOf(site, '451');
    await course.people(four);
    const tess = await course.arrive('tess', 'teacher');
    const mentoring = await course.made((await tess.get('/pairing')).submit('Make the draft', { mode: 'mentoring' }));
    expect(mentoring.text).toContain('Beside the best there could be');
    expect(mentoring.text).toContain(
      'No draft has a greater sum of scores with as many people, as many mentors in use and as good a weakest pair.',
    );
  });

  test('of circles by a bound, with the two who must be together and are not', async () => {
    const course = pagesOf(site, '452');
    await course.people(six);
    const tess = await course.arrive('tess', 'teacher');
    await (await tess.get('/pairing/rules')).submit('Save the rule', { kind: 'must', one: 'ana', other: 'ben' });
    const draft = await course.made((await tess.get('/pairing')).submit('Make the draft', { mode: 'circles' }));
    expect(draft.text).toContain('Not together');
    expect(draft.text).toMatch(
      /(Ana Example and Ben|Ben Example and Ana) Example must be in one circle, but no circle of three to six was found in which everybody may be with everybody\./,
    );
    expect(draft.text).toContain('Beside the best there could be');
  });

  test('and who is alone is told why by what holds of all others', async () => {
    const course = pagesOf(site, '453');
    await course.people({ ana: english, ben: english, chloe: german });
    const tess = await course.arrive('tess', 'teacher');
    const draft = await course.made((await tess.get('/pairing')).submit('Make the draft', { mode: 'peers' }));
    expect(draft.text).toContain('No language in common with anybody.');
  });
});
