/** Reminders over a real SMTP server: once, whatever happens. */
import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { proposedWishes } from '../../src/reminders/reminder.js';
import { after, day, hour, minute } from '../../src/shared/clock.js';
import { startSite } from '../support/site.js';
import { useReminded } from './reminded.js';

const { at, store, address, arrive, together, remind, letters } = useReminded();

test('everybody is told once, by a letter without names in its subject, and nothing the second time', async () => {
  expect(await remind()).toEqual({ done: 2, failed: 0 });
  expect(
    letters()
      .map(({ to }) => to)
      .sort(),
  ).toEqual([address('ana'), address('ben')]);
  const text = letters().find(({ to }) => to === address('ben'))?.text ?? '';
  const subject = /^Subject: (.*)$/m.exec(text)?.[1] ?? '';
  expect(subject).toBe('Your week: 1 thing waits for you');
  expect(text).toMatch(/You have a session Tuesday/);
  expect(text).toContain('Times are those of Europe/Vienna.');
  expect(text).toContain('Statistics 101');
  expect(text).not.toMatch(/Ana Example|Ben Example/);
  expect(await remind()).toEqual({ done: 0, failed: 0 });
  at.site.now = after(at.site.now, 10 * minute);
  expect(await remind()).toEqual({ done: 0, failed: 0 });
  expect(letters()).toHaveLength(2);
});

test('two processes at the same moment write and send each once', async () => {
  const connection = await mongoose.createConnection(store.uri(), { autoIndex: false }).asPromise();
  const other = await startSite(connection, { smtp: at.box.url, now: at.site.now });
  try {
    const pass = () => other.services.jobs.find((job) => job.name === 'remind')?.run(at.site.now);
    const both = await Promise.all([remind(), pass()]);
    expect(both.reduce((sum, one) => sum + (one?.done ?? 0), 0)).toBe(2);
    await Promise.all([remind(), pass()]);
    expect(letters()).toHaveLength(2);
  } finally {
    await other.close();
    await connection.close();
  }
});

test('killed between claiming and hearing an answer, a letter is not sent again, and stands in Tandem', async () => {
  at.box.refuses.set(address('ana'), 452).set(address('ben'), 452);
  await remind();
  const messages = store.connection().collection('remindermessages');
  await messages.updateMany({ platformId: at.name, mail: 'waiting' }, { $set: { mail: 'sending' } });
  at.box.refuses.clear();
  at.site.now = after(at.site.now, 2 * hour);
  expect(await remind()).toEqual({ done: 0, failed: 0 });
  expect(letters()).toHaveLength(0);
  const ana = await arrive('ana');
  expect((await ana.get('/reminders')).text).toContain('whether it arrived is not known');
});

describe('where the mail server', () => {
  test('is down, letters wait, and one comes when it is back', async () => {
    await at.box.stop();
    expect(await remind()).toMatchObject({ done: 2, failed: 1 });
    at.site.now = after(at.site.now, 2 * hour);
    await remind();
    await at.box.start();
    at.site.now = after(at.site.now, 10 * minute);
    expect(await remind()).toEqual({ done: 0, failed: 0 });
    expect(letters()).toHaveLength(2);
  });

  test('is back when it is night, or when nothing waits any more, nobody is written to', async () => {
    await at.box.stop();
    await remind();
    await at.box.start();
    at.site.now = new Date('2026-11-23T22:00:00Z');
    await remind();
    expect(letters()).toHaveLength(0);
    at.site.now = new Date('2026-11-24T19:30:00Z');
    await remind();
    expect(letters()).toHaveLength(0);
    at.site.now = new Date('2026-11-25T09:00:00Z');
    await remind();
    expect(letters().filter(({ text }) => text.includes('You have a session'))).toHaveLength(0);
  });

  test('refuses one, the others get theirs; the operator sees it, it is not tried again, until Moodle tells another', async () => {
    at.box.refuses.set(address('ana'), 550);
    expect(await remind()).toEqual({ done: 2, failed: 0 });
    expect(letters().map(({ to }) => to)).toEqual([address('ben')]);
    const { mail } = await at.site.services.operators.facts(at.site.now);
    expect(mail?.refused.filter(({ platformId }) => platformId === at.name)).toMatchObject([
      { address: address('ana') },
    ]);
    at.box.refuses.clear();
    at.site.now = after(at.site.now, 7 * day);
    await remind();
    expect(letters().map(({ to }) => to)).not.toContain(address('ana'));
    const page = await (await arrive('ana')).get('/reminders/settings');
    expect(page.text).toContain('took no e-mail');
    await arrive('ana', { email: `new-${address('ana')}` });
    expect((await (await arrive('ana', { email: `new-${address('ana')}` })).get('/reminders/settings')).text).toContain(
      `E-mail goes to new-${address('ana')}`,
    );
  });

  test('has no room now, it is tried later', async () => {
    at.box.refuses.set(address('ana'), 452);
    expect(await remind()).toMatchObject({ failed: 1 });
    at.site.now = after(at.site.now, 9 * minute);
    expect(await remind()).toMatchObject({ failed: 0 });
    at.box.refuses.clear();
    at.site.now = after(at.site.now, 2 * minute);
    expect(await remind()).toEqual({ done: 0, failed: 0 });
    expect(letters().map(({ to }) => to)).toContain(address('ana'));
  });

  test('is down over two reminders, one letter says both, and both count as sent', async () => {
    await at.box.stop();
    await remind();
    await together(`${at.name}-second`);
    at.site.now = new Date('2026-11-23T18:00:00Z');
    expect(await remind()).toMatchObject({ done: 2 });
    await remind();
    await at.box.start();
    at.site.now = new Date('2026-11-23T23:00:00Z');
    await remind();
    at.site.now = new Date('2026-11-24T09:00:00Z');
    await remind();
    const sent = letters().filter(({ to }) => to === address('ana'));
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).toContain('Subject: Your week: 2 things wait for you');
    const { text } = await (await arrive('ana')).get('/reminders');
    expect(text.match(/Shown here, and sent by e-mail/g)).toHaveLength(2);
  });

  test('has no room for three days, it is given up, and that is the end', async () => {
    const form = await (await arrive('ana')).get('/reminders/settings');
    await form.submit('Save', { on: 'session' });
    at.box.refuses.set(address('ana'), 452);
    at.site.now = new Date('2026-11-23T18:00:00Z');
    await remind();
    const messages = store.connection().collection('remindermessages');
    const early = { $set: { at: after(at.site.now, -3 * day) } };
    const { modifiedCount } = await messages.updateMany({ platformId: at.name, mail: 'waiting' }, early);
    expect(modifiedCount).toBe(1);
    at.box.refuses.clear();
    for (const minutes of [15, 30]) {
      at.site.now = after(at.site.now, minutes * minute);
      expect(await remind()).toEqual({ done: 0, failed: 0 });
    }
    expect(letters().map(({ to }) => to)).toEqual([address('ben')]);
    expect((await (await arrive('ana')).get('/reminders')).text).toContain('No e-mail could be sent.');
  });

  test('falls silent over one letter, the others wait, and are sent', async () => {
    at.box.after = 'drop';
    expect(await remind()).toEqual({ done: 2, failed: 1 });
    expect(letters()).toHaveLength(1);
    at.box.after = 'answer';
    at.site.now = after(at.site.now, 10 * minute);
    await remind();
    const both = letters().map(({ to }) => to);
    expect(both.sort()).toEqual([address('ana'), address('ben')]);
  });
});

describe('whoever asks for no more of it between the reminder and the letter gets none', () => {
  test('of a kind', async () => {
    await at.box.stop();
    await remind();
    const form = await (await arrive('ana')).get('/reminders/settings');
    await form.submit('Save', { on: 'checkin' });
    await at.box.start();
    at.site.now = after(at.site.now, hour);
    await remind();
    expect(letters().map(({ to }) => to)).toEqual([address('ben')]);
  });

  test('by e-mail, while others are written to', async () => {
    const readers = store.connection().collection('reminderreaders');
    at.box.meanwhile = async (to) => {
      const externalId = to === address('ana') ? 'ben' : 'ana';
      const change = { $set: { wishes: { ...proposedWishes, mail: false } }, $unset: { address: 1 } } as const;
      await readers.updateOne({ platformId: at.name, externalId }, change);
    };
    expect(await remind()).toEqual({ done: 2, failed: 0 });
    expect(letters()).toHaveLength(1);
  });
});

test('somebody in three courses gets one message of all of them, and two in a week', async () => {
  for (const more of ['second', 'third']) await together(`${at.name}-${more}`);
  await remind();
  const sent = letters().filter(({ to }) => to === address('ana'));
  expect(sent).toHaveLength(1);
  expect(/^Subject: (.*)$/m.exec(sent[0]?.text ?? '')?.[1]).toBe('Your week: 3 things wait for you');
  for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
    at.site.now = after(at.site.now, 6 * hour);
    await remind();
  }
  expect(
    await store.connection().collection('remindermessages').countDocuments({ platformId: at.name, externalId: 'ana' }),
  ).toBeLessThanOrEqual(2);
});
