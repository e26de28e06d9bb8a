import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { beginLaunch, CookieJar, formIn, launch, launchForm, request, startMoodle } from '../support/moodle.js';
import { authAddress, startProbeTool, type ProbeTool } from '../support/probe-tool.js';

let moodle: Sandbox;
let tool: ProbeTool;

beforeAll(async () => {
  moodle = await startMoodle();
  tool = await startProbeTool(moodle);
  await tool.register(moodle);
});

afterAll(async () => {
  tool.close();
  await moodle.close();
});

const lti = 'https://purl.imsglobal.org/spec/lti/claim/';

describe('a launch', () => {
  test('goes from login over authorisation to the tool, with the person and the activity that were chosen', async () => {
    const { page } = await launch(moodle, { person: 'Lena Larsen', activity: 'Check-in' });
    expect(page.text).toContain('The tool');
    const claims = tool.launches.at(-1);
    expect(claims).toMatchObject({ sub: moodle.person('Lena Larsen').id, nonce: 'the-nonce', iss: moodle.url });
    expect(claims?.[`${lti}custom`]).toMatchObject({ kind: 'checkin', timezone: '99', group_ids: '3' });
    expect(Number(claims?.exp) - Number(claims?.iat)).toBe(60);
  });

  test('can be answered once: the same authorisation again is an invalid request', async () => {
    const { jar, login } = await beginLaunch(moodle, { person: 'Ana Álvarez', activity: 'Mentoring' });
    const address = authAddress(moodle, login.fields, `${tool.url}/launch`);
    expect(formIn(await request(jar, address)).fields).toHaveProperty('id_token');
    const again = await request(jar, address);
    expect(again.status).toBe(404);
    expect(again.text).toContain('Invalid request');
  });

  test('is not sent to an address that differs from the registered one by a single letter', async () => {
    const { jar, login } = await beginLaunch(moodle, { person: 'Ana Álvarez', activity: 'Mentoring' });
    const answer = await request(jar, authAddress(moodle, login.fields, `${tool.url}/launch/`));
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('id_token');
  });

  test('that somebody else finishes goes back to the tool as an error', async () => {
    const { jar, login } = await beginLaunch(moodle, { person: 'Ana Álvarez', activity: 'Mentoring' });
    const fields = { ...login.fields, login_hint: moodle.person('Ben Baker').id };
    const { fields: posted } = formIn(await request(jar, authAddress(moodle, fields, `${tool.url}/launch`)));
    expect(posted).toEqual({ error: 'access_denied', state: 'the-state' });
  });

  test('by somebody who is not enrolled ends at the enrolment page', async () => {
    const outsider = await moodle.addPerson({ givenName: 'Otto', familyName: 'Outsider' });
    const { jar, login } = await beginLaunch(moodle, { person: outsider, activity: 'Mentoring' });
    const answer = await request(jar, authAddress(moodle, login.fields, `${tool.url}/launch`));
    expect(answer.text).toContain('You cannot enrol yourself');
  });

  test('into a restricted activity waits until the restriction is met', async () => {
    const options = { person: 'Hana Kim', activity: 'Gate: after the check-in' };
    await expect(launchForm(moodle, options)).rejects.toThrow('no form on the page');
    await moodle.giveGrade('Hana Kim', 'Check-in', 7);
    expect((await launch(moodle, options)).page.text).toContain('The tool');
  });

  test('takes the whole page on a phone', async () => {
    const jar = new CookieJar();
    jar.set(moodle.url, (await moodle.signIn('Ana Álvarez')).cookie);
    const { cmId } = moodle.activity('Mentoring');
    const phone = { 'user-agent': 'Mozilla/5.0 (Linux; Android 15; Pixel) Mobile Safari/537.36' };
    const { fields } = formIn(await request(jar, `${moodle.url}/mod/lti/launch.php?id=${cmId}`, { headers: phone }));
    const answer = await request(jar, authAddress(moodle, fields, `${tool.url}/launch`));
    await request(jar, formIn(answer).action, { form: formIn(answer).fields });
    expect(tool.launches.at(-1)?.[`${lti}launch_presentation`]).toMatchObject({ document_target: 'frame' });
  });
});

describe('a session cookie that does not come along', () => {
  test('makes Moodle post to itself once, with which the launch goes on', async () => {
    const { jar, login } = await beginLaunch(moodle, { person: 'Ana Álvarez', activity: 'Mentoring' });
    const address = authAddress(moodle, login.fields, `${tool.url}/launch`);
    const again = formIn(await request(new CookieJar(), address));
    expect(again.fields).toEqual({ repost: '1' });
    const answered = formIn(await request(jar, again.action, { form: again.fields }));
    expect(answered.fields).toHaveProperty('id_token');
  });

  test('ends the launch when the tool itself sent a repost parameter', async () => {
    const { login } = await beginLaunch(moodle, { person: 'Ana Álvarez', activity: 'Mentoring' });
    const address = `${authAddress(moodle, login.fields, `${tool.url}/launch`)}&repost=1`;
    expect((await request(new CookieJar(), address)).status).toBe(404);
  });

  test('is SameSite=None at first, and Lax as in newer Moodles when that is asked for', async () => {
    const visit = () => fetch(`${moodle.url}/course/view.php?id=2`);
    expect((await visit()).headers.getSetCookie()[0]).toContain('Secure; SameSite=None');
    await moodle.setCookies('lax');
    expect((await visit()).headers.getSetCookie()[0]).toContain('SameSite=Lax');
    await moodle.setCookies('none');
  });
});

describe('tokens that a test forges', () => {
  const header = (token: string): unknown => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());

  test.each([
    [{}, { alg: 'RS256', typ: 'JWT' }],
    [{ alg: 'none' as const }, { alg: 'none' }],
    [{ alg: 'HS256' as const }, { alg: 'HS256' }],
    [{ kid: 'unknown' }, { kid: 'unknown' }],
    [{ foreignKey: true }, { alg: 'RS256' }],
    [{ header: { crit: ['exp'], exp: 1 } }, { crit: ['exp'] }],
  ])('carry the header that was asked for: %j', async (options, expected) => {
    const claims = moodle.launchClaims({ person: 'Ana Álvarez', activity: 'Mentoring' });
    expect(header(await moodle.signIdToken(claims, options))).toMatchObject(expected);
  });

  test('are signed with a new key after a rotation, and the key set has both', async () => {
    const kids = async (): Promise<string[]> => {
      const body = (await (await fetch(`${moodle.url}/mod/lti/certs.php`)).json()) as { keys: { kid: string }[] };
      return body.keys.map(({ kid }) => kid);
    };
    const [first] = await kids();
    await moodle.rotateKey();
    expect(await kids()).toEqual([first, expect.any(String)]);
    expect(header(await moodle.signIdToken({}))).toMatchObject({ kid: (await kids())[1] });
  });
});
