import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { after, minute } from '../../../src/shared/clock.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { four, pagesOf } from '../pages.js';
import { saving } from '../../support/saving.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

describe('two rules that give one mentee two mentors', () => {
  test('are said to be a conflict with both rules and before a draft is made, and not among peers', async () => {
    const course = pagesOf(site, '401');
    await course.people(four);
    const tess = await course.arrive('tess', 'teacher');
    const rule = { kind: 'must', one: 'ana' };
    await (await tess.get('/pairing/rules')).submit('Save the rule', { ...rule, other: 'amara' });
    const one = await tess.get('/pairing/rules');
    expect(one.text).not.toContain('Conflict');
    site.now = after(site.now, minute);
    const both = await one.submit('Save the rule', { ...rule, other: 'jonas' });
    expect(both.text.match(/Conflict: by your rules Ana Example must have several mentors/g)).toHaveLength(2);
    expect((await tess.get('/pairing')).text).toContain(
      'Ana Example must have several mentors: Amara Example and Jonas Example',
    );
    const { courseId } = await course.personOf('ana');
    await site.services.pairingSetup.saveSetup(courseId, { mode: 'peers' }, saving);
    expect((await tess.get('/pairing/rules')).text).not.toContain('Conflict');
  });
});

test('a circle of six is locked like any other', async () => {
  const course = pagesOf(site, '403');
  await course.people(Object.fromEntries(['ana', 'ben', 'chloe', 'daiki', 'ema', 'felipe'].map((name) => [name, {}])));
  const { courseId } = await course.personOf('ana');
  await site.services.pairingSetup.saveSetup(courseId, { mode: 'circles', circleSize: 6 }, saving);
  const tess = await course.arrive('tess', 'teacher');
  const draft = await course.made((await tess.get('/pairing')).submit('Make the draft', { mode: 'circles' }));
  const lock = draft.$('button').filter((_index, button) => draft.$(button).text().trim().startsWith('Lock'));
  const locked = await draft.submit(lock.first().text().replace(/\s+/g, ' ').trim());
  expect(locked.status).toBe(200);
  expect(locked.text).toContain('Locked by you');
});

describe('a swap in a circle', () => {
  test('asks first who goes, and changes that place alone', async () => {
    const course = pagesOf(site, '402');
    const names = ['ana', 'ben', 'chloe', 'daiki', 'ema', 'felipe', 'gia', 'hugo'];
    await course.people(Object.fromEntries(names.map((name) => [name, {}])));
    const tess = await course.arrive('tess', 'teacher');
    const draft = await course.made((await tess.get('/pairing')).submit('Make the draft', { mode: 'circles' }));
    const swap = draft.$('a[href*="/pairing/draft/swap/"]').first().attr('href') ?? '';
    const path = swap.slice(swap.indexOf('/pairing'));
    const asks = await tess.get(path);
    expect(asks.title).toBe('Who goes?');
    const ids = path.split('/').at(-1)?.split('.') ?? [];
    expect(ids).toHaveLength(4);
    const [, , third = ''] = ids;
    const offer = await tess.get(`${path}?out=${third}`);
    expect(offer.title).toMatch(/^Somebody else in the place of /);
    const chosen = offer.$('input[name="choice"]').first().attr('value') ?? '';
    const done = await offer.submit('Swap', { choice: chosen });
    expect(done.text).toContain('The swap is in the draft.');
    const { courseId } = await course.personOf('ana');
    const sheet = await site.services.edits.draftSheet(courseId, site.now);
    const circle = sheet?.draft.pairs.find(({ members }) => members.includes(chosen) && members.includes(ids[0] ?? ''));
    expect([...(circle?.members ?? [])].sort()).toEqual([...ids.filter((id) => id !== third), chosen].sort());
  });
});
