import { describe, expect, test } from '@jest/globals';
import { threadKey } from '../../../src/mentoring/conversation/conversation.rules.js';
import { courseOn } from '../mentorships/course.js';
import { useTalk } from './talk.js';

const at = useTalk('closed');
const { open, send, write } = at;
const answered = { languages: ['en'] };

describe('afterwards', () => {
  test('two who were taken apart read it, and cannot write; a form that was open keeps its words', async () => {
    await write('ana', 'hello');
    const stale = await open('ben');
    await at.course.undo();
    const refused = await send(stale, 'too late');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('nothing was sent');
    const read = await open('ben');
    expect(read.text).toContain('You and Ana Example are not together now.');
    expect(read.$('textarea')).toHaveLength(0);
    expect((await at.course.arrive('ben')).page.text).toContain('Only to be read.');
  });

  test('a partner who is one of the staff now reads nothing here, and is not written to', async () => {
    await write('ben', 'hello');
    const stale = await open('ana');
    await at.course.arrive('ben', 'teacher');
    const read = await open('ana');
    expect(read.text).toContain('Ben Example takes no part in pairs now and cannot be written to here.');
    expect(read.$('textarea')).toHaveLength(0);
    expect((await send(stale, 'too late')).text).toContain('nothing was sent');
    const { page } = await at.course.arrive('ana');
    expect(page.text).not.toContain('Write to Ben');
    expect(page.text).toContain('Only to be read.');
  });

  test('of a circle only those who are here are promised to read it', async () => {
    const circle = courseOn(at.site, `circle-${String(at.number)}`);
    await circle.people({ ana: answered, ben: answered, cleo: answered });
    await circle.publish({ mode: 'peers' });
    await circle.onlyHere(['ana', 'cleo']);
    const key = threadKey(['ana', 'ben', 'cleo'].map((name) => circle.id(name)));
    const page = await (await circle.arrive('ana')).get(`/conversation/${key}`);
    expect(page.$('.btn-primary').text().trim()).toBe('Send to Cleo Example');
    expect(page.$('.form-note').text()).toBe('Cleo Example sees it on the home page of Tandem.');
  });

  test('a partner who left is not written to, and nobody is asked to', async () => {
    await write('ben', 'hello');
    await at.course.onlyHere(['ana']);
    const read = await open('ana');
    expect(read.text).toContain('Ben Example is not in the course any more and cannot be written to.');
    expect(read.$('textarea')).toHaveLength(0);
    expect((await at.course.arrive('ana')).page.text).not.toContain('Write to Ben');
  });
});
