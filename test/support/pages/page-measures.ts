/** What a person meets on a page, counted in a real browser. */
import type { Page } from 'playwright-core';

/** A phone as the pictures have it, and a desk. */
export const phone = { width: 390, height: 740 };
export const desk = { width: 1280, height: 900 };

/** A figure of a page beside what it was before and what it is to be at most. */
export interface PageCase {
  case: string;
  unit: 'px' | 'tabs' | 'screens' | 'words' | 'taps';
  /** Absent where nobody counted it before. */
  former?: number;
  owed: number;
  measure(): Promise<number>;
}

export interface PageFigure extends Omit<PageCase, 'measure' | 'owed'> {
  value: number;
  owed: string;
  holds: boolean;
}

export async function figureOf({ measure, owed, ...about }: PageCase): Promise<PageFigure> {
  const value = await measure();
  return { ...about, value, owed: `<= ${String(owed)}`, holds: value <= owed };
}

/** Of the whole page, in px. */
export async function heightOf(page: Page): Promise<number> {
  return Number(await page.evaluate('document.documentElement.scrollHeight'));
}

/** As they stand there to be read: not what is folded away. */
export async function wordsIn(page: Page): Promise<number> {
  const text = await page.locator('main').innerText();
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** How far one scrolls until a button is wholly in sight, in screens of this page; to a tenth. */
export async function screensBefore(page: Page, button: string): Promise<number> {
  const box = await page.getByRole('button', { name: button, exact: true }).first().boundingBox();
  const screen = page.viewportSize()?.height ?? 1;
  if (!box) throw new Error(`"${button}" is not to be seen`);
  return Math.ceil((10 * Math.max(0, box.y + box.height - screen)) / screen) / 10;
}

const mostTabs = 300;

/** From the top of the page: the first tab is the link that skips to its content. */
export async function tabsTo(page: Page, button: RegExp): Promise<number> {
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  for (let tabs = 2; tabs <= mostTabs; tabs += 1) {
    await page.keyboard.press('Tab');
    if (button.test(await page.locator(':focus').innerText())) return tabs;
  }
  throw new Error(`no ${String(button)} within ${String(mostTabs)} tabs`);
}
