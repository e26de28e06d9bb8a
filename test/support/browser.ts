/** Chromium as people have it: without the flags by which Playwright switches storage partitioning off. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type BrowserContext, type Frame, type FrameLocator, type Page } from 'playwright-core';

/** Third-party cookies: `blocked` keeps partitioned ones, `none` keeps nothing of another site. */
export type Cookies = 'allowed' | 'blocked';

export interface OpenBrowser {
  context: BrowserContext;
  close(): Promise<void>;
}

const quiet = ['--headless=new', '--no-sandbox', '--no-first-run', '--disable-gpu', '--disable-dev-shm-usage'];
const quieter = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--mute-audio'];

export async function openBrowser(
  options: { cookies?: Cookies; width?: number; height?: number; javaScript?: boolean } = {},
): Promise<OpenBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'browser-'));
  const { cookies = 'blocked', width = 1280, height = 900, javaScript = true } = options;
  const phaseOut = cookies === 'blocked' ? ['--test-third-party-cookie-phaseout'] : [];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    ignoreDefaultArgs: true,
    args: [...quiet, ...quieter, ...phaseOut, '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'],
    viewport: { width, height },
    javaScriptEnabled: javaScript,
    locale: 'en-GB',
  });
  context.setDefaultTimeout(30_000);
  return {
    context,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** The frame Tandem is in, once it shows a page. */
export async function toolFrame(page: Page, toolUrl: string): Promise<Frame> {
  for (let tries = 0; tries < 200; tries += 1) {
    const frame = page.frames().find((one) => one.url().startsWith(`${toolUrl}/s/`));
    if (frame) {
      await frame.waitForLoadState();
      return frame;
    }
    await page.waitForTimeout(50);
  }
  throw new Error(
    `Tandem shows no page; the frames are ${page
      .frames()
      .map((one) => one.url())
      .join(', ')}`,
  );
}

/** A frame that has just been swapped loses clicks until it is drawn: two frames of animation later it takes them. */
export async function drawn(frame: FrameLocator): Promise<void> {
  await frame
    .locator('body')
    .evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

/** Ids of the rules a page breaks, with the first place each. */
export async function axeViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
}

/** How far the page can be scrolled sideways, in px. */
export function sidewaysScroll(place: Page | Frame): Promise<number> {
  return place.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
