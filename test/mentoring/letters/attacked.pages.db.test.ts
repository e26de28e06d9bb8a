/** Letters when people leave, and what nobody should read of them. */
import { expect, test } from '@jest/globals';
import type { courseOn } from '../mentorships/course.js';
import { useTogether } from '../sessions/together.js';

let course: ReturnType<typeof courseOn>;
useTogether('letters-attacked', (together) => ({ course } = together));

const tess = async () => course.arrive('tess', 'teacher');

test('of a letter to everybody no more have read it than it is for, whoever left since', async () => {
  const write = await (await tess()).get('/letters/write');
  await write.submit('Send', { text: 'To all.' });
  for (const name of ['ana', 'ben']) await (await course.arrive(name)).get('/letters');
  expect((await (await tess()).get('/letters')).text).toContain('2 of 2 have read it.');
  await course.onlyHere(['ben']);
  expect((await (await tess()).get('/letters')).text).toContain('1 of 1 has read it.');
  expect((await (await tess()).get('/letters')).text).not.toContain('2 of');
});

test('words for somebody who left meanwhile are kept beside the reason, and the link says so', async () => {
  const path = `/letters/write?to=${course.id('ana')}`;
  const write = await (await tess()).get(path);
  await course.onlyHere(['ben']);
  const late = await write.submit('Send', { text: 'Words of an hour.' });
  expect(late.status).toBe(422);
  expect(late.title).toContain('Write to Ana Example');
  expect(late.$('#text').text()).toContain('Words of an hour.');
  expect(late.text).toContain('Nobody whom it is for is in the course any more.');
  const gone = await (await tess()).get(path);
  expect(gone.title).toBe('No messages were sent');
  expect(gone.text).toContain('Nobody whom it would be for is in the course any more.');
});

test('what is no letter is refused beside its field: too long, or of signs that nobody sees', async () => {
  const write = await (await tess()).get('/letters/write');
  const hostile = '<script>alert(1)</script> \u202egnorts\u202c & "x"';
  expect((await write.submit('Send', { text: '\u200b\u202e \u2066' })).status).toBe(422);
  expect((await write.submit('Send', { text: 'x'.repeat(60_000) })).status).toBe(422);
  await write.submit('Send', { text: hostile });
  const read = await (await course.arrive('ana')).get('/letters');
  expect(read.$('article script')).toHaveLength(0);
  expect(read.$('article .quoted').attr('dir')).toBe('auto');
  expect(read.text).toContain('<script>alert(1)</script>');
});
