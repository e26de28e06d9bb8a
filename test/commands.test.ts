import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** The command lines run on a server without development packages: none of them needs tsx by its name. */
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const commands = [
  'operator',
  'person',
  'job',
  'registration-link',
  'register-platform',
  'reseal',
  'rotate-keys',
  'store',
];

test.each(commands)('npm run %s is a command of src, which the build compiles', (name) => {
  expect(scripts[name]).toBe(`node scripts/command.mjs ${name}`);
  expect(existsSync(`src/commands/${name}.ts`)).toBe(true);
});

test('a command that was not built says what to do', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/command.mjs', 'nothing'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, expect.stringContaining('run npm run build first')]);
});
