import { describe, expect, test } from '@jest/globals';
import type { SetupChange } from '../../../src/pairing/words/setup.js';
import { four, titles, usePairing } from '../pages.js';
import { publish } from '../../support/publishing.js';
import { saving } from '../../support/saving.js';

const at = usePairing();

async function chooses(change: SetupChange): Promise<void> {
  await at.course.people(four);
  const { courseId } = await at.course.personOf('ana');
  await at.site.services.pairingSetup.saveSetup(courseId, change, saving);
}

async function listed(...people: string[]): Promise<void> {
  for (const person of people) {
    const saved = await (await (await at.course.arrive(person)).get('/choices')).submit('Save', { listed: 'yes' });
    expect(saved.text).toContain('It is saved.');
  }
}

async function idOf(person: string): Promise<string> {
  return (await at.course.personOf(person)).personId;
}

describe('ranking', () => {
  test('shows only those of the other side who let themselves be found, with what they share', async () => {
    await chooses({ mode: 'choices' });
    await listed('amara', 'ben');
    const page = await (await at.course.arrive('ana')).get('/choices');
    expect(page.title).toBe('Whom would you like?');
    expect(titles(page)).toEqual(['Amara Example']);
    expect(page.text).toContain('Would like to mentor. 1 place.');
    expect(page.text).toContain('Only you and your teachers see whom you rank.');
  });

  test('keeps the answers, refuses the same person twice beside the field, and is told in the draft', async () => {
    await chooses({ mode: 'choices' });
    await listed('amara', 'jonas', 'ana', 'ben');
    const ana = await at.course.arrive('ana');
    const jonas = await idOf('jonas');
    const twice = await (await ana.get('/choices')).submit('Save', { 'rank-1': jonas, 'rank-2': jonas });
    expect(twice.status).toBe(422);
    expect(twice.text).toContain('You ranked this person already.');
    expect(twice.$('#rank-1 option:selected').attr('value')).toBe(jonas);
    const saved = await (await ana.get('/choices')).submit('Save', { 'rank-1': jonas });
    expect(saved.title).toBe('You ranked 1 person');
    const forJonas = await (await at.course.arrive('jonas')).get('/choices');
    await forJonas.submit('Save', { 'rank-1': await idOf('ana') });

    const tess = await at.course.arrive('tess', 'teacher');
    const draft = await at.course.made((await tess.get('/pairing')).submit('Make the draft', {}));
    expect(draft.text).toMatch(/\S+ ranked \S+.* 1st, .* ranked .* 1st\./);
    expect(draft.text).toContain('Placed by score: neither chose the other.');
    expect((await tess.get('/pairing/choices')).title).toBe('2 people have ranked');

    const published = await publish(draft);
    expect(published.status).toBe(200);
    expect((await ana.get('/choices')).title).toBe('The pairs are published');
    const late = await ana.forge('/choices', 'rank-1=');
    expect(late.status).toBe(409);
  });

  test('is nothing to do where the course pairs alone', async () => {
    await chooses({ mode: 'mentoring' });
    const ana = await at.course.arrive('ana');
    expect((await ana.get('/choices')).title).toBe('There is nothing to choose');
    expect((await ana.forge('/choices', '')).status).toBe(409);
  });
});

test('a teacher who plays a student chooses nothing', async () => {
  await chooses({ mode: 'choices' });
  await at.course.arrive('tess', 'teacher');
  const preview = await at.course.arrive('tess');
  const refused = await (await preview.get('/choices')).submit('Save', { listed: 'yes' });
  expect(refused.title).toBe('This is a preview');
});

describe('finding a partner oneself', () => {
  test('both agree, the teacher gets the pair, and nobody else learns of it', async () => {
    await chooses({ mode: 'chosen', rest: 'wait' });
    await listed('jonas');
    const ana = await at.course.arrive('ana');
    const asked = await (await ana.get('/choices')).submit('Ask', { partner: await idOf('jonas') });
    expect(asked.text).toContain('You asked. The answer is not here yet.');
    const ben = await (await at.course.arrive('ben')).get('/choices');
    expect(ben.text).not.toContain('asks whether you would be partners');
    const tess = await at.course.arrive('tess', 'teacher');
    expect((await tess.get('/pairing/choices')).title).toBe('No two people have agreed yet');

    const agreed = await (await (await at.course.arrive('jonas')).get('/choices')).submit('Agree: Ana Example', {});
    expect(agreed.title).toBe('You have agreed on a partner');
    expect((await tess.get('/pairing/choices')).title).toBe('1 pair has agreed');
    const draft = await at.course.made((await tess.get('/pairing')).submit('Make the draft', {}));
    expect(draft.title).toContain('1 pair');
    expect(draft.text).toContain('Chosen by both.');
    expect(draft.text).toContain('Ben Example has no mentor. No pair of their own choice could be made.');
    expect(draft.text).toContain('1 of 2');
  });

  test('who has no place left is said to be full, and may be left out of the list; words find people too', async () => {
    await chooses({ mode: 'chosen' });
    await listed('amara', 'jonas');
    const ana = await at.course.arrive('ana');
    await (await ana.get('/choices')).submit('Ask', { partner: await idOf('jonas') });
    await (await (await at.course.arrive('jonas')).get('/choices')).submit('Agree: Ana Example', {});
    const page = await (await at.course.arrive('ben')).get('/choices');
    expect(titles(page)).toEqual(['Amara Example', 'Jonas Example']);
    expect(page.text).toContain('Would like to mentor. No place left.');
    expect(page.text).not.toContain('Ana Example');
    const free = await page.submit('Show', { free: 'yes' });
    expect(titles(free)).toEqual(['Amara Example']);
    expect(free.$('[name=free]').attr('checked')).toBeDefined();
    expect((await free.submit('Show', { find: 'zzz' })).text).toContain('Nobody in the list fits this.');
  });

  test('a pair that breaks a rule is refused with the reason', async () => {
    await chooses({ mode: 'chosen' });
    await listed('jonas');
    await (await (await at.course.arrive('ana')).get('/choices')).submit('Ask', { partner: await idOf('jonas') });
    await (await (await at.course.arrive('jonas')).get('/choices')).submit('Agree: Ana Example', {});
    const { courseId } = await at.course.personOf('ana');
    const personIds = [await idOf('ana'), await idOf('jonas')] as const;
    await at.site.services.pairingSetup.setPairRule(
      { courseId, personId: 'tess' },
      { kind: 'never', personIds },
      at.site.now,
    );
    const tess = await at.course.arrive('tess', 'teacher');
    const page = await tess.get('/pairing/choices');
    expect(page.text).toContain('1 pair cannot be made');
    expect(page.text).toContain('You said that these two are never to be paired.');
    expect((await tess.get('/pairing')).text).toContain('1 pair agreed and cannot be made');
  });

  test('who was declined does not ask again; who declined may ask in turn; only who was asked answers', async () => {
    await chooses({ mode: 'chosen' });
    await listed('jonas', 'ana');
    const ana = await at.course.arrive('ana');
    const jonas = await at.course.arrive('jonas');
    await (await ana.get('/choices')).submit('Ask', { partner: await idOf('jonas') });
    const { courseId, personId } = await at.course.personOf('ana');
    const [proposal] = (await at.site.services.choices.sheet(courseId, personId, at.site.now)).proposals;
    const answer = `proposalId=${proposal?.proposalId ?? ''}&answer=agreed`;
    expect((await ana.forge('/choices/answer', answer)).status).toBe(409);
    await (await jonas.get('/choices')).submit('Decline: Ana Example', {});
    const again = await (await ana.get('/choices')).submit('Ask', { partner: await idOf('jonas') });
    expect(again.status).toBe(422);
    const inTurn = await (await jonas.get('/choices')).submit('Ask', { partner: personId });
    expect(inTurn.text).toContain('You asked. The answer is not here yet.');
  });
});

test('a first page with nobody yet leads to the choices, and only while there is something to choose', async () => {
  await chooses({ mode: 'choices' });
  const ana = await at.course.arrive('ana');
  expect((await ana.get('/mentoring')).text).toContain('Choose whom you would like');
  await at.site.services.pairingSetup.saveSetup((await at.course.personOf('ana')).courseId, { mode: 'peers' }, saving);
  expect((await ana.get('/mentoring')).text).not.toContain('Choose whom you would like');
});
