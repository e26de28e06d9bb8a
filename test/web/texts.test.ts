import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { directionOf, loadTexts } from '../../src/web/texts.js';

function folderWith(languages: Record<string, object>): string {
  const folder = mkdtempSync(join(tmpdir(), 'texts-'));
  for (const [language, texts] of Object.entries(languages)) {
    mkdirSync(join(folder, language));
    writeFileSync(join(folder, language, 'pairs.json'), JSON.stringify(texts));
  }
  return folder;
}

const texts = loadTexts(
  folderWith({
    en: {
      publish_one: 'Publish {{count}} pair',
      publish_other: 'Publish {{count}} pairs',
      only: 'Only in English',
      hello: 'Hello {{name}}',
    },
    pt: { publish_one: 'Publicar {{count}} par', publish_other: 'Publicar {{count}} pares' },
  }),
  { pseudo: true },
);

describe('texts', () => {
  test('are in the reader’s language, with its plurals', () => {
    expect(texts.translator('pt-BR')('pairs.publish', { count: 2 })).toBe('Publicar 2 pares');
    expect(texts.translator('en')('pairs.publish', { count: 1 })).toBe('Publish 1 pair');
  });
  test('fall back to English, for a text and for a language', () => {
    expect(texts.translator('pt')('pairs.only')).toBe('Only in English');
    expect(texts.translator('xx')('pairs.only')).toBe('Only in English');
  });
  test('that do not exist are our mistake, never shown as a key', () => {
    expect(() => texts.translator('en')('pairs.nothing')).toThrow('pairs.nothing');
  });
  test('are not escaped here: the template does it', () => {
    expect(texts.translator('en')('pairs.hello', { name: '<b>' })).toBe('Hello <b>');
  });
  test('in the pseudo language stand in brackets', () => {
    expect(texts.translator('en-XA')('pairs.only')).toBe('⟦Only in English⟧');
  });
  test('know their direction', () => {
    expect([directionOf('ar-EG'), directionOf('en')]).toEqual(['rtl', 'ltr']);
  });
});

describe('formats', () => {
  const time = new Date('2026-11-26T19:00:00Z');
  test('are in the reader’s zone', () => {
    expect(texts.formats('en', 'Europe/Vienna').dateTime(time)).toBe('Thursday 26 November at 20:00');
    expect(texts.formats('en', 'Africa/Dakar').time(time)).toBe('19:00');
    expect(texts.formats('tr', 'UTC').language('en')).toBe('English');
  });
  test('survive a zone that does not exist', () => {
    expect(texts.formats('en', 'Mars/Olympus').time(time)).toBe('19:00');
  });
});
