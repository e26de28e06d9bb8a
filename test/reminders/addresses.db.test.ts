/** Where reminders go by mail: whose address is kept, from where, and how long. */
import { describe, expect, test } from '@jest/globals';
import { useReminded } from './reminded.js';

const { at, store, address, arrive, remind, letters } = useReminded();

describe('an address', () => {
  test('that breaks the line, or of a teacher, is not kept', async () => {
    await arrive('cleo', { email: 'cleo@uni.example\r\nBcc: all@uni.example' });
    await at.site.arrive({
      person: 'tess',
      platform: at.name,
      course: at.name,
      role: 'teacher',
      email: address('tess'),
    });
    const stored = await store.connection().collection('reminderreaders').find({ platformId: at.name }).toArray();
    expect(stored.map((row) => row.externalId as string).sort()).toEqual(['ana', 'ben']);
  });

  test('is known from the list of the course, too', async () => {
    at.site.platform.hasPeople([
      { externalId: 'ana', role: 'learner', email: address('ana') },
      { externalId: 'ben', role: 'learner', email: address('ben') },
      { externalId: 'dora', role: 'learner', email: address('dora') },
      { externalId: 'tess', role: 'teacher', email: address('tess') },
    ]);
    await at.site.services.roster.refresh(at.course.courseId(), { now: at.site.now, force: true });
    const stored = await store.connection().collection('reminderreaders').find({ platformId: at.name }).toArray();
    expect(stored.map((row) => row.externalId as string).sort()).toEqual(['ana', 'ben', 'dora']);
  });

  test('is forgotten by one post of the link in a letter, which opens nothing else, and stays so', async () => {
    await remind();
    const text =
      letters()
        .find(({ to }) => to === address('ana'))
        ?.text.replace(/=\r\n/g, '') ?? '';
    const link = /List-Unsubscribe: ?<([^>]+)>/.exec(text.replace(/\r\n[ \t]+/g, ''))?.[1] ?? '';
    const seen = await fetch(link);
    expect(seen.status).toBe(200);
    expect(await seen.text()).toContain('Stop these e-mails?');
    expect(seen.headers.get('set-cookie')).toBeNull();
    const before = await (await arrive('ana')).get('/reminders/settings');
    expect(before.text).toContain(`E-mail goes to ${address('ana')}`);
    for (const more of ['x', '.x', '.%2F..%2F..']) {
      expect((await fetch(link + more)).status).toBe(404);
      expect((await fetch(link + more, { method: 'POST' })).status).toBe(404);
    }
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://mail.example' };
    const done = await fetch(link, { method: 'POST', headers, body: 'List-Unsubscribe=One-Click' });
    expect(await done.text()).toContain('No more e-mails');
    expect((await fetch(link, { method: 'POST' })).status).toBe(200);
    const later = await (await arrive('ana')).get('/reminders/settings');
    expect(later.text).toContain('your address is not kept');
    expect(
      await store
        .connection()
        .collection('reminderreaders')
        .countDocuments({ address: address('ana') }),
    ).toBe(0);
  });
});
