import { describe, expect, test } from '@jest/globals';
import { after, day, minute } from '../../../src/shared/clock.js';
import type { Person } from '../../support/site.js';
import { courseOn } from '../mentorships/course.js';
import { useTalk } from './talk.js';

const at = useTalk('talk');
const { path, open, send, write } = at;

/** One after the other, a minute apart. */
async function writeAll(name: string, texts: readonly string[]) {
  for (const text of texts) {
    at.site.now = after(at.site.now, minute);
    await write(name, text);
  }
}

test('a pair that never wrote is asked to begin; what one writes is the first step of the other until it is read', async () => {
  const { page } = await at.course.arrive('ana');
  expect(page.text).toContain('Say hello to Ben Example');
  const talk = await page.follow('Write to Ben Example');
  expect(talk.text).toContain('Only you and Ben Example read this. Your teachers do not.');
  const sent = await talk.submit('Send to Ben Example', { text: 'Hello Ben!\n\nSee https://r-book.example/loops.' });
  expect(sent.text).toContain('Hello Ben!');
  const { page: home } = await at.course.arrive('ben');
  expect(home.text).toContain('Ana Example wrote to you');
  const read = await home.follow('Read and answer');
  expect(read.$('.talk .prewrap a').attr('href')).toBe('https://r-book.example/loops');
  expect(read.$('.talk .prewrap a').attr('rel')).toContain('noopener');
  expect((await at.course.arrive('ben')).page.text).not.toContain('wrote to you');
});

test('the first message has a text that can be sent as it is; the next one is the writer’s own', async () => {
  const talk = await open('ana');
  expect(talk.$('textarea[name=text]').text().trim()).toMatch(/^Hello Ben Example, now we are paired\./);
  const sent = await talk.submit('Send to Ben Example');
  expect(sent.$('.talk .prewrap').first().text()).toContain('Tell me two times that suit you this week');
  expect(sent.$('textarea[name=text]').text().trim()).toBe('');
});

test('what is empty or too long is refused beside the field, with the words kept', async () => {
  const unseen = await write('ana', '\u200b \u2060');
  expect(unseen.status).toBe(422);
  expect(unseen.text).toContain('Write something first.');
  const long = await write('ana', 'a'.repeat(4001));
  expect(long.status).toBe(422);
  expect(long.text).toContain('At most 4000 characters.');
  expect(long.$('textarea').text().trim()).toHaveLength(4001);
  expect((await write('ana', 'ش'.repeat(4000))).status).toBe(200);
});

test('hostile text is text', async () => {
  await write('ana', '<script>alert(1)</script> \u202Egnp.exe javascript:alert(1)');
  const read = await open('ben');
  expect(read.$('.talk script, .talk .prewrap a')).toHaveLength(0);
  expect(read.$('.talk').text()).toContain('<script>alert(1)</script> gnp.exe');
});

describe('taking back', () => {
  test('works for ten minutes, for whoever wrote it, and stays visible', async () => {
    await write('ana', 'a secret');
    expect((await open('ben')).$('form[action*="take-back"]')).toHaveLength(0);
    const done = await (await open('ana')).submit('Take back: a secret');
    expect(done.text).toContain('The message is taken back.');
    const read = await open('ben');
    expect(read.text).toContain('This message was taken back.');
    expect(read.text).not.toContain('a secret');
    expect((await at.course.arrive('ben')).page.text).not.toContain('wrote to you');
  });

  test('is refused later, and to the other one', async () => {
    await write('ana', 'stays');
    const mine = await open('ana');
    const address = mine.$('form[action*="take-back"]').attr('action') ?? '';
    const inside = address.slice(address.indexOf('/conversation'));
    await (await at.course.arrive('ben')).forge(inside, '');
    expect((await open('ben')).text).toContain('stays');
    at.site.now = after(at.site.now, 11 * minute);
    expect((await mine.submit('Take back: stays')).text).toContain('within 10 minutes');
    expect((await open('ben')).text).toContain('stays');
  });
});

test('of 45 messages the last ten are shown, earlier ones by thirty', async () => {
  for (let round = 0; round < 3; round += 1) {
    at.site.now = after(at.site.now, day);
    await writeAll(
      'ana',
      Array.from({ length: 15 }, (_, index) => `message ${String(round * 15 + index)}!`),
    );
  }
  const latest = await open('ben');
  expect(latest.$('.talk')).toHaveLength(10);
  expect(latest.text).toContain('message 44!');
  const earlier = await latest.follow('Show 35 earlier messages');
  expect(earlier.$('.talk')).toHaveLength(30);
  expect((await earlier.follow('Show 5 earlier messages')).text).toContain('message 0!');
  const file = await (await at.course.arrive('ben')).get(`${path('ana', 'ben')}/download`);
  expect(file.html.match(/message \d+!/g)).toHaveLength(45);
});

test('twenty in ten minutes are enough: the next one waits, its words are kept', async () => {
  const person: Person = await at.course.arrive('ana');
  for (let times = 0; times < 20; times += 1) {
    await send(await person.get(path('ana', 'ben')), `number ${String(times)}`);
  }
  const refused = await send(await person.get(path('ana', 'ben')), 'the next');
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('nothing was sent');
  expect(refused.$('textarea').text()).toContain('the next');
});

test('muted, it is no step; talking elsewhere is said to the other', async () => {
  await (await open('ben')).submit('Say nothing of new messages on my home');
  await write('ana', 'hello?');
  expect((await at.course.arrive('ben')).page.text).not.toContain('wrote to you');
  await (await open('ben')).submit('Save', { where: 'Moodle messages' });
  expect((await open('ana')).text).toContain('Ben Example says that you talk elsewhere: Moodle messages');
  await (await open('ben')).submit('Save', { where: '' });
  expect((await open('ana')).text).not.toContain('talk elsewhere: Moodle');
});

test('a question of the week is answered in its words', async () => {
  const talk = await open('ana');
  const question = talk.$('section[aria-labelledby="prompt"] p').text();
  const other = await talk.follow('Another question');
  expect(other.$('section[aria-labelledby="prompt"] p').text()).not.toBe(question);
  const answering = await talk.follow('Answer it');
  expect(answering.$('label[for="text"]').text()).toContain(question);
  await send(answering, 'that I am slow');
  expect((await open('ben')).$('.talk').text()).toContain(question);
});

describe('who is not in it', () => {
  test('finds nothing: another learner, a teacher, somebody of another course', async () => {
    const key = path('ana', 'ben');
    expect((await (await at.course.arrive('cleo')).get(key)).status).toBe(404);
    expect((await (await at.course.arrive('cleo')).forge(key, 'text=hello')).status).toBe(404);
    expect((await (await at.course.arrive('tess', 'teacher')).get(key)).status).toBe(403);
    const elsewhere = courseOn(at.site, 'another course');
    expect((await (await elsewhere.arrive('ana')).get(key)).status).toBe(404);
  });

  test('two who are not together cannot begin', async () => {
    await at.course.arrive('cleo');
    expect((await (await at.course.arrive('ana')).get(path('ana', 'cleo'))).status).toBe(404);
  });
});

test('a teacher writes the questions of the course, and takes the proposed ones back', async () => {
  const teacher = await at.course.arrive('tess', 'teacher');
  const saved = await (
    await teacher.get('/conversations/prompts')
  ).submit('Save the questions', {
    first: 'What is your aim?\n\n',
    middle: '',
  });
  expect(saved.text).toContain('Saved.');
  expect((await open('ana')).text).toContain('What is your aim?');
  await saved.submit('Ask the proposed questions again');
  expect((await open('ana')).text).not.toContain('What is your aim?');
});
