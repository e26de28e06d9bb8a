/** What is surely known of a letter, by how the server behaves. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { postTo, type Letter, type Post } from '../../src/reminders/smtp.js';
import { openPostbox, type Postbox } from './postbox.js';

let box: Postbox;
let post: Post;
const letter = (to = 'ana@uni.example'): Letter => ({
  ...{ to, subject: 'Two things', text: 'Plain words: größer', html: '<p>größer</p>', messageId: '<1@tandem.example>' },
  date: new Date('2026-11-23T09:00:00Z'),
  unsubscribe: 'https://tandem.example/unsubscribe/x',
});

beforeEach(async () => {
  box = await openPostbox();
  post = postTo(box.url, 'tandem@uni.example', 400);
});
afterEach(async () => {
  post.close();
  await box.stop();
});

test('several go over one connection, as text and HTML, with a way out for mail programs', async () => {
  expect(await post.ready()).toBe(true);
  expect(await post.send(letter())).toEqual({ is: 'sent' });
  expect(await post.send(letter('ben@uni.example'))).toEqual({ is: 'sent' });
  expect(box.taken.map(({ to }) => to)).toEqual(['ana@uni.example', 'ben@uni.example']);
  const text = box.taken[0]?.text ?? '';
  expect(text).toContain('List-Unsubscribe: <https://tandem.example/unsubscribe/x>');
  expect(text).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(text).toContain('Date: Mon, 23 Nov 2026 09:00:00 +0000');
  expect(text).toContain('Auto-Submitted: auto-generated');
  expect(text).toMatch(/multipart\/alternative[\s\S]*text\/plain[\s\S]*text\/html/);
});

test('many over one connection leave nobody listening who has had his answer', async () => {
  const warnings: string[] = [];
  const heard = (warning: Error) => warnings.push(warning.name);
  process.on('warning', heard);
  await post.ready();
  for (let count = 0; count < 15; count += 1) expect(await post.send(letter())).toEqual({ is: 'sent' });
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', heard);
  expect(warnings).toEqual([]);
});

test('an address that is not taken is refused, one that is not taken now waits, and the others go on', async () => {
  box.refuses.set('gone@uni.example', 550).set('full@uni.example', 452);
  await post.ready();
  expect(await post.send(letter('gone@uni.example'))).toMatchObject({ is: 'refused' });
  expect(await post.ready()).toBe(true);
  expect(await post.send(letter('full@uni.example'))).toMatchObject({ is: 'later' });
  expect(await post.ready()).toBe(true);
  expect(await post.send(letter())).toEqual({ is: 'sent' });
  expect(box.taken).toHaveLength(1);
});

test.each(['hang', 'drop'] as const)('of a message after which the server does %s nobody knows', async (after) => {
  box.after = after;
  await post.ready();
  expect(await post.send(letter())).toEqual({ is: 'unknown' });
});

test('a server that ends an idle connection has taken nothing', async () => {
  await post.ready();
  await box.stop();
  expect(await post.send(letter())).toMatchObject({ is: 'later' });
  expect(await post.ready()).toBe(false);
  await box.start();
  expect(await post.ready()).toBe(true);
});

test('an address with a line break writes no header', async () => {
  await post.ready();
  expect(await post.send(letter('ana@uni.example\r\nBcc: all@uni.example'))).not.toEqual({ is: 'sent' });
  expect(box.taken).toEqual([]);
});
