import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import type { CookieJar } from '../support/moodle.js';
import { follow, formIn, launch, request, startMoodle, type Page } from '../support/moodle.js';
import { startProbeTool, type ProbeTool } from '../support/probe-tool.js';
import { recordedSelections } from '../support/recordings.js';

let moodle: Sandbox;
let tool: ProbeTool;
const items = 'https://purl.imsglobal.org/spec/lti-dl/claim/content_items';
const settings = 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings';

beforeAll(async () => {
  moodle = await startMoodle();
  tool = await startProbeTool(moodle);
  await tool.register(moodle);
});

afterAll(async () => {
  tool.close();
  await moodle.close();
});

/** The teacher opens content selection, the tool answers with these claims. */
async function select(claims: Record<string, unknown>): Promise<{ jar: CookieJar; page: Page }> {
  const { jar } = await launch(moodle, { person: 'Mira Lind' });
  const returnUrl = (tool.launches.at(-1)?.[settings] as { deep_link_return_url: string }).deep_link_return_url;
  const now = Math.floor(Date.now() / 1000);
  const jwt = await tool.sign({ iss: moodle.tool().clientId, iat: now - 5, exp: now + 60, ...claims });
  return { jar, page: await request(jar, returnUrl, { form: { JWT: jwt } }) };
}

function recorded(name: string): Record<string, unknown> {
  return { ...recordedSelections.find((selection) => selection.name === name)?.claims, iss: moodle.tool().clientId };
}

async function save(jar: CookieJar, page: Page, more: Record<string, string> = {}): Promise<Page> {
  const form = formIn(page);
  return follow(jar, await request(jar, form.action, { form: { ...form.fields, ...more } }));
}

describe('content selection', () => {
  test('creates several activities in order, with columns, own addresses and no completion', async () => {
    const known = moodle.state.activities.length;
    const { jar, page } = await select(recorded('many'));
    expect(page.text).toContain('The following items will be added');
    const course = await save(jar, page);
    expect(course.text).toContain('Added: Mentoring goal setting');
    const added = moodle.state.activities.slice(known);
    expect(added.map(({ name, completion }) => [name, completion])).toEqual(
      (recorded('many')[items] as { title: string }[]).map(({ title }) => [title, 'none']),
    );
    expect(moodle.column('Mentoring goal setting')).toMatchObject({
      name: 'Mentoring goal setting',
      maximum: 10,
      service: { resourceId: 'res-goals', tag: 'tag-goals', review: { custom: { rev: '1' } } },
    });
    expect(added[3]?.url).toBe('https://tool.test:9443/launch?item=refl&x=1');
    expect(() => moodle.column('Mentoring dashboard (ungraded)')).toThrow('knows no column');
  });

  test('of one item fills the usual form, which the teacher may change', async () => {
    const { jar, page } = await select(recorded('one'));
    expect(formIn(page).fields).toMatchObject({ name: 'Probe single item', intro: 'Single item text' });
    await save(jar, page, { name: 'Renamed', completion: 'grade' });
    expect(moodle.activity('Renamed')).toMatchObject({ completion: 'grade', custom: { item: 'single' }, graded: true });
  });

  test('does not refuse links and html, and creates nothing for an empty answer or an error', async () => {
    expect((await select(recorded('mixed'))).page.text).toContain('A plain link');
    expect((await select(recorded('empty'))).page.text).toContain('Nothing was selected');
    expect((await select(recorded('error'))).page.text).toContain('Nothing was selected');
  });

  test.each([
    ['another issuer', { iss: 'somebody' }],
    ['an expired answer', { exp: 1 }],
    ['another message', { 'https://purl.imsglobal.org/spec/lti/claim/message_type': 'LtiResourceLinkRequest' }],
  ])('refuses %s', async (_name, wrong) => {
    const { page } = await select({ ...recorded('one'), ...wrong });
    expect(page.status).toBe(404);
    expect(page.text).toContain('Selection not accepted');
  });

  test('is for teachers: a learner gets no picker', async () => {
    await expect(launch(moodle, { person: 'Ana Álvarez' })).rejects.toThrow('no form on the page');
  });

  test('saves once, and only for the teacher who selected', async () => {
    const { jar, page } = await select(recorded('one'));
    await save(jar, page);
    expect((await save(jar, page)).text).toContain('Nothing to save');
  });
});
