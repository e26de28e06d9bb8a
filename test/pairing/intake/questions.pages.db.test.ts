import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { fillIn, full, visitOf } from './fill-in.js';

const store = useStore();
let site: TestSite;
let course = 100;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  course += 1;
});
afterAll(() => site.close());

function arrive(person: string, role: 'learner' | 'teacher' = 'learner') {
  return site.arrive({ person, role, course: String(course) });
}

describe('the questions', () => {
  test('are the teacher’s: intro, modules, topics and statements reach the learner', async () => {
    const tess = await arrive('tess', 'teacher');
    const saved = await (
      await tess.get('/profile/questions')
    ).submit('Save the questions', {
      intro: 'Welcome! Take your time.',
      topics: 'Statistics\nWriting\nwriting\n',
      stages: 'Module 1\nModule 2',
      style: 'I like lists.',
    });
    expect(saved.text).toContain('The questions are saved.');
    expect(saved.$('[name=topics]').val()?.toString().trim()).toBe('Statistics\nWriting');
    const ana = await arrive('ana');
    const first = await ana.get('/profile');
    expect(first.text).toContain('Welcome! Take your time.');
    const topics = await first.submit('Next', { roleWish: 'mentee', stage: 'Module 2' });
    const meeting = await topics.submit('Next', { confidence: '2 Statistics' });
    expect((await meeting.submit('Next')).text).toContain('I like lists.');
  });

  test('that are not asked are on no page, and a page without questions is left out', async () => {
    const tess = await arrive('tess', 'teacher');
    const asked = ['goals', 'channel'];
    await (await tess.get('/profile/questions')).submit('Save the questions', { asked });
    const ana = await arrive('ana');
    const first = await ana.get('/profile');
    expect(first.text).toContain('Page 1 of 3');
    expect(first.$('[name=maxMentees]')).toHaveLength(0);
    const meeting = await first.submit('Next', { roleWish: 'mentee', goals: 'Pass.' });
    expect(meeting.path).toBe('/profile/meeting?done=step');
    const style = await meeting.submit('Next', { channel: 'video' });
    expect(style.$('[name=shares]')).toHaveLength(1);
    expect((await style.submit('Send my profile')).path).toBe('/mentoring?done=profile');
  });

  test('changed after answers came in keep the answers, which count again when asked again', async () => {
    const ana = await arrive('ana');
    await fillIn(await ana.get('/profile'));
    const { courseId, personId } = await visitOf(site, ana);
    const { intake } = site.services;
    await intake.saveQuestions(courseId, { asked: ['channel'], topics: ['Other'] });
    const now = await intake.profile(courseId, personId);
    expect(now).toMatchObject({ channel: 'chat', strong: [], confidence: {}, availability: [] });
    expect(now).not.toHaveProperty('goals');
    expect(now).not.toHaveProperty('constraints');
    await (await ana.get('/profile/meeting')).submit('Save the changes', { channel: 'video' });
    const { asked } = await intake.questions('another course');
    await intake.saveQuestions(courseId, { asked });
    expect(await intake.profile(courseId, personId)).toMatchObject({
      ...{ channel: 'video', goals: full.wish.goals, availability: ['mon-18', 'mon-19', 'sat-9'] },
      ...{ strong: full.topics.strong, confidence: { 'Academic writing': 4, 'Preparing for exams': 1 } },
    });
  });

  test.each([
    [{ topics: '  \n ' }, 'Write at least one topic.'],
    [{ topics: '__proto__' }, 'computers keep for themselves'],
    [{ stages: 'x'.repeat(61) }, 'Shorten each module'],
    [{ style: 'a\nb\nc\nd\ne\nf' }, 'Write at most 5 statements.'],
    [{ intro: 'x'.repeat(601) }, 'Please shorten this to 600 characters or fewer.'],
  ])('are refused beside the field: %j', async (given, message) => {
    const tess = await arrive('tess', 'teacher');
    const refused = await (await tess.get('/profile/questions')).submit('Save the questions', given);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(message);
    const [name, value] = Object.entries(given)[0] ?? [];
    expect(
      refused
        .$(`[name=${String(name)}]`)
        .val()
        ?.toString()
        .trim(),
    ).toBe(value?.trim());
  });

  test('are each course’s own, are copied to another one without anybody’s answers, and are not for learners', async () => {
    const { intake } = site.services;
    const ana = await arrive('ana');
    await fillIn(await ana.get('/profile'));
    const { courseId } = await visitOf(site, ana);
    await intake.saveQuestions(courseId, { topics: ['Statistics'], stages: ['Module 1'] });
    course += 1;
    const other = (await visitOf(site, await arrive('tess', 'teacher'))).courseId;
    expect((await intake.questions(other)).topics).toHaveLength(10);
    await intake.copySettings(courseId, other);
    expect(await intake.questions(other)).toEqual(await intake.questions(courseId));
    expect((await intake.profiles(other)).size).toBe(0);
    await intake.saveQuestions(other, { topics: ['Own topic'] });
    await intake.saveQuestions(courseId, { intro: 'Welcome' });
    await intake.copySettings(courseId, other);
    expect(await intake.questions(other)).toMatchObject({ topics: ['Own topic'], intro: 'Welcome' });
    expect((await (await arrive('ana')).get('/profile/questions')).status).toBe(403);
  });

  test('propose the names of the course’s gates as its stages, until the teacher says otherwise', async () => {
    course += 1;
    const tess = await arrive('tess', 'teacher');
    expect((await tess.get('/profile/questions')).$('[name=stages]').val()?.toString().trim()).toBe('');
    await site.arrive({ person: 'tess', role: 'teacher', course: String(course), kind: 'gate' });
    const page = await tess.get('/profile/questions');
    expect(page.$('[name=stages]').val()).toContain('Activity gate');
    expect(page.text).toContain('The names of your gates stand here as a proposal');
    const saved = await page.submit('Save the questions', { stages: '' });
    expect(saved.$('[name=stages]').val()?.toString().trim()).toBe('');
  });
});
