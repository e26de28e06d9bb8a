import { expect, jest, test } from '@jest/globals';
import type { Frame } from 'playwright-core';
import { axeViolations, drawn, sidewaysScroll, toolFrame } from '../support/browser.js';
import { useOpened } from '../support/opened.js';

// A teacher inserts a programme in Moodle's dialogue, sets what Moodle wants, then copies, duplicates and resets the course.
jest.setTimeout(180_000);

const at = useOpened();

const names = ['Mentoring', 'Intake', 'How is it going?', 'Check-in, week 3', 'One peer review'];

async function heading(frame: Frame, text: string | RegExp): Promise<void> {
  await frame.getByRole('heading', { level: 1, name: text }).waitFor();
}

async function openIn(courseId: string, activity: string): Promise<Frame> {
  await at.page.goto(`${at.running.moodle.url}/course/view.php?id=${courseId}`);
  await at.page.getByRole('link', { name: activity, exact: true }).last().click();
  return toolFrame(at.page, at.running.toolUrl);
}

/** Everybody reads it, in Moodle's dialogue and on the narrowest screen. */
async function fitsDialogue(): Promise<void> {
  const single = await at.browser.context.newPage();
  await single.setViewportSize({ width: 770, height: 578 });
  await single.goto(`${at.running.moodle.url}/mod/lti/contentitem.php?course=2&id=1`);
  await single.getByRole('heading', { level: 1, name: 'Add from Tandem' }).waitFor();
  for (const link of ['One activity', 'A whole programme']) {
    await single.getByRole('link', { name: link, exact: true }).click();
    for (const width of [770, 320]) {
      await single.setViewportSize({ width, height: 578 });
      expect({ link, width, scroll: await sidewaysScroll(single) }).toEqual({ link, width, scroll: 0 });
      expect(await axeViolations(single)).toEqual([]);
    }
    await single.setViewportSize({ width: 770, height: 578 });
    const button = await single.getByRole('button', { name: 'Continue' }).boundingBox();
    expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThanOrEqual(578);
  }
  await single.close();
}

test('a programme is inserted in Moodle’s dialogue, renamed and in order', async () => {
  await at.page.goto(at.running.moodle.url);
  await fitsDialogue();
  await at.page.getByRole('link', { name: /^Add Tandem/ }).click();
  const frame = await toolFrame(at.page, at.running.toolUrl);
  await frame.getByRole('link', { name: 'A whole programme' }).click();
  await frame.getByLabel('Programme').selectOption({ label: 'A short pilot' });
  await frame.getByRole('button', { name: 'Show' }).click();
  await frame.getByLabel('Name of: Check-in, week 2').fill('How is it going?');
  await frame.getByRole('button', { name: 'Continue' }).click();
  await heading(frame, '5 activities are ready');
  await frame.getByRole('button', { name: 'Add to the course' }).click();
  const dialogue = at.page.frameLocator('.modal-frame');
  await dialogue.getByText('The following items will be added').waitFor();
  await drawn(dialogue);
  await dialogue.getByRole('button', { name: 'Save and return to course' }).click();
  await at.page.getByText(`Added: ${names.join(', ')}`).waitFor();
  const added = at.running.moodle.state.activities.slice(-5);
  expect(added.map(({ name, completion, url }) => [name, completion, url])).toEqual(
    names.map((name) => [name, 'none', null]),
  );
  expect(at.running.moodle.column('One peer review')).toMatchObject({ maximum: 10, service: { tag: 'score' } });
});

test('the first launch lists what Moodle needs, and leads to where it is set', async () => {
  const frame = await openIn('2', 'How is it going?');
  await heading(frame, '4 things to set in Moodle');
  await frame.getByRole('link', { name: /^Open in Moodle.*How is it going/ }).click();
  await at.page.getByRole('link', { name: 'Settings', exact: true }).click();
  await at.page.getByLabel('Completion').selectOption({ label: 'Receive a grade' });
  await at.page.getByRole('button', { name: 'Save and return to course' }).click();
  expect(at.running.moodle.activity('How is it going?').completion).toBe('grade');
  const home = await openIn('2', 'Mentoring');
  await home.getByRole('link', { name: 'Set-up', exact: true }).click();
  await home.getByRole('button', { name: /^It is set.*How is it going/ }).click();
  await heading(home, '3 things to set in Moodle');
});

test('a copied course and a duplicate begin with the settings', async () => {
  const review = await openIn('2', 'One peer review');
  await review
    .getByRole('link', { name: /settings/i })
    .first()
    .click();
  await review.getByLabel('What learners should write').fill('One page about sampling.');
  await review.getByRole('button', { name: /save/i }).click();
  await review.getByText('The settings are saved.').waitFor();
  await at.page.goto(`${at.running.moodle.url}/course/view.php?id=2`);
  await at.page.getByRole('button', { name: /^Duplicate.*One peer review$/ }).click();
  await at.page.getByRole('button', { name: 'Copy course' }).click();
  await at.page.getByText(/Copied to/).waitFor();
  const copyId = new URL(at.page.url()).searchParams.get('id') ?? '';
  for (const [courseId, name] of [
    [copyId, 'One peer review'],
    ['2', 'One peer review (copy)'],
  ] as const) {
    const frame = await openIn(courseId, name);
    await frame
      .getByRole('link', { name: /settings/i })
      .first()
      .click();
    expect(await frame.getByLabel('What learners should write').inputValue()).toBe('One page about sampling.');
  }
});
