/** Tandem and its store as processes of their own, on loopback. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get, createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { socketPath, uriOf } from '../../src/embedded-mongo/start.js';

const folder = mkdtempSync(join(tmpdir(), 'processes-'));
const children: ChildProcess[] = [];
let stores = 0;

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(file: string, more: string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...more], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_ENV: 'test', ...env },
  });
  children.push(child);
  return child;
}

/** What it says and how it ends. */
async function ending(child: ChildProcess): Promise<{ code: unknown; said: string[] }> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, said: said.trim().split('\n') };
}

function aDirectory(): string {
  stores += 1;
  return join(folder, String(stores));
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return String(port);
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  took: number;
}

function ask(port: string, path: string, agent?: Agent): Promise<Answer> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const asked = get({ host: '127.0.0.1', port, path, agent }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.on('end', () => {
        const { statusCode: status = 0, headers } = answer;
        resolve({ status, headers, body, took: performance.now() - began });
      });
    });
    asked.on('error', reject);
  });
}

async function until(port: string, status: number): Promise<Answer> {
  for (let left = 200; ; left -= 1) {
    const answer = await ask(port, '/healthz').catch(() => undefined);
    if (answer?.status === status) return answer;
    if (left === 0) throw new Error(`/healthz was never ${status}`);
    await sleep(250);
  }
}

/** A visit that nobody has: whether it is one, only the store can say. */
const visitPath = `/s/${'a'.repeat(32)}/`;

test('a process that may not serve the store waits for it, and says 503 whenever it is away', async () => {
  const directory = aDirectory();
  const port = await freePort();
  const web = run('src/main.ts', [], { DATA_DIR: directory, PORT: port, STORE_SERVED_HERE: 'false' });
  await until(port, 503);
  expect(await ask(port, visitPath)).toMatchObject({ status: 503, headers: { 'retry-after': '10' } });

  const store = run('src/commands/store.ts', [directory]);
  await until(port, 200);
  expect(store.exitCode).toBeNull();
  expect((await ask(port, visitPath)).status).not.toBe(503);

  store.kill('SIGKILL');
  await once(store, 'exit');
  const [health, page] = await Promise.all([ask(port, '/healthz'), ask(port, visitPath)]);
  expect(health.status).toBe(503);
  expect(health.took).toBeLessThan(2000);
  expect(page).toMatchObject({ status: 503, headers: { 'retry-after': '10' } });
  expect(page.body).toContain('Tandem is away for a moment');
  const login = await ask(port, '/lti/login?iss=https%3A%2F%2Fa.example&login_hint=1&target_link_uri=http%3A%2F%2Fb');
  expect(login).toMatchObject({ status: 503, headers: { 'retry-after': '10' } });
  expect(login.body).toContain('Tandem is away for a moment');

  run('src/commands/store.ts', [directory]);
  await until(port, 200);
  expect(web.exitCode).toBeNull();
}, 120_000);

test('a MongoDB that is down at the start is waited for by the server, and named by a command', async () => {
  const directory = aDirectory();
  const port = await freePort();
  const env = { MONGODB_URI: uriOf(socketPath(directory), 'tandem'), DATA_DIR: aDirectory() };
  const web = run('src/main.ts', [], { ...env, PORT: port });
  await until(port, 503);
  const job = await ending(run('src/commands/job.ts', ['deliver-scores'], env));
  expect(job).toEqual({ code: 69, said: [expect.stringContaining('The store does not answer.')] });
  run('src/commands/store.ts', [directory]);
  await until(port, 200);
  expect(web.exitCode).toBeNull();
}, 120_000);

test.each([
  ['a log that is none', 67, 'is no log of this store'],
  ['an address of MongoDB that cannot be read', 78, 'MONGODB_URI'],
  ['a setting that is wrong', 78, 'The settings are not usable'],
])(
  '%s ends server and command with its own sentence and code %i',
  async (what, code, sentence) => {
    const directory = aDirectory();
    mkdirSync(directory);
    writeFileSync(join(directory, 'log-1.bin'), 'garbage '.repeat(100));
    const more = what.startsWith('an address') ? { MONGODB_URI: 'mongo:db' } : {};
    const wrong = what.startsWith('a setting') ? { PORT: 'many' } : { PORT: await freePort() };
    for (const [file, args] of [
      ['src/main.ts', []],
      ['src/commands/job.ts', ['deliver-scores']],
    ] as const) {
      const ended = await ending(run(file, [...args], { DATA_DIR: directory, ...more, ...wrong }));
      expect(ended.code).toBe(code);
      expect(ended.said[0]).toContain(sentence);
      expect(ended.said.join('\n')).not.toMatch(/^\s+at /m);
    }
  },
  60_000,
);

test('a process that is asked to end answers what was just sent on kept connections, then ends', async () => {
  const port = await freePort();
  const web = run('src/main.ts', [], { DATA_DIR: aDirectory(), PORT: port });
  await until(port, 200);
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const twenty = () => Promise.allSettled(Array.from({ length: 20 }, () => ask(port, '/healthz', agent)));
  await twenty();
  const ended = once(web, 'exit');
  web.kill('SIGTERM');
  await sleep(100);
  const answers = await twenty();
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.headers.connection : 'reset'))).toEqual(
    Array.from({ length: 20 }, () => 'close'),
  );
  expect((await ended)[0]).toBe(0);
  agent.destroy();
}, 60_000);
