import { expect, test } from '@jest/globals';
import { cityOf, zonesMeant } from '../../src/shared/zones.js';

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
