/** Tandem, the sandbox Moodle and one page of Chromium, opened for all tests of a file. */
import { afterAll, beforeAll } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openBrowser, type OpenBrowser } from './browser.js';
import { startAll, type Running } from './running.js';
import { useStore } from './store.js';

export interface Opened {
  readonly running: Running;
  readonly browser: OpenBrowser;
  readonly page: Page;
}

/** What it holds is there from the first test on. */
export function useOpened(): Opened {
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
  return {
    get running() {
      return running;
    },
    get browser() {
      return browser;
    },
    get page() {
      return page;
    },
  };
}
