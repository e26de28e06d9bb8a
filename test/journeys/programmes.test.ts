import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Frame, Page } from 'playwright-core';
import { axeViolations, openBrowser, sidewaysScroll, toolFrame, type OpenBrowser } from '../support/browser.js';
import { startAll, type Running } from '../support/running.js';
import { useStore } from '../support/store.js';

// A teacher inserts a programme in Moodle's dialogue, sets what Moodle wants, then copies, duplicates and resets the course.
jest.setTimeout(180_000);

const store = useStore();
let running: Running;
let browser: OpenBrowser;
let page: Page;

beforeAll(async () => {
  running = await startAll(store.connection());
  browser = await openBrowser();
  page = await browser.context.newPage();
});
afterAll(async () => {
  await browser.close();
  await running.stop();
});

const names = ['Mentoring', 'Intake', 'How is it going?', 'Check-in, week 3', 'One peer review'];

async function heading(frame: Frame, text: string | RegExp): Promise<void> {
  await frame.getByRole('heading', { level: 1, name: text }).waitFor();
}

async function openIn(courseId: string, activity: string): Promise<Frame> {
  await page.goto(`${running.moodle.url}/course/view.php?id=${courseId}`);
  await page.getByRole('link', { name: activity, exact: true }).last().click();
  return toolFrame(page, running.toolUrl);
}

/** Everybody reads it, in Moodle's dialogue and on the narrowest screen. */
async function fitsDialogue(): Promise<void> {
  const single = await browser.context.newPage();
  await single.setViewportSize({ width: 770, height: 578 });
  await single.goto(`${running.moodle.url}/mod/lti/contentitem.php?course=2&id=1`);
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
  await page.goto(running.moodle.url);
  await fitsDialogue();
  await page.getByRole('link', { name: /^Add Tandem/ }).click();
  const frame = await toolFrame(page, running.toolUrl);
  await frame.getByRole('link', { name: 'A whole programme' }).click();
  await frame.getByLabel('Programme').selectOption({ label: 'A short pilot' });
  await frame.getByRole('button', { name: 'Show' }).click();
  await frame.getByLabel('Name of: Check-in, week 2').fill('How is it going?');
  await frame.getByRole('button', { name: 'Continue' }).click();
  await heading(frame, '5 activities are ready');
  await frame.getByRole('button', { name: 'Add to the course' }).click();
  const dialogue = page.frameLocator('.modal-frame');
  await dialogue.getByText('The following items will be added').waitFor();
  await dialogue.getByRole('button', { name: 'Save and return to course' }).click();
  await page.getByText(`Added: ${names.join(', ')}`).waitFor();
  const added = running.moodle.state.activities.slice(-5);
  expect(added.map(({ name, completion, url }) => [name, completion, url])).toEqual(
    names.map((name) => [name, 'none', null]),
  );
  expect(running.moodle.column('One peer review')).toMatchObject({ maximum: 10, service: { tag: 'score' } });
});

test('the first launch lists what Moodle needs, and leads to where it is set', async () => {
  const frame = await openIn('2', 'How is it going?');
  await heading(frame, '4 things to set in Moodle');
  await frame.getByRole('link', { name: /^Open in Moodle.*How is it going/ }).click();
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByLabel('Completion').selectOption({ label: 'Receive a grade' });
  await page.getByRole('button', { name: 'Save and return to course' }).click();
  expect(running.moodle.activity('How is it going?').completion).toBe('grade');
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
  await page.goto(`${running.moodle.url}/course/view.php?id=2`);
  await page.getByRole('button', { name: /^Duplicate.*One peer review$/ }).click();
  await page.getByRole('button', { name: 'Copy course' }).click();
  await page.getByText(/Copied to/).waitFor();
  const copyId = new URL(page.url()).searchParams.get('id') ?? '';
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
