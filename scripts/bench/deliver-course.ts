/** A course of many learners with two columns, the sandbox in a process of its own; for what grades come to. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import type { Launch } from '../../src/lti/gateway.js';
import { addPerson, demoCourseId } from '../../src/sandbox/demo-world.js';
import { createSandbox } from '../../src/sandbox/sandbox.js';
import type { Services } from '../../src/services.js';
import { newSecret } from '../../src/shared/ids.js';
import { openServices } from '../../src/startup.js';

interface Told {
  url: string;
  typeId: string;
  token: string;
  columns: { linkId: string; itemId: string }[];
}

export interface DeliveryCourse {
  services: Services;
  courseId: string;
  activityId: string;
  directory: string;
  /** Of the learners, in their order. */
  externalIds: string[];
  /** From now on it answers late, and some of the time wrongly. */
  misbehave(): Promise<void>;
  /** Deliveries that are not over. */
  open(): Promise<number>;
  /** Final grades of a column by person. */
  gradebook(column: number): Promise<Record<string, number | null>>;
  /** What another tool needs to send. */
  lend(): Promise<{ token: string; lineItemUrls: string[] }>;
  close(): Promise<void>;
}

const firstId = 100_000;
const ags = 'https://purl.imsglobal.org/spec/lti-ags/scope';
const scopes = ['score', 'result.readonly', 'lineitem'].map((name) => `${ags}/${name}`);

/** The sandbox's side: answers `['install', link]`, `['misbehave']` and `['grades', itemId]`. */
export async function serveSandbox(toolUrl: string, people: number): Promise<void> {
  const sandbox = await createSandbox({ toolUrl });
  const { state } = sandbox;
  for (let index = 0; index < people; index += 1) {
    const id = String(firstId + index);
    addPerson(state, { id, username: `p${id}`, givenName: `Given${index % 97}`, familyName: `Family${index}` });
    state.enrolments.push({ courseId: demoCourseId, personId: id, role: 'student', suspended: false });
  }
  const answers: Record<string, (asked: string) => unknown> = {
    install: async (link) => {
      const { typeId } = await sandbox.installTool(link);
      const token = 'b'.repeat(32);
      state.tokens.push({ token, typeId, scopes, expiresAt: Math.floor(Date.now() / 1000) + 86_400 });
      const columns = [];
      for (const name of ['Ours', 'Theirs']) {
        const activity = await sandbox.addActivity({ name, points: 10, typeId });
        columns.push({ linkId: activity.instanceId, itemId: sandbox.column(activity).id });
      }
      return { url: sandbox.url, typeId, token, columns } satisfies Told;
    },
    misbehave: () => {
      sandbox.misbehave({ endpoint: 'scores', how: 'slow', times: Infinity, delayMs: 50 });
      sandbox.misbehave({ endpoint: 'results', how: 'slow', times: Infinity, delayMs: 50 });
      for (const [how, share] of [
        ['500', 0.05],
        ['409', 0.02],
        ['garbage', 0.01],
      ] as const) {
        sandbox.misbehave({ endpoint: 'scores', how, share, times: Infinity });
      }
    },
    grades: (itemId) =>
      Object.fromEntries(
        state.grades.filter((grade) => grade.itemId === itemId).map(({ personId, final }) => [personId, final]),
      ),
  };
  process.on('message', (message) => {
    const [name, asked] = message as [string, string];
    void Promise.resolve(answers[name]?.(asked)).then((answer) => process.send?.(answer ?? null));
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

interface Wanted {
  start(toolUrl: string): ChildProcess;
  people: number;
  connections: number;
}

export async function deliveryCourse({ start, people, connections }: Wanted): Promise<DeliveryCourse> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const toolUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const root = join(import.meta.dirname, '../..');
  const given = loadConfig({ NODE_ENV: 'test' }, join(root, 'config'));
  const config = { ...given, PUBLIC_URL: toolUrl, DATA_DIR: directory, GRADE_CALLS_PER_PLATFORM: connections };
  const { services, close } = await openServices(config, root);
  server.on('request', createApp(services));
  const sandbox = start(toolUrl);
  await once(sandbox, 'message');
  const ask = async <Answer>(name: string, asked = ''): Promise<Answer> => {
    sandbox.send([name, asked]);
    const [answer] = (await once(sandbox, 'message')) as [Answer];
    return answer;
  };
  const { url: link } = await services.gateway.registrationLinks.create({ approved: true, hours: 1 });
  const told = await ask<Told>('install', link);
  const [platform] = await services.gateway.platforms.list();
  const launched = await launchInto(services, told, platform?.platformId ?? '');
  services.runner.know(services.jobs);
  return {
    ...{ services, directory, ...launched },
    externalIds: Array.from({ length: people }, (_, index) => String(firstId + index)),
    misbehave: () => ask('misbehave'),
    open: async () => {
      const opened = mongoose.connections.find(({ models }) => 'Delivery' in models);
      const states = ['waiting', 'taken', 'retrying'];
      return (await opened?.model('Delivery').countDocuments({ state: { $in: states } })) ?? 0;
    },
    gradebook: (column) => ask('grades', told.columns[column]?.itemId),
    lend: () =>
      Promise.resolve({ token: told.token, lineItemUrls: told.columns.map((column) => itemUrl(told, column)) }),
    async close() {
      sandbox.disconnect();
      server.closeAllConnections();
      server.close();
      await close();
    },
  };
}

function itemUrl({ url, typeId }: Told, { itemId }: { itemId: string }): string {
  return `${url}/mod/lti/services.php/${demoCourseId}/lineitems/${itemId}/lineitem?type_id=${typeId}`;
}

async function launchInto(services: Services, told: Told, platformId: string) {
  const [column] = told.columns;
  if (!column) throw new Error('The sandbox has no column');
  const { url, typeId: deploymentId } = told;
  const contextId = demoCourseId;
  const launch: Launch = {
    message: 'activity',
    ...{ platformId, deploymentId, platformOrigin: url },
    person: { externalId: '1', name: 'Tess Teacher' },
    role: 'teacher',
    course: { externalId: contextId, title: 'A large course', label: '', copiedFrom: [] },
    activity: { externalId: column.linkId, title: 'Ours', description: '', custom: { kind: 'checkin' } },
    ...{ locale: 'en', placement: 'iframe', boundToBrowser: true },
    service: {
      ...{ platformId, deploymentId, contextId, resourceLinkId: column.linkId, lineItemUrl: itemUrl(told, column) },
      membershipsUrl: `${url}/mod/lti/services.php/CourseSection/${contextId}/bindings/${deploymentId}/memberships`,
      scopes: [...scopes, 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly'],
    },
  };
  await services.launches.handleLaunch(launch, { cookie: () => newSecret(), keep: () => undefined });
  const [courseId = ''] = await services.roster.dueCourses(new Date(), 1);
  await services.roster.refresh(courseId, { now: new Date(), force: true });
  const [activity] = await services.activities.all(courseId);
  return { courseId, activityId: activity?.activityId ?? '' };
}
