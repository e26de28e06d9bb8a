import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import express from 'express';
import { chromium, type Browser } from 'playwright-core';
import { loadAssets } from '../../src/web/assets.js';
import { createRenderer } from '../../src/web/render.js';
import { loadTexts } from '../../src/web/texts.js';
import { samples } from '../support/look/samples.js';

const root = join(import.meta.dirname, '../..');
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'";

let browser: Browser;
let server: Server;
let address: string;

beforeAll(async () => {
  const assets = loadAssets();
  const english = loadTexts(join(root, 'config/locales'));
  // No right-to-left language is there yet: English words, mirrored.
  const texts = { ...english, nearest: (locale: string) => (locale === 'ar' ? 'ar' : english.nearest(locale)) };
  const render = createRenderer({ viewsFolder: join(root, 'views'), texts, asset: assets.asset, cache: true });
  const app = express();
  app.use(assets.handler);
  app.get('/:sample', async (req, res) => {
    const sample = samples[Number(req.params.sample)];
    if (!sample) throw new Error(`No sample ${req.params.sample}`);
    res.setHeader('Content-Security-Policy', policy);
    res.type('html').send(await render(sample.page, sample.frame));
  });
  server = app.listen(0);
  address = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
});

afterAll(async () => {
  await browser.close();
  server.close();
});

/** Places whose words are broken letter by letter, as in a list whose columns were taken from it. */
const squeezed = `[...document.querySelectorAll('main dt, main dd, main p, main li')]
  .filter((place) => place.checkVisibility() && place.innerText.trim().length > 12)
  .filter((place) => place.clientWidth > 0 && place.clientWidth < 3 * parseFloat(getComputedStyle(place).fontSize))
  .map((place) => place.innerText.slice(0, 40))`;

test.each(samples.map((sample, index) => ({ name: sample.name, index })))(
  '$name: readable by everybody, from 880 px down to 320 px, without anything the security policy forbids',
  async ({ name, index }) => {
    const complaints: string[] = [];
    const context = await browser.newContext({ colorScheme: name.includes('dark') ? 'dark' : 'light' });
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (problem) => complaints.push(problem.message));
    await page.goto(`${address}/${index}`);
    for (const width of [880, 375, 320]) {
      await page.setViewportSize({ width, height: 740 });
      const sideways = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect({ width, sideways }).toEqual({ width, sideways: 0 });
      expect({ width, squeezed: await page.evaluate<string[]>(squeezed) }).toEqual({ width, squeezed: [] });
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.target) }))).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  },
);

test('the focus goes to what is wrong, and a draft comes back after a reload', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const indexOf = (name: string) => samples.findIndex((sample) => sample.name === name);
  await page.goto(`${address}/${indexOf('form wrong')}`);
  expect(await page.evaluate<string>('document.activeElement.getAttribute("role")')).toBe('alert');
  await page.goto(`${address}/${indexOf('form')}`);
  await page.getByLabel('3. What is your next step?').fill('Redo exercise 4.2');
  await page.reload();
  expect(await page.getByLabel('3. What is your next step?').inputValue()).toBe('Redo exercise 4.2');
  expect(await page.getByText('We kept this text on this device.').isVisible()).toBe(true);
  await context.close();
});
