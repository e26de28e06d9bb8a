import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.js';

let directory: string;
let running: Sandbox[] = [];

async function start(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await createSandbox(options);
  running.push(sandbox);
  return sandbox;
}

async function stop(): Promise<void> {
  const stopping = running;
  running = [];
  for (const sandbox of stopping) await sandbox.close();
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandbox-'));
});

afterEach(stop);

afterAll(() => rm(directory, { recursive: true }));

test('a sandbox that is stopped and started again has lost nothing, keys and sign-ins included', async () => {
  const first = await start({ directory });
  await first.registerTool({ loginUrl: 'http://t/l', launchUrls: ['http://t/x'], keysetUrl: 'http://t/k' });
  await first.giveGrade('Ana Álvarez', 'Check-in', 7);
  await first.signIn('Ana Álvarez');
  const state = structuredClone(first.state);
  await stop();
  const second = await start({ directory });
  expect(second.state).toEqual(state);
  expect(second.grade('Ana Álvarez', 'Check-in')?.final).toBe(7);
});

test('what was acknowledged is in the file at once, and many changes at once are all in it', async () => {
  const sandbox = await start({ directory });
  await Promise.all(sandbox.learners().map((learner, index) => sandbox.giveGrade(learner, 'Peer review', index)));
  const saved = JSON.parse(await readFile(join(directory, 'sandbox.json'), 'utf8')) as typeof sandbox.state;
  expect(saved.grades).toEqual(sandbox.state.grades);
});

test('a file that is not a sandbox is refused, not overwritten', async () => {
  const file = join(directory, 'sandbox.json');
  await writeFile(file, '{"version":7}');
  await expect(createSandbox({ directory })).rejects.toThrow();
  expect(await readFile(file, 'utf8')).toBe('{"version":7}');
});

test('the clock of a sandbox is an argument, and can be moved', async () => {
  const moved: number[] = [];
  const clock = () => new Date('2030-01-07T09:00:00Z');
  const sandbox = await start({ clock, onClockMoved: (offset) => moved.push(offset) });
  await sandbox.registerTool({ loginUrl: 'http://t/l', launchUrls: ['http://t/x'], keysetUrl: 'http://t/k' });
  await sandbox.moveClock(60_000);
  expect(sandbox.now().toISOString()).toBe('2030-01-07T09:01:00.000Z');
  expect(sandbox.launchClaims({ person: 'Ana Álvarez', activity: 'Mentoring' })['iat']).toBe(
    Date.parse('2030-01-07T09:01:00Z') / 1000,
  );
  expect(moved).toEqual([60_000]);
});

test('the entry point refuses to run in production', async () => {
  const main = spawn(process.execPath, ['--import', 'tsx', 'src/sandbox/main.ts'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      SANDBOX_DIRECTORY: join(directory, 'production'),
      SANDBOX_PORT: '0',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  main.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  expect(await once(main, 'exit')).toEqual([1, null]);
  expect(said).toContain('never runs in production');
});
