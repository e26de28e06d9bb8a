// Starts Tandem and the sandbox Moodle, registers one with the other the first time, prints one address.
// Called by ./scripts/demo, which installs and builds first; `--watch` runs the sources and restarts on a change;
// `--running` begins with three weeks of a programme instead of a course where nothing has happened yet.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
process.chdir(root);
const watch = process.argv.includes('--watch');
const running = process.argv.includes('--running');
const directory = join(process.env.DATA_DIR ?? 'data', running ? 'running' : '');
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
    // What the servers say of themselves stays here: one address is all that is needed.
    stdio: ['ignore', 'ignore', 'inherit'],
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

/** Runs one of the TypeScript scripts to its end; yields what it printed, and says what went wrong only where something did. */
async function script(run, more = {}) {
  const child = spawn(process.execPath, run, { env: { ...environment, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [printed, complained] = ['', ''];
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (complained += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${run.at(-1)} failed\n${complained}`);
  return printed;
}

async function registrationLink() {
  return (await script([tsx, 'src/commands/registration-link.ts', '--approved'])).match(/https?:\S+/g)?.at(-1);
}

async function liveThroughWeeks() {
  const begins = new Date(Date.now() - 21 * 86_400_000).toISOString();
  const clock = pathToFileURL(join(root, 'scripts/running/clock.mjs')).href;
  await script(['--import', clock, '--import', 'tsx', 'scripts/running/main.ts'], { STORY_BEGINS: begins });
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
  const lived = join(directory, 'lived');
  if (running && !existsSync(lived)) {
    console.log('Living through three weeks of a programme (once, about half a minute) ...');
    // What a story that was broken off left.
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    await liveThroughWeeks();
    writeFileSync(lived, '');
  }
  start('main');
  await answers(`${tandemUrl}/healthz`, 60);
  // The first time the sandbox registers Tandem by the same link that an administrator would paste.
  const known = existsSync(join(environment.SANDBOX_DIRECTORY, 'sandbox.json'));
  start('sandbox/main', known ? {} : { REGISTRATION_LINK: await registrationLink() });
  await answers(`${sandboxUrl}/`, 60);
  if (!known) await script([tsx, 'scripts/seed.ts']);
  console.log(`Open ${sandboxUrl}/ in a browser. Ctrl-C stops; nothing is lost.`);
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem);
  await stop(1);
}
