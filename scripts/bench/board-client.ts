/** Asks pages from a thread of its own, so that what is measured is the server alone: its answer, and how long its loop stood still. */
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

export interface Answered {
  status: number;
  location: string;
  html: string;
  /** Until the last byte of the answer. */
  ms: number;
  /** Milliseconds of the longest work of this thread that let nothing else have a turn. */
  blocked: number;
}

const inThread = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', async ({ url, cookie, body }) => {
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'iframe', 'accept-language': 'en' };
  if (body !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
  const start = performance.now();
  const answer = await fetch(url, { method: body === undefined ? 'GET' : 'POST', headers, body, redirect: 'manual' });
  const html = await answer.text();
  const ms = performance.now() - start;
  parentPort.postMessage({ status: answer.status, location: answer.headers.get('location') ?? '', html, ms });
});`;

export function startClient() {
  const worker = new Worker(inThread, { eval: true });

  /** The longest pause of this loop while `work` runs. */
  async function watched<Result>(work: () => Promise<Result>): Promise<{ result: Result; blocked: number }> {
    let blocked = 0;
    let before = worked();
    const timer = setInterval(() => {
      const now = worked();
      blocked = Math.max(blocked, now - before);
      before = now;
    }, 1);
    const result = await work();
    // A pause is counted when the timer after it fires.
    await new Promise((done) => setTimeout(done, 5));
    clearInterval(timer);
    return { result, blocked };
  }

  return {
    watched,
    async ask(url: string, cookie: string, body?: Readonly<Record<string, string>>): Promise<Answered> {
      const sent = body && new URLSearchParams(body).toString();
      const { result, blocked } = await watched(async () => {
        worker.postMessage({ url, cookie, body: sent });
        const [answer] = (await once(worker, 'message')) as [Omit<Answered, 'blocked'>];
        return answer;
      });
      return { ...result, blocked };
    },
    close: () => worker.terminate(),
  };
}

const schedule = '/proc/thread-self/schedstat';
const isLinux = existsSync(schedule);

/** Milliseconds that this thread has worked; where the system does not say, that have passed: others' work counts then. */
function worked(): number {
  return isLinux ? Number(readFileSync(schedule, 'utf8').split(' ')[0]) / 1e6 : performance.now();
}
