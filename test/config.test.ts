import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ConfigProblem, loadConfig } from '../src/config.js';

const folder = join(import.meta.dirname, '../config');
const safe = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://tandem.example/',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
};

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(environment, folder);
  } catch (problem) {
    if (problem instanceof ConfigProblem) return problem.problems;
    throw problem;
  }
  return [];
}

describe('the settings', () => {
  test('need nothing in development', () => {
    expect(loadConfig({}, folder)).toMatchObject({ PORT: 4000, NODE_ENV: 'development' });
  });
  test('come as what they are: numbers, flags, lists; an empty variable is unset', () => {
    const config = loadConfig(
      { PORT: '5000', JOBS: 'false', PLATFORM_HOSTS_ALLOWED: 'a.example, b.example', HOST: '' },
      folder,
    );
    expect(config).toMatchObject({
      PORT: 5000,
      JOBS: false,
      PLATFORM_HOSTS_ALLOWED: ['a.example', 'b.example'],
      HOST: '127.0.0.1',
    });
  });
  test('name all their problems at once', () => {
    expect(problemsOf({ PORT: 'many', PUBLIC_URL: 'ftp://x', LOG_LEVEL: 'loud' })).toHaveLength(3);
  });
  test('of production refuse the development key and plain http', () => {
    const withoutKey = { NODE_ENV: safe.NODE_ENV, PUBLIC_URL: safe.PUBLIC_URL };
    expect(problemsOf(withoutKey).join()).toContain('ENCRYPTION_KEY');
    expect(problemsOf({ ...safe, PUBLIC_URL: 'http://tandem.example' }).join()).toContain('PUBLIC_URL');
    expect(problemsOf({ ...safe, ENCRYPTION_KEY: 'c2hvcnQ=' }).join()).toContain('32 bytes');
    expect(loadConfig(safe, folder).PUBLIC_URL).toBe('https://tandem.example');
  });
  test('cannot be changed afterwards', () => {
    expect(Object.isFrozen(loadConfig({}, folder))).toBe(true);
  });
});
