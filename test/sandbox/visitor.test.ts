/** The seed opens the sandbox's course as two people, one after the other or in one browser. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { become, type Jar } from '../../scripts/visitor.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startMoodle } from '../support/moodle.js';

let moodle: Sandbox;
beforeAll(async () => {
  moodle = await startMoodle({ toolUrl: 'http://127.0.0.1:4000' });
});
afterAll(() => moodle.close());

test('whoever switches the person is that person, also where the browser was somebody else', async () => {
  const jar: Jar = new Map();
  const selected = async (role: 'teacher' | 'non-editing teacher') =>
    (await become(jar, moodle.url, role))('option[selected]').text().trim();
  expect(await selected('non-editing teacher')).toBe('Jonas Weber, non-editing teacher');
  expect(await selected('teacher')).toBe('Mira Lind, teacher');
});
