import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startMoodle } from '../support/moodle.js';
import { startProbeTool, type ProbeTool } from '../support/probe-tool.js';

let moodle: Sandbox;
let tool: ProbeTool;
let token: string;
const ags = 'https://purl.imsglobal.org/spec/lti-ags/scope';

beforeAll(async () => {
  moodle = await startMoodle();
  tool = await startProbeTool(moodle);
  await tool.register(moodle);
  token = await tool.token(moodle, [
    `${ags}/score`,
    'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
  ]);
});

afterEach(() => moodle.calm());

afterAll(async () => {
  tool.close();
  await moodle.close();
});

function roster(signal?: AbortSignal): Promise<Response> {
  const url = `${moodle.url}/mod/lti/services.php/CourseSection/2/bindings/1/memberships`;
  return fetch(url, { headers: { authorization: `Bearer ${token}` }, ...(signal ? { signal } : {}) });
}

function score(given: number, timestamp: string): Promise<Response> {
  const { id } = moodle.column('Check-in');
  const body = { userId: moodle.person('Ana Álvarez').id, scoreGiven: given, scoreMaximum: 10, timestamp };
  return fetch(`${moodle.url}/mod/lti/services.php/2/lineitems/${id}/lineitem/scores`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/vnd.ims.lis.v1.score+json' },
    body: JSON.stringify({ ...body, activityProgress: 'Completed', gradingProgress: 'FullyGraded' }),
  });
}

describe('the sandbox misbehaves on request', () => {
  test('for as many calls to that endpoint as was asked, and then behaves', async () => {
    moodle.misbehave({ endpoint: 'nrps', how: '500', times: 2 });
    expect([(await roster()).status, (await roster()).status, (await roster()).status]).toEqual([500, 500, 200]);
  });

  test('says when to come back', async () => {
    moodle.misbehave({ endpoint: 'nrps', how: '429', retryAfterSeconds: 7 });
    const answer = await roster();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
  });

  test('answers late, never, in drops, or not at all', async () => {
    moodle.misbehave({ endpoint: 'nrps', how: 'slow', delayMs: 150 });
    const begun = performance.now();
    expect((await roster()).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThan(140);
    moodle.misbehave({ endpoint: 'nrps', how: 'hang' });
    await expect(roster(AbortSignal.timeout(100))).rejects.toThrow();
    moodle.misbehave({ endpoint: 'nrps', how: 'drip' });
    const dripping = await roster(AbortSignal.timeout(300));
    await expect(dripping.text()).rejects.toThrow();
    moodle.misbehave({ endpoint: 'nrps', how: 'drop' });
    await expect(roster()).rejects.toThrow('fetch failed');
  });

  test('takes a score and loses the answer', async () => {
    moodle.misbehave({ endpoint: 'scores', how: 'drop-after' });
    await expect(score(6, '2026-11-22T10:00:00Z')).rejects.toThrow('fetch failed');
    expect(moodle.grade('Ana Álvarez', 'Check-in')?.final).toBe(6);
    expect((await score(6, '2026-11-22T10:00:00Z')).status).toBe(409);
    expect(moodle.scores().map(({ status, personId }) => [status, personId])).toEqual([
      [null, moodle.person('Ana Álvarez').id],
      [409, moodle.person('Ana Álvarez').id],
    ]);
  });

  test('pages without end, to another host, or into a page of HTML', async () => {
    moodle.misbehave({ endpoint: 'nrps', how: 'endless' });
    expect((await roster()).headers.get('link')).toContain(`<${moodle.url}/mod/lti/services.php/`);
    moodle.misbehave({ endpoint: 'nrps', how: 'foreign-next' });
    expect((await roster()).headers.get('link')).toContain('//elsewhere.example/');
    moodle.misbehave({ endpoint: 'nrps', how: 'garbage' });
    expect((await roster()).headers.get('content-type')).toContain('text/html');
  });
});
