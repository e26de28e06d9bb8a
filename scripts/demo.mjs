// Starts Tandem and the sandbox Moodle, registers one with the other the first time, prints one address.
// Called by ./scripts/demo, which installs and builds first; `--watch` runs the sources and restarts on a change.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
process.chdir(root);
const watch = process.argv.includes('--watch');
const directory = process.env.DATA_DIR ?? 'data';
const tandemPort = Number(process.env.PORT ?? 4000);
const sandboxPort = Number(process.env.SANDBOX_PORT ?? 4001);
// Two sites without TLS: cookies of the frame are third-party, as in a real Moodle.
const tandemUrl = `http://127.0.0.1:${tandemPort}`;
const sandboxUrl = `http://localhost:${sandboxPort}`;
const environment = {
  ...process.env,
  NODE_ENV: 'development',
  PORT: String(tandemPort),
  PUBLIC_URL: tandemUrl,
  DATA_DIR: directory,
  SANDBOX_PORT: String(sandboxPort),
  SANDBOX_DIRECTORY: join(directory, 'sandbox'),
  TOOL_URL: tandemUrl,
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
};
const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
mkdirSync(directory, { recursive: true });

const children = [];
let stopping = false;

function start(entry, more = {}) {
  const run = watch ? [tsx, 'watch', '--clear-screen=false', `src/${entry}.ts`] : [`dist/${entry}.js`];
  const child = spawn(process.execPath, run, {
    env: { ...environment, ...more },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  children.push(child);
  child.once('exit', (code, signal) => {
    if (stopping) return;
    console.error(`${entry} ended (${signal ?? code}).`);
    void stop(1);
  });
  return child;
}

async function answers(url, seconds) {
  for (let tries = 0; tries < seconds * 20; tries += 1) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not listening yet: the next try, or the error below, says so.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer within ${seconds} s`);
}

/** Runs one of the TypeScript scripts to its end; yields what it printed. */
async function script(file, ...options) {
  const run = [tsx, file, ...options];
  const child = spawn(process.execPath, run, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${file} failed`);
  return printed;
}

async function registrationLink() {
  return (await script('src/commands/registration-link.ts', '--approved')).match(/https?:\S+/g)?.at(-1);
}

async function stop(code) {
  if (stopping) return;
  stopping = true;
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(children.map((child) => (child.exitCode ?? child.signalCode) !== null || once(child, 'exit')));
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));

try {
  start('main');
  await answers(`${tandemUrl}/healthz`, 60);
  // The first time the sandbox registers Tandem by the same link that an administrator would paste.
  const known = existsSync(join(environment.SANDBOX_DIRECTORY, 'sandbox.json'));
  start('sandbox/main', known ? {} : { REGISTRATION_LINK: await registrationLink() });
  await answers(`${sandboxUrl}/`, 60);
  if (!known) await script('scripts/seed.ts');
  console.log(`\nOpen ${sandboxUrl}/ in a browser. Ctrl-C stops; nothing is lost.\n`);
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem);
  await stop(1);
}
