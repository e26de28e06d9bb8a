/** How much stands on the pages, and how far their acts are, in Chromium: the former value beside what is owed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { startInMemory, uriOf } from '../../src/embedded-mongo/start.js';
import { openBrowser } from '../../test/support/browser.js';
import { pageCases } from '../../test/support/pages/all-cases.js';
import { figureOf, type PageFigure } from '../../test/support/pages/page-measures.js';
import { startSite } from '../../test/support/site.js';

const directory = mkdtempSync(join(tmpdir(), 'bench-pages-'));
const embedded = await startInMemory(directory);
const connection = await mongoose.createConnection(uriOf(embedded.socket, 'pages'), { autoIndex: false }).asPromise();
const site = await startSite(connection);
const browser = await openBrowser();

try {
  const cases: PageFigure[] = [];
  for (const casesOn of pageCases) {
    const page = await browser.context.newPage();
    for (const one of await casesOn(site, page)) cases.push(await figureOf(one));
    await page.close();
  }
  const machine = { cores: cpus().length, node: process.versions.node };
  console.log(JSON.stringify({ bench: 'pages', machine, cases }));
} finally {
  await browser.close();
  await site.close();
  await connection.close();
  await embedded.close();
  rmSync(directory, { recursive: true, force: true });
}
