/** Whatever is wrong with what was sent, by whichever road, is the sender's fault: a 4xx, and no error in our log. */
import { request } from 'node:http';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { browserCookie } from '../../src/web/proof.js';
import { startSite, type Person, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';

const store = useStore();
let site: TestSite;
let ana: Person;
let cookie: string;
const errors: unknown[] = [];

beforeAll(async () => {
  site = await startSite(store.connection());
  const { logger } = site.services.speaking;
  jest.spyOn(logger, 'error').mockImplementation((line: unknown) => void errors.push(line));
  ana = await site.arrive();
  cookie = `${browserCookie}=${ana.secret}`;
});
afterAll(() => site.close());

interface Sent {
  path: string;
  method?: string;
  headers?: Record<string, string | number>;
  body?: string | Buffer;
  /** Sends the beginning and hangs up. */
  breaksOff?: boolean;
}

/** The status, or 0 where the sender hung up. */
function send({ path, method = 'POST', headers = {}, body = '', breaksOff = false }: Sent): Promise<number> {
  return new Promise((resolve, reject) => {
    const same = { cookie, 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'iframe' };
    const sent = request(`${site.origin}${path}`, { method, headers: { ...same, ...headers } });
    sent.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', (problem) => (breaksOff ? resolve(0) : reject(problem)));
    if (breaksOff) sent.write(body, () => setTimeout(() => sent.destroy(), 50));
    else sent.end(body);
  });
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const parts = { 'content-type': 'multipart/form-data; boundary=b' };
const inVisit = (path: string) => `${ana.visitPath}${path}`;

const faults: readonly (readonly [string, () => Sent])[] = [
  [
    'a form said to be zipped that is not',
    () => ({ path: inVisit('/profile'), headers: { ...form, 'content-encoding': 'gzip' }, body: 'a=b' }),
  ],
  [
    'a zipping that nobody knows',
    () => ({ path: inVisit('/profile'), headers: { ...form, 'content-encoding': 'zap' }, body: 'a=b' }),
  ],
  [
    'letters that nobody knows',
    () => ({
      path: inVisit('/profile'),
      headers: { 'content-type': `${form['content-type']}; charset=klingon` },
      body: 'a=b',
    }),
  ],
  ['a form that is too large', () => ({ path: inVisit('/profile'), headers: form, body: `a=${'x'.repeat(600_000)}` })],
  ['a thousand fields', () => ({ path: inVisit('/profile'), headers: form, body: 'a=b&'.repeat(1000) })],
  [
    'parts without a boundary',
    () => ({ path: inVisit('/profile/load'), headers: { 'content-type': 'multipart/form-data; x=y' }, body: 'x' }),
  ],
  [
    'parts that end too early',
    () => ({
      path: inVisit('/pairing/lists'),
      headers: parts,
      body: '--b\r\nContent-Disposition: form-data; name="a"',
    }),
  ],
  ['a broken percent sign', () => ({ path: '/calendar/%E0%A4%A', method: 'GET' })],
  ['a broken percent sign in a visit', () => ({ path: inVisit('/checkins/%zz'), method: 'GET' })],
  ['a broken percent sign in a ticket', () => ({ path: '/enter/%c3', method: 'GET' })],
  ['a broken percent sign in a file', () => ({ path: '/assets/%E0%A4%A', method: 'GET' })],
  [
    'a sign-in of an operator said to be zipped',
    () => ({ path: '/operator/sign-in', headers: { ...form, 'content-encoding': 'gzip' }, body: 'name=b' }),
  ],
  [
    'a sign-in of an operator that is too large',
    () => ({ path: '/operator/sign-in', headers: form, body: `name=${'x'.repeat(30_000)}` }),
  ],
];

test.each(faults)('%s', async (_name, what) => {
  const before = errors.length;
  const status = await send(what());
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(errors.slice(before)).toEqual([]);
});

const broken: readonly (readonly [string, () => Sent])[] = [
  ['a form', () => ({ path: inVisit('/profile'), headers: { ...form, 'content-length': 5000 }, body: 'a=b' })],
  [
    'a form without a visit',
    () => ({ path: '/s/nobody/profile', headers: { ...form, 'content-length': 5000 }, body: 'a=b' }),
  ],
  [
    'a file',
    () => ({
      path: inVisit('/profile/load'),
      headers: { ...parts, 'content-length': 5000 },
      body: '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nabc',
    }),
  ],
  [
    'an operator’s sign-in',
    () => ({ path: '/operator/sign-in', headers: { ...form, 'content-length': 5000 }, body: 'name=' }),
  ],
];

test.each(broken)('%s that breaks off half-way', async (_name, what) => {
  const before = errors.length;
  expect(await send({ ...what(), breaksOff: true })).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(errors.slice(before)).toEqual([]);
});
