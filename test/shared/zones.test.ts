import { expect, test } from '@jest/globals';
import { cityOf, spoken, zonesMeant, zoneSaid } from '../../src/shared/zones.js';

test.each([
  ['Vienna', 'en', ['Europe/Vienna']],
  ['  vienna ', 'en', ['Europe/Vienna']],
  ['são paulo', 'en', ['America/Sao_Paulo']],
  ['Europe/Lisbon', 'en', ['Europe/Lisbon']],
  ['Germany', 'en', ['Europe/Berlin']],
  ['Österreich', 'de', ['Europe/Vienna']],
  ['Ho Chi Minh', 'en', ['Asia/Saigon']],
  ['Kyiv', 'en', ['Europe/Kiev']],
  ['Atlantis', 'en', []],
  ['', 'en', []],
  ['__proto__', 'en', []],
])('%s in %s means %j', (words, locale, zones) => {
  const found = zonesMeant(words, locale);
  expect(found.map((zone) => zone.replace('Ho_Chi_Minh', 'Saigon').replace('Kyiv', 'Kiev'))).toEqual(zones);
});

test('what means several is offered, at most twelve', () => {
  expect(zonesMeant('Australia', 'en')).toContain('Australia/Perth');
  for (const words of ['USA', 'United States', 'san', 'a', 'America']) {
    expect(zonesMeant(words, 'en').length).toBeLessThanOrEqual(12);
  }
  expect(zonesMeant('san', 'en').length).toBeGreaterThan(1);
});

test('a zone is called by its city', () => {
  expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  expect(cityOf('UTC')).toBe('UTC');
});

test('a zone is called as it is today, whatever this machine calls it', () => {
  expect([cityOf('Asia/Calcutta'), spoken('Europe/Kiev'), spoken('America/New_York')]).toEqual([
    'Kolkata',
    'Europe/Kyiv',
    'America/New York',
  ]);
});

test.each([
  ['', undefined, { ok: true, value: undefined }],
  ['', 'Europe/Vienna', { ok: true, value: 'Europe/Vienna' }],
  ['Vienna', 'Africa/Dakar', { ok: true, value: 'Europe/Vienna' }],
  ['Australia', 'Australia/Perth', { ok: true, value: 'Australia/Perth' }],
  ['Australia', undefined, { ok: false, failure: 'several' }],
  ['EST', undefined, { ok: true, value: 'EST' }],
  ['UTC', undefined, { ok: true, value: 'UTC' }],
  ['Atlantis', undefined, { ok: false, failure: 'unknown' }],
])('who writes %j beside %j', (words, timeZone, said) => {
  expect(zoneSaid({ words, timeZone }, 'en')).toEqual(said);
});
