import { expect, test } from '@jest/globals';
import type { TestSite } from '../../support/site.js';
import type { courseOn } from '../mentorships/course.js';
import { useTogether, type togetherIn } from '../sessions/together.js';

let site: TestSite;
let course: ReturnType<typeof courseOn>;
let pair: ReturnType<typeof togetherIn>;

useTogether('goals', (together) => {
  ({ site, course, pair } = together);
});

const wish = { text: 'Write loops', measure: '5 exercises', by: '2026-12-15', week2: 'One runs', before: '2' };

async function setGoal(more: Readonly<Record<string, string>> = {}) {
  const form = await (await course.arrive('ana')).get('/goals/new');
  return form.submit('Set this goal', { ...wish, ...more });
}

test('a goal is set, stands first on the agenda, is read by partner and teacher, and by nobody else', async () => {
  expect((await setGoal()).text).toContain('Your goal is set.');
  const { sessionId } = await pair.plan();
  const agenda = await pair.session('ben', sessionId);
  expect(agenda.$('.quoted').text()).toContain('Goal of Ana Example: Write loops');
  const read = await agenda.follow('Goal of Ana Example: Write loops');
  expect(read.text).toContain('5 exercises');
  const path = `/goals/of/${course.id('ana')}`;
  expect((await (await course.arrive('tess', 'teacher')).get(path)).text).toContain('Write loops');
  expect((await (await course.arrive('cleo')).get(path)).status).toBe(404);
  await course.undo();
  expect((await (await course.arrive('ben')).get(path)).status).toBe(404);
  expect((await pair.session('ben', sessionId)).text).not.toContain('Write loops');
});

test('reached, changed and given up are three things; the same question is asked at both ends', async () => {
  await setGoal();
  const goal = await (await (await course.arrive('ana')).get('/goals')).follow('Write loops');
  const unrated = await goal.submit('It is reached');
  expect(unrated.$('#after-problem').text()).toContain('Choose how sure you are.');
  const reached = await goal.submit('It is reached', { after: '4', why: 'I practised' });
  expect(reached.text).toMatch(/Reached on.*2 of 5.*4 of 5/);
  expect((await goal.submit('It is reached', { after: '1' })).text).toContain('was over already');
  await setGoal({ text: 'Second' });
  const second = await (await (await course.arrive('ana')).get('/goals')).follow('Second');
  const changing = await second.follow('Another goal in its place');
  expect(changing.$('#measure').attr('value')).toBe('5 exercises');
  expect((await changing.submit('Set it in its place', { text: 'Third', before: '3' })).text).toContain('Changed on');
  const third = await (await (await course.arrive('ana')).get('/goals')).follow('Third');
  expect((await third.submit('Give it up')).text).toContain('Given up on');
});

test('what is wrong is said beside its field; sent twice it is one', async () => {
  const form = await (await course.arrive('ana')).get('/goals/new');
  const past = await form.submit('Set this goal', { ...wish, by: '2026-11-01' });
  expect(past.status).toBe(422);
  expect(past.$('#by-problem').text()).toContain('That day is past.');
  expect(past.$('#text').attr('value')).toBe('Write loops');
  await form.submit('Set this goal', wish);
  await form.submit('Set this goal', wish);
  expect((await (await course.arrive('ana')).get('/goals')).$('.card')).toHaveLength(1);
  for (const text of ['two', 'three', 'four', 'five']) await setGoal({ text });
  expect((await setGoal({ text: 'six' })).text).toContain('You have 5 goals now.');
});

test('what shows it is an address of the web or words', async () => {
  await setGoal();
  const goal = await (await (await course.arrive('ana')).get('/goals')).follow('Write loops');
  const hostile = await goal.submit('Add it', { evidence: 'Quiz', href: 'javascript:alert(1)' });
  expect(hostile.$('#href-problem').text()).toContain('https://');
  const added = await goal.submit('Add it', { evidence: 'Quiz', href: 'https://moodle.example/quiz' });
  expect(added.$('.card a[rel~="noopener"]').attr('href')).toBe('https://moodle.example/quiz');
});

test('of one person they are listed and erased in one call', async () => {
  await setGoal();
  const { goals } = site.services;
  const whose = [course.courseId(), course.id('ana')] as const;
  expect(await goals.partOf(...whose)).toMatchObject([{ text: 'Write loops', before: 2 }]);
  expect(await goals.erasePartOf(...whose)).toBe(1);
  expect(await goals.partOf(...whose)).toEqual([]);
});
