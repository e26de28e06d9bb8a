import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Platform } from '../../src/lti/gateway.js';
import { useStore } from '../support/store.js';
import { aBrowser, openConsole, password, type Console } from './console.js';

const store = useStore();
const browser = aBrowser();
let tandem: Console;

const open = (path: string) => browser.open(`${tandem.site.origin}/operator${path}`);

function west(): Platform {
  const found = tandem.platforms.find(({ platformId }) => platformId === 'west');
  if (!found) throw new Error('The console has no platform "west".');
  return found;
}

beforeAll(async () => {
  tandem = await openConsole(store.uri());
  await (await browser.open(await tandem.linkFor('olga'))).submit('Keep this password', { password });
  await tandem.signIn(browser, { name: 'olga', password });
});
afterAll(() => tandem.close());

test('every field of Moodle’s form stands ready to be copied or chosen, without a script', async () => {
  const page = await open('/manual');
  const values = page
    .$('input[readonly]')
    .toArray()
    .map((input) => page.$(input).val());
  expect(values).toContain('https://tandem.example/lti/login');
  expect(values.filter((value) => value === 'https://tandem.example/lti/launch')).toHaveLength(3);
  expect(values).toContain('user_group_ids=$Moodle.Person.userGroupIds');
  for (const words of [
    'Public keyset',
    'Show in activity chooser',
    'grade sync and column management',
    'Share launcher’s name',
  ])
    expect(page.text).toContain(words);
});

test('a Moodle is registered from three values; a wrong one is told beside its field, the others are kept', async () => {
  const given: unknown[] = [];
  tandem.site.platform.gateway.platforms.registerMoodle = (moodle) => {
    given.push(moodle);
    return Promise.resolve(west());
  };
  const page = await open('/manual');
  const answers = { address: 'moodle.example', clientId: 'abc', deploymentId: '5' };
  const wrong = await page.submit('Register this Moodle', answers);
  expect([wrong.status, wrong.$('#clientId').val()]).toEqual([422, 'abc']);
  expect(wrong.text).toContain('Write the address, beginning with https://.');
  const right = await wrong.submit('Register this Moodle', { ...answers, address: 'https://moodle.example/campus' });
  expect(right.text).toContain('The Moodle is registered and approved.');
  expect(given).toEqual([{ address: 'https://moodle.example/campus', clientId: 'abc', deploymentIds: ['5'] }]);
});
