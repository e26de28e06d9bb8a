import { expect, test } from '@jest/globals';
import { after, minute } from '../../../src/shared/clock.js';
import { four, titles, usePairing } from '../pages.js';
import { publish } from '../../support/publishing.js';
import { saving } from '../../support/saving.js';

const at = usePairing();

/** Four who rank each other, and whose pairs are published. */
async function published() {
  await at.course.people(four);
  const { courseId } = await at.course.personOf('ana');
  await at.site.services.pairingSetup.saveSetup(courseId, { mode: 'choices' }, saving);
  for (const name of Object.keys(four)) {
    await (await (await at.course.arrive(name)).get('/choices')).submit('Save', { listed: 'yes' });
  }
  const tess = await at.course.arrive('tess', 'teacher');
  const draft = await at.course.made((await tess.get('/pairing')).submit('Make the draft', {}));
  await publish(draft);
  at.site.now = after(at.site.now, minute);
  return tess;
}

test('after a publication a teacher lets learners choose again, until a day; the pairs stay until others are published', async () => {
  const tess = await published();
  const ana = await at.course.arrive('ana');
  expect((await ana.get('/choices')).title).toBe('The pairs are published');
  const page = await (await tess.get('/pairing/choices')).follow('Let learners choose for a new round');
  expect(page.text).toContain('The pairs of today stay until you publish new ones.');
  for (const [until, problem] of [
    ['', 'Write a day and a time.'],
    ['2026-11-22T08:00', 'This time is over.'],
  ] as const) {
    const refused = await page.submit('Open choosing', { until });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(problem);
    expect(refused.$('#until').attr('value')).toBe(until);
  }
  expect((await page.submit('Open choosing', { until: '2026-11-30T18:00' })).text).toContain('Learners choose until');

  expect((await ana.get('/mentoring')).title).toContain('is your mentor');
  expect((await ana.get('/mentoring')).text).toContain('Choose whom you would like');
  const choosing = await ana.get('/choices');
  expect(choosing.text).toContain('the pairs of today stay until new ones are published');
  const { personId } = await at.course.personOf('jonas');
  expect((await choosing.submit('Save', { 'rank-1': personId })).title).toBe('You ranked 1 person');

  at.site.now = new Date('2026-12-01T09:00:00Z');
  const late = await at.course.arrive('ana');
  expect((await late.get('/choices')).title).toBe('The pairs are published');
  expect((await late.forge('/choices', 'rank-1=')).status).toBe(409);
});

test('a teacher closes choosing early; a publication closes it for its round', async () => {
  const tess = await published();
  await (await tess.get('/pairing/choices/open')).submit('Open choosing', { until: '2026-11-30T18:00' });
  at.site.now = after(at.site.now, minute);
  const open = await tess.get('/pairing/choices/open');
  expect((await open.submit('Close choosing now')).text).toContain('Choosing is closed.');
  expect((await (await at.course.arrive('ana')).get('/choices')).title).toBe('The pairs are published');

  await (await tess.get('/pairing/choices/open')).submit('Open choosing', { until: '2026-11-30T18:00' });
  at.site.now = after(at.site.now, minute);
  const draft = await at.course.made((await tess.get('/pairing')).submit('Make the draft', {}));
  await publish(draft);
  expect((await (await at.course.arrive('ana')).get('/choices')).title).toBe('The pairs are published');
});

test('only teachers open and close choosing, and only where people choose', async () => {
  await published();
  const ana = await at.course.arrive('ana');
  expect((await ana.forge('/pairing/choices/open', 'until=2026-11-30T18:00')).status).toBe(403);
  expect((await ana.forge('/pairing/choices/close', '')).status).toBe(403);
  const { courseId } = await at.course.personOf('ana');
  await at.site.services.pairingSetup.saveSetup(courseId, { mode: 'mentoring' }, saving);
  const tess = await at.course.arrive('tess', 'teacher');
  expect((await tess.get('/pairing/choices/open')).status).toBe(404);
});

test('a pair that a teacher swapped says who did, not that the score did', async () => {
  await at.course.people(four);
  const { courseId } = await at.course.personOf('ana');
  await at.site.services.pairingSetup.saveSetup(courseId, { mode: 'choices' }, saving);
  const tess = await at.course.arrive('tess', 'teacher');
  const draft = await at.course.made((await tess.get('/pairing')).submit('Make the draft', {}));
  expect(draft.text).toContain('Placed by score');
  const pair = await draft.follow(`Why: ${titles(draft)[0] ?? ''}`);
  const swap = await pair.follow('Swap');
  const value = swap.$('input[name=choice]').first().attr('value') ?? '';
  const swapped = await swap.submit(swap.$('main button.btn-primary').first().text().trim(), { choice: value });
  expect(swapped.text).toContain('Put together by Tess Example.');
  const again = `Why: ${titles(swapped)[0] ?? ''}`;
  expect((await swapped.follow(again)).text).toContain('Put together by Tess Example.');
});
