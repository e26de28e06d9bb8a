/**
 * A roster of 10,000 from the sandbox Moodle: the first whole sync, the memory it takes, a second one that finds nothing
 * new, and the page of a course of 2,000. The sandbox runs in a process of its own, so its time counts and its memory
 * does not; the embedded store runs in ours, so its memory does.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { openServices } from '../../src/startup.js';
import type { Launch } from '../../src/lti/gateway.js';
import { addPerson, demoCourseId } from '../../src/sandbox/demo-world.js';
import { createSandbox } from '../../src/sandbox/sandbox.js';
import { after, minute } from '../../src/shared/clock.js';
import { newSecret } from '../../src/shared/ids.js';
import { browserCookie } from '../../src/web/proof.js';

const PEOPLE = 10_000;
const SMALLER = 2_000;
const PAGE_VIEWS = 30;

type ToSandbox = { link: string };
type FromSandbox = { url: string; typeId: string; courses: [string, string] };

if (process.argv[2] === 'sandbox') await serveSandbox(process.argv[3] ?? '');
else await measure();

async function serveSandbox(toolUrl: string): Promise<void> {
  const sandbox = await createSandbox({ toolUrl });
  const smaller = (await sandbox.addCourse({ fullName: 'A course of 2,000', shortName: 'C2000' })).id;
  const { state } = sandbox;
  for (let index = 0; index < PEOPLE; index += 1) {
    const id = String(100_000 + index);
    addPerson(state, { id, username: `p${id}`, givenName: `Given${index % 97}`, familyName: `Family${index}` });
    state.enrolments.push({ courseId: demoCourseId, personId: id, role: 'student', suspended: false });
    if (index < SMALLER) state.enrolments.push({ courseId: smaller, personId: id, role: 'student', suspended: false });
  }
  process.on('message', (message) => {
    void sandbox.installTool((message as ToSandbox).link).then(({ typeId }) => {
      process.send?.({ url: sandbox.url, typeId, courses: [demoCourseId, smaller] } satisfies FromSandbox);
    });
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

async function measure(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const toolUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const root = join(import.meta.dirname, '../..');
  const config = {
    ...loadConfig({ NODE_ENV: 'test' }, join(root, 'config')),
    PUBLIC_URL: toolUrl,
    DATA_DIR: directory,
  };
  const { services, close } = await openServices(config, root);
  server.on('request', createApp(services));
  const sandbox = fork(import.meta.filename, ['sandbox', toolUrl], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(sandbox, 'message');
  const { url } = await services.gateway.registrationLinks.create({ approved: true, hours: 1 });
  sandbox.send({ link: url } satisfies ToSandbox);
  const [told] = (await once(sandbox, 'message')) as [FromSandbox];
  const [platform] = await services.gateway.platforms.list();
  const cases: Case[] = [];
  try {
    const here = { services, told, platformId: platform?.platformId ?? '' };
    await benchSync(here, cases);
    await benchPage(here, cases);
  } finally {
    sandbox.disconnect();
    server.closeAllConnections();
    server.close();
    await close();
    rmSync(directory, { recursive: true, force: true });
  }
  console.log(
    JSON.stringify({ bench: 'roster', machine: { cores: cpus().length, node: process.versions.node }, cases }),
  );
}

interface Case {
  case: string;
  value: number;
  unit: string;
  owed: string;
  holds: boolean;
}

interface Here {
  services: Awaited<ReturnType<typeof openServices>>['services'];
  told: FromSandbox;
  platformId: string;
}

function report(cases: Case[], name: string, value: number, { unit, most }: { unit: string; most?: number }): void {
  const owed = most === undefined ? 'shown only' : `<= ${most}`;
  const rounded = Math.round(value * 1000) / 1000;
  cases.push({ case: name, value: rounded, unit, owed, holds: most === undefined || value <= most });
  console.error(`${name}: ${rounded} ${unit} (${owed})`);
}

const secret = newSecret();

/** A teacher opens an activity of the course; yields the course's id with us, and the entry into the visit. */
async function launchInto({ services, told, platformId }: Here, externalId: string) {
  const launch: Launch = {
    message: 'activity',
    ...{ platformId, deploymentId: told.typeId, platformOrigin: told.url },
    person: { externalId: '1', name: 'Tess Teacher' },
    role: 'teacher',
    course: { externalId, title: `Course ${externalId}`, label: '', copiedFrom: [] },
    activity: { externalId: `${externalId}-1`, title: 'Mentoring', description: '', custom: { kind: 'mentoring' } },
    ...{ locale: 'en', placement: 'iframe', boundToBrowser: true },
    service: {
      ...{ platformId, deploymentId: told.typeId, contextId: externalId, resourceLinkId: `${externalId}-1` },
      membershipsUrl: `${told.url}/mod/lti/services.php/CourseSection/${externalId}/bindings/${told.typeId}/memberships`,
      scopes: ['https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly'],
    },
  };
  const entry = await services.launches.handleLaunch(launch, { cookie: () => secret, keep: () => undefined });
  const due = await services.roster.dueCourses(new Date(), 100);
  return { entry, courseId: due[0] ?? '' };
}

async function benchSync(here: Here, cases: Case[]): Promise<void> {
  const { roster } = here.services;
  const { courseId } = await launchInto(here, here.told.courses[0]);
  const now = new Date();
  const before = process.memoryUsage().rss;
  let peak = before;
  const sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5);
  const cpu = process.cpuUsage();
  const start = performance.now();
  const first = await roster.refresh(courseId, { now, force: true });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(sampler);
  if (!first.ok || first.value.changes < PEOPLE) throw new Error(`The first sync failed: ${JSON.stringify(first)}`);
  report(cases, 'whole sync of 10,000 people', seconds, { unit: 's', most: 10 });
  report(cases, 'CPU of Tandem and its store meanwhile', (user + system) / 1e6, { unit: 's' });
  report(cases, 'memory growth while it runs (peak of the process, store included)', (peak - before) / 2 ** 20, {
    unit: 'MB',
    most: 100,
  });
  const writes = new Map<string, number>();
  mongoose.set('debug', (collection: string, method: string) => {
    if (/insert|update|bulkWrite|delete|replace/i.test(method)) {
      writes.set(collection, (writes.get(collection) ?? 0) + 1);
    }
  });
  const again = performance.now();
  const second = await roster.refresh(courseId, { now: after(now, 2 * minute), force: true });
  const secondSeconds = (performance.now() - again) / 1000;
  mongoose.set('debug', false);
  if (!second.ok) throw new Error('The second sync failed');
  report(cases, 'second sync, nothing new', secondSeconds, { unit: 's' });
  report(cases, 'people written by the second sync', second.value.changes, { unit: '', most: 0 });
  report(cases, 'write commands to people by the second sync', writes.get('people') ?? 0, { unit: '', most: 0 });
}

/** The whole way: the store, the view, the template, over HTTP. */
async function benchPage(here: Here, cases: Case[]): Promise<void> {
  const { entry, courseId } = await launchInto(here, here.told.courses[1]);
  const read = await here.services.roster.refresh(courseId, { now: new Date(), force: true });
  if (!read.ok) throw new Error('The smaller course was not read');
  const headers = {
    cookie: `${browserCookie}=${secret}`,
    'sec-fetch-site': 'same-origin',
    'sec-fetch-dest': 'iframe',
  };
  const entered = await fetch(entry, { headers, redirect: 'manual' });
  const visit = /^\/s\/[\w-]+/.exec(entered.headers.get('location') ?? '')?.[0] ?? '';
  const base = new URL(entry).origin + visit;
  const times: number[] = [];
  let bytes = 0;
  for (let view = 0; view < PAGE_VIEWS; view += 1) {
    const path = view % 2 === 0 ? `/roster?page=${1 + (view % 20)}` : '/roster?find=family1&show=learner';
    const start = performance.now();
    const answer = await fetch(`${base}${path}`, { headers });
    const text = await answer.text();
    times.push(performance.now() - start);
    if (answer.status !== 200 || !text.includes('Family')) throw new Error(`The page answered ${answer.status}`);
    bytes = Math.max(bytes, text.length);
  }
  times.sort((one, other) => one - other);
  report(cases, 'roster page of 2,000 people, median', times[PAGE_VIEWS / 2] ?? 0, { unit: 'ms' });
  report(cases, 'roster page of 2,000 people, slowest', times.at(-1) ?? 0, { unit: 'ms' });
  report(cases, 'its longest page, not compressed', bytes / 1000, { unit: 'KB' });
}
