/** Fills in the intake as a thumb does, and counts. */
import type { Page } from 'playwright-core';

export interface Tapped {
  topics: readonly (readonly [topic: string, said: string])[];
  parts: readonly string[];
  languages: readonly string[];
}

/** 10 topics of which 6 are answered, 2 languages, 8 parts of the week. */
const everything: Tapped = {
  topics: [
    ['Planning and time', 'I need it'],
    ['Academic writing', 'I can help'],
    ['Mathematics and statistics', 'I need it'],
    ['Programming and data', 'I can help'],
    ['Presenting and speaking', 'I need it'],
    ['Preparing for exams', 'I can help'],
  ],
  parts: ['Monday', 'Tuesday', 'Wednesday', 'Thursday']
    .map((day) => `${day}, Evening`)
    .concat(['Friday, Morning', 'Saturday, Morning', 'Saturday, Midday', 'Sunday, Midday']),
  languages: ['English', 'Spanish'],
};

/** How many taps it took to send it. */
export async function fillInByTaps(page: Page, { topics, parts, languages }: Tapped = everything): Promise<number> {
  let taps = 0;
  const tap = async (control: ReturnType<Page['getByRole']>, act: 'check' | 'click' = 'check'): Promise<void> => {
    await control[act]();
    taps += 1;
  };
  for (const [topic, said] of topics)
    await tap(page.getByRole('group', { name: topic }).getByRole('radio', { name: said }));
  for (const part of parts) await tap(page.getByRole('checkbox', { name: part }));
  if (topics.length > 0) await tap(page.getByRole('radio', { name: 'Chat' }));
  for (const language of languages) await tap(page.getByRole('checkbox', { name: language }));
  await tap(page.getByRole('radio', { name: 'Get help' }));
  await tap(page.getByRole('button', { name: 'Send my profile' }), 'click');
  return taps;
}

/** Screens of 740 px; bytes as they went over the wire. The page has a viewport of a phone. */
export async function intakeMeasures(page: Page, address: string) {
  await page.goto(address, { waitUntil: 'load' });
  const firstBytes = await transferred(page);
  await page.reload({ waitUntil: 'load' });
  const laterBytes = await transferred(page);
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  const taps = await fillInByTaps(page);
  return { screens: Math.round((height / 740) * 10) / 10, taps, firstBytes, laterBytes };
}

function transferred(page: Page): Promise<number> {
  const entries = "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]";
  return page.evaluate<number>(`${entries}.reduce((sum, entry) => sum + entry.transferSize, 0)`);
}
