import { expect, test } from '@jest/globals';
import { threadKey } from '../../../src/mentoring/conversation/conversation.rules.js';
import { after, minute } from '../../../src/shared/clock.js';
import { useTalk } from './talk.js';

const at = useTalk('sending');
const { path, open, send, write } = at;

test('sent twice from one page it is one message', async () => {
  const talk = await open('ana');
  await send(talk, 'once');
  await send(talk, 'once');
  expect((await open('ben')).$('.talk')).toHaveLength(1);
});

test('other words from a page that was sent already are another message', async () => {
  const talk = await open('ana');
  await send(talk, 'first');
  await send(talk, 'second');
  expect((await open('ben')).$('.talk').text()).toMatch(/first[^]*second/);
});

test('what is sent again after the answer takes the news from nobody', async () => {
  await at.course.arrive('ana');
  const doer = { courseId: at.course.courseId(), personId: at.course.id('ana') };
  const key = threadKey(['ana', 'ben'].map((name) => at.course.id(name)));
  const send = () =>
    at.site.services.conversation.send(doer, key, { text: 'a question', once: 'one-page' }, at.site.now);
  await send();
  at.site.now = after(at.site.now, minute);
  await write('ben', 'an answer');
  at.site.now = after(at.site.now, minute);
  expect(await send()).toEqual({ ok: true });
  expect((await at.course.arrive('ana')).page.text).toContain('Ben Example wrote to you');
});

test('on a clock that was stepped back, what is said last stands last and is news', async () => {
  await write('ana', 'before the step');
  await open('ben');
  at.site.now = after(at.site.now, -60 * minute);
  await write('ana', 'after the step');
  expect((await at.course.arrive('ben')).page.text).toContain('Ana Example wrote to you');
  expect((await open('ben')).$('.talk').text()).toMatch(/before the step[^]*after the step/);
});

test('a question that nobody asks here is not shown as one', async () => {
  const ana = await at.course.arrive('ana');
  await ana.forge(path('ana', 'ben'), 'text=hello&prompt=Your+teacher+asks+for+your+password');
  const read = await open('ben');
  expect(read.$('.talk').text()).toContain('hello');
  expect(read.text).not.toContain('password');
});

test('of one person they are listed and erased in one call, and the words of the other stay', async () => {
  await write('ana', 'mine');
  await write('ben', 'an answer');
  const { conversation } = at.site.services;
  const whose = [at.course.courseId(), at.course.id('ana')] as const;
  const listed = await conversation.partOf(...whose);
  expect(listed).toMatchObject([
    { text: 'mine' },
    { key: threadKey(['ana', 'ben'].map((name) => at.course.id(name))) },
  ]);
  expect(JSON.stringify(listed)).not.toContain('an answer');
  expect(await conversation.erasePartOf(...whose)).toBe(2);
  expect(await conversation.erasePartOf(...whose)).toBe(0);
  expect(await conversation.partOf(...whose)).toEqual([]);
  const talk = (await open('ben')).$('.talk').text();
  expect(talk).toContain('an answer');
  expect(talk).not.toContain('mine');
});
