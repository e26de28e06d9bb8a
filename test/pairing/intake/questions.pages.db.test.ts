import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { answersIn } from '../../../src/pairing/intake/packed.rules.js';
import { fillIn, visitOf } from './fill-in.js';
import { saving } from '../../support/saving.js';

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
    expect(first.$('[name=topic-1]').first().val()).toBe('need Writing');
    expect(first.text).not.toContain('I like lists.');
    await (await tess.get('/profile/questions')).submit('Save the questions', { asked: ['strong', 'stage', 'style'] });
    const added = await ana.get('/profile');
    expect(added.text).toContain('I like lists.');
    expect(added.$('[name=stage] option').toArray()).toHaveLength(3);
    expect(added.text).toContain('It does not count when partners are looked for.');
    expect(added.$('[name=channel]')).toHaveLength(0);
  });

  test('that a teacher ticks beside what the way of pairing uses are on the page, and say what each is for', async () => {
    const tess = await arrive('tess', 'teacher');
    const page = await tess.get('/profile/questions');
    const ticked = page
      .$('[name=asked]:checked')
      .toArray()
      .map((box) => page.$(box).attr('value'));
    expect(ticked).toEqual(['strong', 'wanted', 'channel', 'languages', 'timeZone', 'availability']);
    expect(page.text).toContain('Needs help inCounts most in the way you pair');
    expect(page.text).toContain('GoalsNot used by the way you pair');
    await page.submit('Save the questions', { asked: ['channel', 'goals'] });
    const ana = await arrive('ana');
    const form = await ana.get('/profile');
    expect(form.$('.block')).toHaveLength(3);
    const sent = await form.submit('Send my profile', { roleWish: 'mentee', goals: 'Pass.', shares: 'goals' });
    expect(sent.path).toBe('/mentoring?done=profile');
    expect((await ana.get('/profile')).text).toContain('Partners may seeWhat I would like to reach');
  });

  test('added after people sent their profile are all that they are asked, once', async () => {
    const ana = await arrive('ana');
    await fillIn(await ana.get('/profile'));
    expect((await ana.get('/mentoring')).text).not.toContain('new question');
    const { courseId, personId } = await visitOf(site, ana);
    await site.services.pairingSetup.takePreset(courseId, 'near-peers', saving);
    await site.services.intake.saveQuestions(courseId, { stages: ['Module 1', 'Module 2'] });
    const home = await ana.get('/mentoring');
    expect(home.text).toContain('Answer 3 new questions');
    const form = await home.follow('See what is new');
    expect(form.title).toBe('3 new questions');
    expect(form.$('[name=shown]').val()).toBe('confidence stage maxMentees');
    await form.submit('Save the changes', { stage: 'Module 2' });
    expect((await ana.get('/mentoring')).text).not.toContain('new question');
    expect(await site.services.intake.profile(courseId, personId)).toMatchObject({
      ...{ stage: 'Module 2', channel: 'chat', roleWish: 'both', strong: ['Academic writing', 'Programming and data'] },
    });
    await site.services.pairingSetup.takePreset(courseId, 'one-to-one', saving);
    const now = await ana.get('/profile');
    expect(now.text).toContain('Kept, and not asked any more');
    expect(now.text).toContain('Module 2');
  });

  test('are none about the part where a course has no parts, until it has', async () => {
    const ana = await arrive('ana');
    const { courseId, personId } = await visitOf(site, ana);
    const { intake, pairingSetup } = site.services;
    await pairingSetup.takePreset(courseId, 'study-pairs', saving);
    const form = await ana.get('/profile');
    expect(form.$('[name=roleWish]')).toHaveLength(0);
    await form.submit('Send my profile');
    const said = async () => answersIn(await intake.packedProfiles(courseId), await intake.questions(courseId));
    expect((await said()).get(personId)).not.toHaveProperty('roleWish');
    await pairingSetup.takePreset(courseId, 'one-to-one', saving);
    const added = await ana.get('/profile/form?only=new');
    expect(added.$('[name=shown]').val()).toBe('roleWish');
    expect(added.$('[name=roleWish]:checked')).toHaveLength(0);
    expect((await added.submit('Save the changes')).status).toBe(422);
    await added.submit('Save the changes', { roleWish: 'mentor' });
    expect((await said()).get(personId)).toMatchObject({ roleWish: 'mentor' });
  });

  test('changed after answers came in keep the answers, which count again when asked again', async () => {
    const ana = await arrive('ana');
    await fillIn(await ana.get('/profile'));
    const { courseId, personId } = await visitOf(site, ana);
    const { intake } = site.services;
    await intake.saveQuestions(courseId, { asked: ['channel'], topics: ['Other'] });
    const now = await intake.profile(courseId, personId);
    expect(now).toMatchObject({ channel: 'chat', strong: [], availability: [] });
    await (await ana.get('/profile/form')).submit('Save the changes', { channel: 'video' });
    const { asked } = await intake.questions('another course');
    await intake.saveQuestions(courseId, { asked });
    const said = await intake.profile(courseId, personId);
    expect(said).toMatchObject({ channel: 'video', strong: ['Academic writing', 'Programming and data'] });
    expect(said?.availability).toHaveLength(10);
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
