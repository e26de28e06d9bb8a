/**
 * A whole launch (login, then the platform's answer), Tandem's gateway against bare ltijs with its own mongoose plugin.
 * Each rival is a process with an embedded store inside; rounds alternate, so that a busy machine is unfair to both alike.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTinyPlatform, clientId, type TinyPlatform } from '../../test/lti/support/tiny-platform.js';
import { agent, send } from './http.js';
import { pageKinds, type PageKind } from './launch-page.js';

interface Rival {
  name: 'tandem' | 'bare';
  url: string;
  cpuMilliseconds(): Promise<number>;
  stop(): Promise<void>;
}

interface Measured {
  cpu: number;
  launches: number;
  seconds: number;
  latencies: number[];
}

const clients = 16;
const rounds = 8;
const launchesPerRound = 160;
const pagesPerRound = 200;

async function start(name: Rival['name'], platform: TinyPlatform): Promise<Rival> {
  const directory = mkdtempSync(join(tmpdir(), `bench-launch-${name}-`));
  const script = fileURLToPath(new URL('./launch-server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, name, directory, platform.url], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    void ended.then(() => reject(new Error(`${name} did not start`)));
  });
  return {
    name,
    url,
    async cpuMilliseconds() {
      const { result } = JSON.parse((await send(`${url}/probe/cpu`)).body) as { result: NodeJS.CpuUsage };
      return (result.user + result.system) / 1000;
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function launch(rival: Rival, platform: TinyPlatform): Promise<number> {
  const target = `${rival.url}/lti/launch`;
  const begin = performance.now();
  const login = await send(`${rival.url}/lti/login`, {
    form: {
      iss: platform.url,
      client_id: clientId,
      login_hint: '7',
      target_link_uri: target,
      lti_message_hint: '{"cmid":4,"launchid":"x"}',
      lti_deployment_id: '1',
    },
  });
  const loggedIn = performance.now();
  const query = new URL(login.location).searchParams;
  const token = await platform.sign(platform.claims(rival.url, query.get('nonce') ?? ''));
  const signed = performance.now();
  const answer = await send(target, {
    form: { id_token: token, state: query.get('state') ?? '' },
    cookie: login.cookie,
  });
  if (answer.status !== 302 && answer.status !== 303) throw new Error(`${rival.name}: ${answer.status} ${answer.body}`);
  return performance.now() - signed + (loggedIn - begin);
}

async function round(rival: Rival, platform: TinyPlatform, count: number, measured: Measured): Promise<void> {
  const cpu = await rival.cpuMilliseconds();
  const begin = performance.now();
  let left = count;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left > 0) {
        left -= 1;
        measured.latencies.push(await launch(rival, platform));
      }
    }),
  );
  measured.seconds += (performance.now() - begin) / 1000;
  measured.launches += count;
  measured.cpu += (await rival.cpuMilliseconds()) - cpu;
}

/** Milliseconds of CPU of one page that shows nothing, by whether its reader's standing is looked up. */
async function pagesOf(rival: Rival): Promise<Record<PageKind, number>> {
  const { visitId } = JSON.parse((await send(`${rival.url}/probe/visit`)).body) as { visitId: string };
  const cpu: Record<PageKind, number> = { visit: 0, standing: 0 };
  const ask = async (kind: PageKind) => {
    const address = `${rival.url}/${kind}/${visitId}`;
    const { status } = await send(address, { headers: { 'sec-fetch-dest': 'iframe' } });
    if (status !== 200) throw new Error(`${address} answers ${String(status)}`);
  };
  for (let number = 0; number <= rounds; number += 1) {
    for (const kind of number % 2 === 0 ? pageKinds : pageKinds.toReversed()) {
      const before = await rival.cpuMilliseconds();
      for (let page = 0; page < pagesPerRound; page += 1) await ask(kind);
      // The first round warms up.
      if (number > 0) cpu[kind] += (await rival.cpuMilliseconds()) - before;
    }
  }
  const pages = rounds * pagesPerRound;
  return { visit: cpu.visit / pages, standing: cpu.standing / pages };
}

const rounded = (value: number) => Math.round(value * 100) / 100;
const nothing = (): Measured => ({ cpu: 0, launches: 0, seconds: 0, latencies: [] });

function p99(latencies: readonly number[]): number {
  const sorted = latencies.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
}

const platform = await startTinyPlatform();
const tandem = await start('tandem', platform);
const bare = await start('bare', platform);
const measured = { tandem: nothing(), bare: nothing() };
let pages: Record<PageKind, number>;
try {
  for (const rival of [tandem, bare]) await round(rival, platform, launchesPerRound, nothing());
  for (let number = 1; number <= rounds; number += 1) {
    for (const rival of number % 2 === 0 ? [tandem, bare] : [bare, tandem]) {
      await round(rival, platform, launchesPerRound, measured[rival.name]);
    }
    console.error(`round ${number} of ${rounds}`);
  }
  pages = await pagesOf(tandem);
} finally {
  await tandem.stop();
  await bare.stop();
  await platform.close();
  agent.destroy();
}

const perLaunch = {
  tandem: measured.tandem.cpu / measured.tandem.launches,
  bare: measured.bare.cpu / measured.bare.launches,
};
const ratio = perLaunch.tandem / perLaunch.bare;
const late = { tandem: p99(measured.tandem.latencies), bare: p99(measured.bare.latencies) };
const cases = [
  { case: 'cpu ratio to bare ltijs', value: rounded(ratio), unit: '', owed: '<= 0.5', holds: ratio <= 0.5 },
  { case: 'cpu per launch', value: rounded(perLaunch.tandem), unit: 'ms' },
  { case: 'cpu per launch, bare ltijs', value: rounded(perLaunch.bare), unit: 'ms' },
  { case: "a page's own cost, cpu", value: rounded(pages.standing), unit: 'ms' },
  {
    ...{ case: 'ratio to a page that takes the role from the visit', value: rounded(pages.standing / pages.visit) },
    ...{ unit: '', owed: '<= 2 (one call more than one)', holds: pages.standing / pages.visit <= 2 },
  },
  { case: 'ratio of a page to a launch', value: rounded(pages.standing / perLaunch.tandem), unit: '' },
  { case: 'launches per second', value: rounded(measured.tandem.launches / measured.tandem.seconds), unit: '1/s' },
  {
    case: 'launches per second, bare ltijs',
    value: rounded(measured.bare.launches / measured.bare.seconds),
    unit: '1/s',
  },
  {
    case: 'p99 at 16 clients',
    value: rounded(late.tandem),
    unit: 'ms',
    owed: `<= ${rounded(late.bare)} (bare ltijs)`,
    holds: late.tandem <= late.bare,
  },
];
console.log(JSON.stringify({ bench: 'launch', machine: { cores: cpus().length, node: process.versions.node }, cases }));
