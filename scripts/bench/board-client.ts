/** Asks pages from a thread of its own, so that what is measured is the server alone: its answer, and how long its loop stood still. */
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';

export interface Answered {
  status: number;
  location: string;
  html: string;
  /** Until the last byte of the answer. */
  ms: number;
  /** The longest time the loop of this thread stood still meanwhile. */
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
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const result = await work();
    // A pause is counted when the timer after it fires.
    await new Promise((done) => setTimeout(done, 5));
    delay.disable();
    return { result, blocked: Math.max(0, delay.max / 1e6 - 1) };
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
