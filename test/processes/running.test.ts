/** Tandem and its store as processes of their own, on loopback. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get, createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from '@jest/globals';

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
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'test', ...env },
  });
  children.push(child);
  return child;
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

  run('src/commands/store.ts', [directory]);
  await until(port, 200);
  expect(web.exitCode).toBeNull();
}, 120_000);

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
