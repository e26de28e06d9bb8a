import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import { loadAssets, writeBuilt } from '../../src/web/assets.js';

const assets = loadAssets();
const app = express();
app.use(assets.handler);
app.get('/other', (_req, res) => {
  res.send('other');
});

const raw = (address: string, encoding: string) =>
  request(app)
    .get(address)
    .set('Accept-Encoding', encoding)
    .buffer()
    .parse((res, done) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('end', () => done(null, Buffer.concat(parts)));
    });

describe('asset addresses', () => {
  test('name the content, so that a changed file has a new address', () => {
    expect(assets.asset('tandem.css')).toMatch(/^\/assets\/[0-9a-f]{16}\/tandem\.css$/);
    expect(assets.asset('tandem.rtl.css')).not.toBe(assets.asset('tandem.css').replace('tandem', 'tandem.rtl'));
  });

  test('a name that is not ours is a mistake in a template', () => {
    expect(() => assets.asset('../package.json')).toThrow('No asset named ../package.json');
  });
});

test('the icon has an address that stays, for pages of other sites', async () => {
  const sent = await request(app).get('/icon.svg').expect(200);
  expect(sent.headers).toMatchObject({
    'content-type': 'image/svg+xml',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'public, max-age=86400',
  });
  await request(app).get('/icon.png').expect(404);
});

describe('sent files', () => {
  test.each([
    ['tandem.css', 'text/css; charset=utf-8'],
    ['tandem.rtl.css', 'text/css; charset=utf-8'],
    ['tandem.js', 'text/javascript; charset=utf-8'],
    ['mark.svg', 'image/svg+xml'],
  ])('%s has its type and is kept for a year', async (name, type) => {
    const answer = await request(app).get(assets.asset(name)).expect(200);
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.vary).toBe('Accept-Encoding');
  });

  test('the browser chooses the compression, and gets the same bytes', async () => {
    const address = assets.asset('tandem.css');
    const plain = await raw(address, 'identity');
    const brotli = await raw(address, 'gzip, br');
    const gzip = await raw(address, 'gzip');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(gzip.headers['content-encoding']).toBe('gzip');
    // superagent has unpacked them already.
    expect(brotli.body).toEqual(plain.body);
    expect(gzip.body).toEqual(plain.body);
    expect(Number(brotli.headers['content-length'])).toBeLessThan((plain.body as Buffer).byteLength / 4);
  });

  test('a first visit loads at most 25 KB of style and script', async () => {
    const answers = await Promise.all(['tandem.css', 'tandem.js'].map((name) => raw(assets.asset(name), 'gzip')));
    const bytes = answers.reduce((sum, answer) => sum + Number(answer.headers['content-length']), 0);
    expect(bytes).toBeGreaterThan(5 * 1024);
    expect(bytes).toBeLessThan(25 * 1024);
  });

  test('HEAD answers without a body', async () => {
    const answer = await request(app).head(assets.asset('tandem.js')).expect(200);
    expect(Number(answer.headers['content-length'])).toBeGreaterThan(0);
    expect(answer.text).toBeUndefined();
  });
});

describe('what is refused', () => {
  test.each(['/assets/', '/assets/0000000000000000/tandem.css', '/assets/../package.json', '/assets/%2e%2e/app.ts'])(
    '%s is not there',
    async (address) => {
      await request(app).get(address).expect(404);
    },
  );

  test('an old address does not show the new file', async () => {
    const old = assets.asset('tandem.css').replace(/[0-9a-f]{16}/, 'f'.repeat(16));
    await request(app).get(old).expect(404);
  });

  test('nothing can be posted to a file', async () => {
    await request(app).post(assets.asset('tandem.css')).expect(405);
  });

  test('other addresses are passed on', async () => {
    await request(app).get('/other').expect(200, 'other');
  });
});

test('a build made anew under a running process takes nothing away from it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-assets-'));
  writeBuilt(folder);
  const running = loadAssets(folder);
  rmSync(folder, { recursive: true });
  await request(express().use(running.handler)).get(running.asset('tandem.css')).expect(200);
});

test('the files of a build have the same addresses and contents as those made from the sources', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-assets-'));
  try {
    const names = writeBuilt(folder);
    const built = loadAssets(folder);
    const builtApp = express().use(built.handler);
    expect(names).toContain(assets.asset('tandem.css').replace('/assets/', ''));
    for (const name of ['tandem.css', 'tandem.rtl.css', 'tandem.js', 'mark.svg']) {
      expect(built.asset(name)).toBe(assets.asset(name));
      for (const encoding of ['br', 'gzip', 'identity']) {
        const [fromBuild, fromSources] = await Promise.all(
          [builtApp, app].map((one) => request(one).get(assets.asset(name)).set('Accept-Encoding', encoding)),
        );
        expect(fromBuild?.status).toBe(200);
        expect(fromBuild?.headers['content-encoding']).toBe(fromSources?.headers['content-encoding']);
        expect(fromBuild?.body).toEqual(fromSources?.body);
        expect(fromBuild?.text).toBe(fromSources?.text);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
