import { expect, jest, test } from '@jest/globals';
import type { Frame } from 'playwright-core';
import { axeViolations, toolFrame } from '../support/browser.js';
import { useOpened } from '../support/opened.js';

// From launch to gradebook in a real browser: two sites, Tandem in Moodle's frame, third-party cookies blocked.
jest.setTimeout(180_000);

const at = useOpened();

const teacher = 'Mira Lind, teacher';
const assistant = 'Jonas Weber, non-editing teacher';
const ana = 'Ana Álvarez, student';
const ben = 'Ben Baker, student';

/** Switches the person and opens an activity, as one does in the course; yields Tandem's frame. */
async function openAs(name: string, activity: string): Promise<Frame> {
  await at.page.goto(at.running.moodle.url);
  await at.page.getByLabel('You are').selectOption({ label: name });
  await at.page.getByRole('button', { name: 'Switch', exact: true }).click();
  await at.page.getByRole('link', { name: activity, exact: true }).click();
  return toolFrame(at.page, at.running.toolUrl);
}

async function heading(frame: Frame, text: string | RegExp): Promise<void> {
  await frame.getByRole('heading', { level: 1, name: text }).waitFor();
}

async function coursePage(link: string): Promise<string> {
  await at.page.goto(at.running.moodle.url);
  await at.page.getByRole('link', { name: link, exact: true }).first().click();
  return at.page.innerText('main');
}

/** The visible cells of a person's row on a page of the sandbox. */
async function rowOf(person: string): Promise<string> {
  const row = at.page.getByRole('row', { name: new RegExp(person) }).first();
  return (await row.innerText()).replace(/\s+/g, ' ');
}

test('the teacher makes a draft, changes one pair and publishes', async () => {
  // The roster calls a non-editing teacher a learner: an own launch makes staff of him, and the learners even.
  await heading(await openAs(assistant, 'Mentoring'), /./);
  const frame = await openAs(teacher, 'Mentoring');
  await frame.getByRole('link', { name: 'People', exact: true }).click();
  await frame.getByRole('button', { name: /^Read/ }).click();
  await frame.getByText('Ana Álvarez').first().waitFor();
  await frame.getByRole('link', { name: 'Pairs', exact: true }).click();
  // Nobody has sent a profile here, and of whom nothing is known does not mentor, unless the teacher says otherwise.
  await frame.getByText('so nobody can mentor yet').waitFor();
  await frame.locator('a[href$="/pairing/setup"]').first().click();
  await frame.getByLabel('Nobody without a profile mentors').uncheck();
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await frame.getByText('It is saved').waitFor();
  await frame.getByRole('link', { name: 'Pairs', exact: true }).first().click();
  await frame.getByRole('button', { name: 'Make the draft' }).click();
  await heading(frame, /^Draft: 12 pairs$/);
  await frame.getByRole('link', { name: /^Swap/ }).first().click();
  await frame.getByRole('radio').first().check();
  await frame.getByRole('button', { name: 'Swap' }).click();
  await frame.getByRole('status').getByText('The swap is in the draft').waitFor();
  expect(await axeViolations(at.page)).toEqual([]);
  await frame
    .getByRole('link', { name: /^Publish/ })
    .first()
    .click();
  await frame.getByRole('button', { name: /^Publish 12 pairs$/ }).click();
  await heading(frame, /pairs are published/);
});

test('a learner sees the partner, and no score', async () => {
  const frame = await openAs(ana, 'Mentoring');
  await heading(frame, /is your mentor|^You mentor /);
  expect(await frame.innerText('main')).not.toMatch(/of 100/);
});

test('a learner answers four questions and finds them in the gradebook within five seconds', async () => {
  const frame = await openAs(ana, 'Check-in');
  await frame.getByRole('button', { name: /^Send/ }).click();
  expect(await frame.getByRole('alert').innerText()).toContain('Nothing is lost');
  await frame.getByRole('radio', { name: '4 Good' }).check();
  await frame.getByRole('textbox', { name: /^3\. / }).fill('Read chapter 4');
  await frame.getByLabel('No, I am fine').check();
  const sentAt = Date.now();
  await frame.getByRole('button', { name: /^Send/ }).click();
  await heading(frame, 'Check-in: sent');
  await frame.getByText(/^In your gradebook since/).waitFor({ timeout: 20_000 });
  const [score] = at.running.moodle.scores();
  expect(score).toMatchObject({ status: 200, body: { scoreGiven: 100, scoreMaximum: 100 } });
  expect(Date.parse(String(score?.body.timestamp)) - sentAt).toBeLessThanOrEqual(5000);
});

test('two learners hand in, review each other blind, and read what was said', async () => {
  for (const [name, text] of [
    [ana, 'Report one: how sleep and marks go together.'],
    [ben, 'Report two: how buses and weather go together.'],
  ] as const) {
    const frame = await openAs(name, 'Peer review');
    await frame.locator('textarea').first().fill(text);
    await frame.getByRole('button', { name: 'Hand in', exact: false }).first().click();
    await heading(frame, 'Peer review: handed in');
  }
  const staff = await openAs(teacher, 'Peer review');
  await staff.getByRole('link', { name: 'Start reviewing' }).click();
  await staff.getByRole('button', { name: 'Start reviewing' }).click();
  await heading(staff, 'Peer review: 0 of 2 reviews are sent');
  for (const name of [ana, ben]) {
    const frame = await openAs(name, 'Peer review');
    await frame.getByRole('link', { name: 'Review it' }).click();
    const send = frame.getByRole('button', { name: 'Send the review' });
    await send.waitFor();
    expect(await frame.innerText('body')).not.toMatch(name === ana ? /Ben Baker/ : /Ana Álvarez/);
    for (const criterion of await frame.getByRole('radiogroup').all())
      await criterion.getByRole('radio').nth(2).check();
    for (const words of await frame.locator('textarea').all()) await words.fill('Say the question in the first line.');
    await send.click();
    await heading(frame, 'Peer review: your reviews are sent');
  }
  const closing = await openAs(teacher, 'Peer review');
  await closing.getByRole('link', { name: 'Close reviewing' }).click();
  await closing.getByRole('button', { name: 'Close reviewing' }).click();
  await closing.getByRole('link', { name: 'Scores', exact: true }).click();
  await closing.getByRole('link', { name: 'Release the scores' }).click();
  await closing.getByRole('button', { name: 'Release the scores' }).click();
  await closing.getByRole('status').getByText('The scores are released').waitFor();
  const frame = await openAs(ana, 'Peer review');
  await frame.getByRole('link', { name: 'Read them' }).first().click();
  await heading(frame, 'Reviews of your work');
  expect(await frame.innerText('main')).toContain('Say the question in the first line.');
});

test('the gradebook holds the scores, completion ticks, and the teacher sees who has done what', async () => {
  for (let tries = 0; tries < 40 && at.running.moodle.scores().length < 3; tries += 1)
    await at.page.waitForTimeout(250);
  await openAs(teacher, 'Mentoring');
  await coursePage('Grades');
  expect(await rowOf('Ana Álvarez')).toMatch(/\b10\b.*\b87\.5\b/);
  await coursePage('Completion');
  expect(await rowOf('Ana Álvarez')).toMatch(/Not done.*Done.*Done/);
  const frame = await openAs(teacher, 'Mentoring');
  await frame.getByRole('link', { name: 'Progress', exact: true }).click();
  await frame.getByRole('button', { name: 'Read from Moodle now' }).click();
  const row = frame.getByRole('row', { name: /Ana Álvarez/ });
  await row.getByText('87.5 of 100').waitFor();
  await frame.getByRole('link', { name: 'Grades', exact: true }).click();
  await heading(frame, /All 3 grades are in the gradebook/);
});
