/** `./scripts/demo --running` begins in the middle of a programme that was lived through by the pages; here only its first week. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { State } from '../../src/sandbox/world.js';
import { root } from '../support/sources.js';

jest.setTimeout(120_000);

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'story-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

test('pairs are published, check-ins sent and their points in the gradebook, all of it a week ago', async () => {
  const port = await freePort();
  const begins = new Date(Date.now() - 14 * 86_400_000);
  const clock = pathToFileURL(join(root, 'scripts/running/clock.mjs')).href;
  const sandbox = join(directory, 'sandbox');
  await promisify(execFile)(process.execPath, ['--import', clock, '--import', 'tsx', 'scripts/running/main.ts'], {
    cwd: root,
    env: {
      ...{ PATH: process.env['PATH'], NODE_ENV: 'development', LOG_LEVEL: 'error', STORY_WEEKS: '1' },
      ...{ PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, SANDBOX_PORT: await freePort() },
      ...{ DATA_DIR: directory, SANDBOX_DIRECTORY: sandbox, STORY_BEGINS: begins.toISOString() },
    },
  });
  const state = JSON.parse(await readFile(join(sandbox, 'sandbox.json'), 'utf8')) as State;
  const arrived = state.grades.flatMap(({ arrivedAt }) => arrivedAt ?? []);
  expect(state.isRunning).toBe(true);
  expect(arrived.length).toBeGreaterThan(6);
  expect(Math.max(...arrived) * 1000).toBeLessThan(begins.getTime() + 7 * 86_400_000);
});
