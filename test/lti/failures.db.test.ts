import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import type { LaunchFailure } from '../../src/lti/gateway.js';
import { createFailures, failureBounds } from '../../src/lti/failures.store.js';
import { launchFailure, launchFailureRules, type LaunchFailureCode } from '../../src/lti/launch-failures.js';
import { ltiModels } from '../../src/lti/lti.models.js';
import { loadAssets } from '../../src/web/assets.js';
import { launchPages } from '../../src/web/launch-pages.js';
import { createLogger } from '../../src/web/log.js';
import { createRenderer } from '../../src/web/render.js';
import { loadTexts } from '../../src/web/texts.js';
import { useStore } from '../support/store.js';
import { logIn, visit } from './support/browser.js';
import { clientId, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';
import { startTool, type TestTool } from './support/tool.js';

const store = useStore();
const root = join(import.meta.dirname, '../..');
const texts = loadTexts(join(root, 'config/locales'));
const render = createRenderer({ viewsFolder: join(root, 'views'), texts, asset: loadAssets().asset, cache: true });
const pages = launchPages({ texts, render, logger: createLogger('silent') });
let now = Math.floor(Date.now() / 1000) * 1000;
const clock = () => new Date(now);
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

let platform: TinyPlatform;
let tool: TestTool;
let platformId: string;

beforeAll(async () => {
  platform = await startTinyPlatform();
  tool = await startTool(store.connection(), {
    clock,
    onFailure: async (req, res, failure) => {
      tool.failures.push(failure);
      await pages.failed(req, res, failure);
    },
  });
  platformId = (await tool.gateway.platforms.register(platform.registration())).platformId;
});

afterAll(async () => {
  await tool.close();
  await platform.close();
});

beforeEach(async () => {
  now += 61_000;
  await store.connection().collection('lti_failures').deleteMany({});
});

const login = (changes: Record<string, string> = {}) => logIn(tool, platform.url, clientId, changes);
const recent = (limit = 100) => tool.gateway.failures.recent(limit);

describe('a refused launch is remembered', () => {
  test('with its code, the platform it names, the setting, and the reference on its page', async () => {
    const { answer } = await login({ lti_deployment_id: '99' });
    const [record, ...others] = await recent();
    expect(others).toEqual([]);
    expect(record).toEqual({
      at: new Date(now),
      code: 'deployment_unknown',
      reference: expect.stringMatching(/^[0-9A-Z]{8}$/),
      platformId,
      setting: 'deployment_id',
    });
    expect(answer.status).toBe(403);
    expect(load(answer.text)('code b').first().text()).toBe(record?.reference);
  });

  test('without anything of a person or of what was sent', async () => {
    const loggedIn = await login();
    const token = await platform.sign({ ...platform.claims(tool.url, loggedIn.nonce), nonce: 'x'.repeat(43) });
    await visit(tool.launch, { fields: { id_token: token, state: loggedIn.state } });
    const [row] = await store.connection().collection('lti_failures').find().toArray();
    expect(Object.keys(row ?? {}).sort()).toEqual(['_id', 'code', 'createdAt', 'platformId', 'reference']);
    expect(row).toMatchObject({ code: 'nonce_mismatch', platformId });
  });

  test('without a platform when none is known', async () => {
    await login({ client_id: 'client-9' });
    expect(await recent()).toEqual([
      { at: new Date(now), code: 'platform_unknown', reference: tool.failures.at(-1)?.reference, setting: 'client_id' },
    ]);
  });

  test('newest first, as many as are asked for', async () => {
    for (const target_link_uri of ['https://evil.example/', 'nowhere', '']) {
      now += 1000;
      await login({ target_link_uri });
    }
    expect((await recent(2)).map(({ code }) => code)).toEqual(['login_incomplete', 'target_not_ours']);
    const named = async (...ids: string[]) => tool.gateway.failures.recent(100, ids);
    const own = (await recent()).filter((row) => row.platformId === platformId);
    expect(own.length).toBeGreaterThan(0);
    expect(await named('another', platformId)).toEqual(own);
    expect(await named('another')).toEqual([]);
  });

  test('also when Tandem itself breaks, with the reference that the app’s page shows', async () => {
    tool.gateway.onLaunch(() => Promise.reject(new Error('the store is away')));
    const loggedIn = await login();
    const claims = { ...platform.claims(tool.url, loggedIn.nonce), iat: now / 1000, exp: now / 1000 + 60 };
    const answer = await visit(tool.launch, {
      fields: { id_token: await platform.sign(claims), state: loggedIn.state },
    });
    expect(answer.status).toBe(500);
    expect(await recent()).toMatchObject([{ code: 'internal', platformId }]);
    expect(tool.errors.splice(0)).toHaveLength(1);
  });

  test('for 30 days: the store forgets by itself', async () => {
    const indexes = await store.connection().collection('lti_failures').indexes();
    expect(indexes).toContainEqual(expect.objectContaining({ key: { createdAt: 1 }, expireAfterSeconds: 2_592_000 }));
  });
});

describe('records are bounded', () => {
  const models = () => ltiModels(store.connection());
  const record = (failures: ReturnType<typeof createFailures>, code: LaunchFailureCode) =>
    failures.record(launchFailure(code), undefined);

  test('of one kind so many in a minute, so that a flood hides nothing else', async () => {
    const failures = createFailures(models(), clock, quiet);
    for (let count = 0; count < 100; count += 1) await record(failures, 'state_unknown');
    await record(failures, 'deployment_unknown');
    expect(await models().failures.countDocuments({ code: 'state_unknown' })).toBe(failureBounds.perKindAndMinute);
    expect(await models().failures.countDocuments({ code: 'deployment_unknown' })).toBe(1);
  });

  test('the oldest make room', async () => {
    const failures = createFailures(models(), clock, quiet);
    const row = (age: number) => ({
      _id: `old-${age}`,
      code: 'state_unknown',
      reference: 'x',
      createdAt: new Date(now - age),
    });
    await models().failures.insertMany(Array.from({ length: failureBounds.rows + 50 }, (_, age) => row(age + 1)));
    for (let count = 0; count < 250; count += 1) {
      if (count % 30 === 0) now += 61_000;
      await record(failures, 'state_unknown');
    }
    expect(await models().failures.countDocuments()).toBe(failureBounds.rows);
    expect(await models().failures.exists({ _id: 'old-1' })).not.toBeNull();
    expect(await models().failures.exists({ _id: `old-${failureBounds.rows}` })).toBeNull();
  });

  test('a store that is away takes no page away', async () => {
    const errors: object[] = [];
    const away = { ...models(), failures: { create: () => Promise.reject(new Error('away')) } };
    const logger = { ...quiet, error: (details: object) => void errors.push(details) };
    // SAFETY: only `create` is called before the failure.
    await record(createFailures(away as never, clock, logger), 'state_unknown');
    expect(errors).toMatchObject([{ code: 'state_unknown' }]);
  });
});

describe('the page of', () => {
  const values = { found: 'FOUND', needed: 'NEEDED', missing: 'MISSING', field: 'FIELD', claims: 'CLAIMS' };
  const codes = Object.keys(launchFailureRules) as LaunchFailureCode[];

  async function pageOf(failure: LaunchFailure) {
    const sent = { status: 0, html: '' };
    const res = {
      status: (status: number) => Object.assign(res, { sent: Object.assign(sent, { status }) }),
      type: () => res,
      setHeader: () => res,
      send: (html: string) => Object.assign(sent, { html }),
    };
    // SAFETY: what the page uses of express, nothing else.
    const req = { acceptsLanguages: () => ['en'], get: () => undefined };
    await pages.failed(req as never, res as never, failure);
    return { status: sent.status, $: load(sent.html) };
  }

  test.each(codes)('%s says what happened, what to do, the setting, the code and the reference', async (code) => {
    const failure = launchFailure(code, values);
    const { status, $ } = await pageOf(failure);
    expect(status).toBe(failure.status);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    const text = $('main').text().replace(/\s+/g, ' ');
    expect($('h1').text()).toMatch(
      code.startsWith('registration') ? 'Tandem could not be added' : 'could not be opened',
    );
    expect(text).toContain(texts.translator('en')(`launch.failed.${code}`, values));
    expect(text).not.toMatch(/launch\.(failed|setting)|\{\{/);
    expect(text).toContain('You did nothing wrong');
    expect($('code b').first().text()).toBe(failure.reference);
    expect($('details').text()).toContain(code);
    const { setting } = failure;
    if (setting === undefined) expect(text).toContain('No setting of Moodle');
    else expect(text).toContain(texts.translator('en')(`launch.setting.${setting}.name`));
    expect(text).not.toContain('undefined');
  });

  test('a failure names the setting and the way to it', async () => {
    const { $ } = await pageOf(launchFailure('deployment_unknown', { found: '99' }));
    expect($('main').text()).toContain('Deployment ID');
    expect($('main').text()).toContain('Manage tools');
    expect($('#found').attr('value') ?? $('#found').text()).toContain('99');
  });

  test('what a stranger sent is shown as text', async () => {
    const { $ } = await pageOf(launchFailure('platform_unknown', { found: '<script>alert(1)</script>' }));
    expect($('main script')).toHaveLength(0);
  });
});
