import { expect, test } from '@jest/globals';
import type { courseOn } from '../mentorships/course.js';
import { useTogether } from '../sessions/together.js';

let course: ReturnType<typeof courseOn>;
useTogether('letters', (together) => ({ course } = together));

const tess = async () => course.arrive('tess', 'teacher');

test('everybody reads what staff write to all, once, and staff see how many have', async () => {
  const write = await (await (await tess()).get('/letters')).follow('Write to everybody');
  expect(write.title).toBe('Write to all 2 learners');
  expect((await write.submit('Send', { text: '   ' })).text).toContain('Write something first.');
  const sent = await write.submit('Send', { text: 'No meeting on Friday.' });
  expect(sent.title).toBe('1 message was sent');
  expect(sent.text).toContain('Nobody of 2 has read it yet.');
  await write.submit('Send', { text: 'No meeting on Friday.' });
  expect((await (await tess()).get('/letters')).title).toBe('1 message was sent');
  const { page } = await course.arrive('ana');
  expect((await page.follow('Read it')).text).toContain('No meeting on Friday.');
  expect((await course.arrive('ana')).page.text).not.toContain('wrote to you');
  expect((await (await tess()).get('/letters')).text).toContain('1 of 2 has read it.');
  expect((await (await tess()).get(`/people/${course.id('ana')}/story`)).text).toContain('Got a message to everybody');
});

test('one reads what is written to them, the others do not, and nobody who left is written to', async () => {
  const write = await (await tess()).get(`/letters/write?to=${course.id('ana')}`);
  expect(write.title).toBe('Write to Ana Example');
  await write.submit('Send', { text: 'Come and see me.' });
  expect((await (await course.arrive('ana')).get('/letters')).text).toContain('Come and see me.');
  expect((await (await course.arrive('ben')).get('/letters')).text).not.toContain('Come and see me.');
  await course.onlyHere(['ben']);
  const late = await write.submit('Send', { text: 'Once more.' });
  expect(late.status).toBe(422);
  expect((await (await tess()).get('/letters')).title).toBe('1 message was sent');
});
