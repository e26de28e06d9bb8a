/** What people say of reminders, and what they and staff read of them. */
import { describe, expect, test } from '@jest/globals';
import { after, hour } from '../../src/shared/clock.js';
import { useReminded } from './reminded.js';

const { at, store, address, arrive, courseCalled, remind, letters } = useReminded();

describe('a person', () => {
  test('says what may remind them and when, for all their courses', async () => {
    const form = await (await arrive('ana')).get('/reminders/settings');
    expect((await form.submit('Save', { quietFrom: '25' })).status).toBe(422);
    const saved = await form.submit('Save', { most: '0', mail: 'no', quietFrom: '7', quietUntil: '7', on: 'checkin' });
    expect(saved.text).toContain('Saved. It holds from now on.');
    const other = await at.site.arrive({
      person: 'ana',
      platform: at.name,
      course: `${at.name}-other`,
      email: address('ana'),
    });
    expect((await other.get('/reminders/settings')).$('#most').val()).toBe('0');
    expect(await remind()).toMatchObject({ done: 1 });
    expect(letters().map(({ to }) => to)).toEqual([address('ben')]);
  });

  test('reads what was said, once on their home, and what is due', async () => {
    await remind();
    const { page } = await arrive('ana');
    expect(page.text).toContain('You were reminded of 1 thing.');
    const week = await (await arrive('ana')).get('/reminders');
    expect(week.title).toBe('1 thing is due in the next seven days');
    expect(week.text).toContain('Shown here, and sent by e-mail.');
    expect((await arrive('ana')).page.text).not.toContain('See what waits');
  });

  test('who left, or takes a break, is told nothing', async () => {
    await at.course.onlyHere(['ana']);
    at.site.now = new Date('2026-11-23T10:00:00Z');
    await remind();
    expect(letters().map(({ to }) => to)).not.toContain(address('ben'));
  });

  test('is listed and erased; that they want no e-mail is all that is left', async () => {
    await remind();
    const records = at.site.services.features.flatMap((one) => one.records ?? []).find(({ of }) => of === 'reminders');
    const key = [at.course.courseId(), at.course.id('ana')] as const;
    expect(JSON.stringify(await records?.list(...key))).toContain(address('ana'));
    await (await (await arrive('ana')).get('/reminders/settings')).submit('Save', { mail: 'no' });
    expect(await records?.erase(...key)).toBeGreaterThan(0);
    expect(await records?.erase(...key)).toBe(0);
    await arrive('ana');
    expect(JSON.stringify(await records?.list(...key))).not.toContain('@');
  });
});

test('for staff there is one table of what may remind whom', async () => {
  const tess = await at.site.arrive({ person: 'tess', platform: at.name, course: at.name, role: 'teacher' });
  const page = await (await tess.get('/mentoring')).follow('What reminds people');
  expect(page.text).toContain('Once, when half the time to answer is over.');
  expect(page.$('.row-item')).toHaveLength(8);
});

test('an invitation reminds whoever has not answered when half the time is over, not before, and once', async () => {
  const invited = `${at.name}-invited`;
  const made = courseCalled(invited);
  await made.people({ dora: { roleWish: 'mentee' }, emil: { roleWish: 'mentor' } });
  const { draftId, revision } = await made.draft();
  const doer = { courseId: made.courseId(), personId: 'a-teacher' };
  await at.site.services.pairing.publish(doer, { draftId, revision }, at.site.now, true);
  const wishes = { mail: true, off: ['digest'], most: 2, quietFrom: 0, quietUntil: 0 };
  for (const who of ['dora', 'emil']) {
    const form = await (await arrive(who, { course: invited })).get('/reminders/settings');
    const on = form
      .$('input[name="on"]')
      .toArray()
      .map((box) => String(form.$(box).val()))
      .filter((kind) => !wishes.off.includes(kind));
    expect(on).toContain('invitation');
    await form.submit('Save', { quietFrom: '0', quietUntil: '0' });
  }
  await store.connection().collection('reminderreaders').updateMany({ platformId: at.name }, { $set: { wishes } });
  await remind();
  expect(letters().filter(({ to }) => to === address('dora'))).toEqual([]);
  at.site.now = after(at.site.now, 37 * hour);
  await remind();
  const [letter, ...more] = letters().filter(({ to }) => to === address('dora'));
  expect(letter?.text).toContain('An invitation waits for your answer until');
  expect(more).toEqual([]);
  at.site.now = after(at.site.now, hour);
  await remind();
  expect(letters().filter(({ to }) => to === address('dora'))).toHaveLength(1);
});
