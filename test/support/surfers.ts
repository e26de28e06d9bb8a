/**
 * The browsers people come with, each with its rules about cookies of other sites: Chromium through Playwright, Firefox
 * through puppeteer's WebDriver BiDi. Both offer the few acts a journey needs, in the same words.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';

/** What is the same in both libraries' frames. */
export interface Place {
  url(): string;
  click(selector: string): Promise<unknown>;
  evaluate(script: string): Promise<unknown>;
}

export interface Tab {
  goto(url: string): Promise<unknown>;
  bringToFront(): Promise<unknown>;
  mainFrame(): Place;
  frames(): Place[];
  close(): Promise<unknown>;
}

export interface Surfer {
  newTab(): Promise<Tab>;
  tabs(): Promise<Tab[]>;
  close(): Promise<void>;
}

const quiet = [
  '--headless=new',
  '--no-sandbox',
  '--no-first-run',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--mute-audio',
];

/** `allowed`, `blocked` (partitioned ones are kept), or `none`: the tool's site keeps nothing inside Moodle's page. */
const chromiumCookies = {
  allowed: { cookie_controls_mode: 0 },
  blocked: { cookie_controls_mode: 1 },
  none: {
    cookie_controls_mode: 1,
    content_settings: { exceptions: { cookies: { '127.0.0.1,localhost': { setting: 2 } } } },
  },
};

export async function openChromium(cookies: keyof typeof chromiumCookies, userAgent?: string): Promise<Surfer> {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  mkdirSync(join(profile, 'Default'));
  const preferences = { profile: chromiumCookies[cookies] };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Playwright's own arguments switch storage partitioning off.
    ignoreDefaultArgs: true,
    args: [...quiet, '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'],
    ...(userAgent !== undefined && {
      userAgent,
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    }),
  });
  context.setDefaultTimeout(30_000);
  return {
    newTab: () => context.newPage(),
    tabs: () => Promise.resolve(context.pages()),
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Standard and strict protection keep other sites' cookies apart by the page's site; `none` blocks them all. */
const firefoxCookies = {
  standard: { 'network.cookie.cookieBehavior': 5 },
  strict: { 'browser.contentblocking.category': 'strict' },
  none: { 'network.cookie.cookieBehavior': 1 },
};

export async function openFirefox(cookies: keyof typeof firefoxCookies): Promise<Surfer> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: firefoxCookies[cookies],
  });
  return { newTab: () => browser.newPage(), tabs: () => browser.pages(), close: () => browser.close() };
}

/** Looks every 50 ms for up to 20 s, through navigations that take the frame away in between. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  let last: unknown;
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    try {
      const found = await look();
      if (found !== undefined) return found;
    } catch (problem) {
      last = problem;
    }
    await wait(50);
  }
  throw new Error(`Nowhere to be seen within 20 s: ${what}`, { cause: last });
}

/** The frame, of this tab, that shows a page of this site with this heading. */
export function placeWith(tab: Tab, site: string, heading: RegExp): Promise<Place> {
  return until(
    `${heading} at ${site} among ${tab
      .frames()
      .map((one) => one.url())
      .join(', ')}`,
    async () => {
      for (const frame of tab.frames()) {
        if (!frame.url().startsWith(site)) continue;
        const title = String(await frame.evaluate("document.querySelector('h1')?.innerText ?? ''"));
        if (heading.test(title) && (await frame.evaluate('document.readyState')) === 'complete') return frame;
      }
      return undefined;
    },
  );
}

/** The tab that the act opens. */
export async function tabOpenedBy(surfer: Surfer, act: () => Promise<unknown>): Promise<Tab> {
  const before = await surfer.tabs();
  await act();
  return until('another tab', async () => (await surfer.tabs()).find((tab) => !before.includes(tab)));
}
