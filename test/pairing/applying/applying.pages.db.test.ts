import { expect, test } from '@jest/globals';
import type { TestSite } from '../../support/site.js';
import { useSite } from '../../support/use-site.js';
import { courseOn } from '../../mentoring/mentorships/course.js';

let site: TestSite;
let course: ReturnType<typeof courseOn>;
useSite((opened, number) => {
  site = opened;
  course = courseOn(site, number);
});

/** Nobody mentors unless a teacher says so by name. */
async function nobodyMentors() {
  const tess = await course.arrive('tess', 'teacher');
  await course.arrive('ana');
  await course.arrive('ben');
  await (await tess.get('/takes-part')).submit('Save', { mentor: [] });
  return tess;
}

async function opened(tess: Awaited<ReturnType<typeof nobodyMentors>>, open: 'yes' | 'no' = 'yes') {
  const form = await tess.get('/applications/settings');
  const questions = 'Why you?\nHow many hours?';
  return form.submit('Save', { open, criteria: 'Two terms here.\nA kind word.', questions });
}

test('whoever may mentor has nothing to apply for, and nobody can where it is closed', async () => {
  await course.arrive('tess', 'teacher');
  const ana = await course.arrive('ana');
  expect((await ana.get('/apply')).title).toBe('You may mentor in this course');
  await nobodyMentors();
  expect((await ana.get('/apply')).title).toBe('Nobody can apply now');
  expect((await ana.get('/mentoring')).text).not.toContain('Apply to become a mentor');
  expect((await ana.forge('/apply', 'answer1=a&answer2=b&answer3=c')).title).toBe('Nobody can apply now');
  expect((await (await course.arrive('tess', 'teacher')).get('/applications')).title).toBe('No application waits');
});

test('an application is read beside the criteria, selected, and makes a mentor of who stays what they were', async () => {
  const tess = await nobodyMentors();
  await opened(tess);
  const ana = await course.arrive('ana');
  const form = await (await ana.get('/mentoring')).follow('Apply to become a mentor');
  expect(form.text).toContain('Two terms here.');
  const empty = await form.submit('Send the application', { answer1: 'I like to explain.', answer2: ' ' });
  expect([empty.status, empty.text.includes('Write a sentence or two.')]).toEqual([422, true]);
  expect(empty.$('[name="answer1"]').val()).toBe('I like to explain.');
  const sent = await empty.submit('Send the application', { answer2: 'Four.' });
  expect(sent.title).toBe('Your application is with your teachers');
  // Sent again, it is the same one with other words.
  await sent.submit('Send the application', { answer2: 'Five.' });

  expect((await tess.get('/mentoring')).text).toContain('Ana Example applies to become a mentor');
  const list = await tess.get('/applications');
  expect(list.title).toBe('One application waits');
  expect(list.text).toMatch(/Why you\?\s*I like to explain\.\s*How many hours\?\s*Five\./);
  const done = await list.submit('Select as a mentor: Ana Example');
  expect(done.text).toContain('May be: mentor, mentee and peer (said by name).');
  expect((await ana.get('/apply')).title).toBe('You may mentor in this course');
  // A second click, or another teacher's, changes nothing.
  const again = await tess.forge(`/applications/${course.id('ana')}/select`, '');
  expect(again.text).toContain('Nothing was changed');
});

test('declined, it says so in the words that were written, and may be sent again while it is open', async () => {
  const tess = await nobodyMentors();
  await opened(tess);
  const ben = await course.arrive('ben');
  await (await ben.get('/apply')).submit('Send the application', { answer1: 'x', answer2: 'y' });
  await (await tess.get('/applications')).submit('Decline', { words: 'Next term, gladly.' });
  const told = await ben.get('/apply');
  expect([told.title, told.text.includes('Next term, gladly.')]).toEqual(['Not this time', true]);
  const again = await told.submit('Send the application', { answer1: 'x2' });
  expect(again.title).toBe('Your application is with your teachers');
  expect((await again.submit('Take it back')).title).toBe('Apply to become a mentor');
  expect((await tess.get('/applications')).title).toBe('No application waits');
});

test('somebody is invited by name, answers or says no; a name that means several is asked for', async () => {
  const tess = await nobodyMentors();
  const several = await (await tess.get('/applications')).submit('Invite', { who: 'Example' });
  expect([several.status, several.text.includes('Several people are meant')]).toEqual([422, true]);
  const invited = await several.submit('Invite', { who: course.id('ben') });
  expect(invited.text).toContain('Invited. They find it on their home.');
  expect((await (await tess.get('/applications')).submit('Invite', { who: 'Ben' })).text).toContain(
    'They were invited',
  );
  const ben = await course.arrive('ben');
  const asked = await (await ben.get('/mentoring')).follow('Answer');
  expect((await asked.submit('No, thank you')).title).toBe('Nobody can apply now');
  expect((await (await tess.get('/applications')).submit('Invite', { who: 'nobody at all' })).text).toContain(
    'Nobody here has this name.',
  );
});

test('questions are one to five lines, and one person’s part can be listed and erased', async () => {
  const tess = await nobodyMentors();
  const form = await tess.get('/applications/settings');
  const refused = await form.submit('Save', { open: 'yes', questions: 'a\nb\nc\nd\ne\nf' });
  expect([refused.status, refused.text.includes('Write one to five questions')]).toEqual([422, true]);
  await opened(tess);
  const ana = await course.arrive('ana');
  await (await ana.get('/apply')).submit('Send the application', { answer1: 'x', answer2: 'y' });
  const records = site.services.features.flatMap((one) => (one.records?.of === 'applying' ? [one.records] : []))[0];
  expect(await records?.list(course.courseId(), course.id('ana'))).toHaveLength(1);
  expect(await records?.erase(course.courseId(), course.id('ana'))).toBe(1);
  expect(await records?.erase(course.courseId(), course.id('ana'))).toBe(0);
});
