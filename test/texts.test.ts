import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { filesUnder, root, sourcesUnder } from './support/sources.js';

const folder = join(root, 'config/locales');

function keysOf(language: string): string[] {
  return filesUnder(`config/locales/${language}`, '.json').flatMap((file) =>
    leaves(JSON.parse(readFileSync(join(root, file), 'utf8')) as object, basename(file, '.json')),
  );
}

function leaves(texts: object, prefix: string): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}.${key}`] : leaves(value as object, `${prefix}.${key}`),
  );
}

const plural = /_(zero|one|two|few|many|other)$/;
const english = keysOf('en');
const known = new Set(english.map((key) => key.replace(plural, '')));
const spoken = [
  ...sourcesUnder('src').filter((source) => !source.path.startsWith('src/sandbox/')),
  ...filesUnder('views', '.ejs')
    .filter((path) => !path.startsWith('views/sandbox/'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
];
const namespaces = new Set(english.map((key) => key.split('.')[0] ?? ''));

test('every text that a page or a form asks for exists in English', () => {
  const missing = spoken.flatMap(({ path, text }) =>
    [...text.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)]
      .map((match) => match[1] ?? '')
      .filter((key) => namespaces.has(key.split('.')[0] ?? '') && !known.has(key))
      .filter((key) => !/\.(js|ts|json|css|svg|ics|csv|ejs)$/.test(key))
      .map((key) => `${path}: ${key}`),
  );
  expect(missing).toEqual([]);
});

test('no English text is left that nothing asks for', () => {
  const everything = spoken.map(({ text }) => text).join('\n');
  const prefixes = [...everything.matchAll(/[`'"]([a-z][\w-]*(?:\.[\w-]+)*\.[\w-]*)(?:\$\{|['"]\s*\+)/g)].map(
    (match) => match[1] ?? '',
  );
  const unused = [...known].filter(
    (key) => !everything.includes(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
  );
  expect(unused).toEqual([]);
});

test('every language has the same texts as English', () => {
  for (const language of readdirSync(folder)) {
    const keys = new Set(keysOf(language).map((key) => key.replace(plural, '')));
    expect({ language, missing: [...known].filter((key) => !keys.has(key)) }).toEqual({ language, missing: [] });
  }
});
