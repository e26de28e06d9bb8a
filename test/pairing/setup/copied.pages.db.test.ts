import { expect, test } from '@jest/globals';
import { saving } from '../../support/saving.js';
import { usePairing } from '../pages.js';
import { usePreset } from './presets.js';

const at = usePairing();

async function setupOf() {
  const { courseId } = await at.course.personOf('ana');
  return (await at.site.services.pairingSetup.setupSheet(courseId, at.site.now)).setup;
}

test('a course set up like another has its criteria and rules, and none of its people', async () => {
  const { tess } = await at.course.draftOfFour();
  await usePreset(tess, 'near-peers');
  await (await tess.get('/pairing/rules')).submit('Save the rule', { one: 'ana', other: 'ben' });
  const from = (await at.course.personOf('ana')).courseId;
  await at.site.services.pairingSetup.copySettings(from, 'another');
  expect((await at.site.services.pairingSetup.setupSheet('another', at.site.now)).setup).toEqual(await setupOf());
  expect((await at.site.services.pairingSetup.rulesSheet('another', at.site.now)).rules).toEqual([]);
});

test('what a teacher chose before the settings of another course came stays chosen', async () => {
  const { tess } = await at.course.draftOfFour();
  await usePreset(tess, 'near-peers');
  const { pairingSetup } = at.site.services;
  await pairingSetup.saveSetup('chosen-already', { mode: 'circles' }, saving);
  await pairingSetup.copySettings((await at.course.personOf('ana')).courseId, 'chosen-already');
  expect((await pairingSetup.setupSheet('chosen-already', at.site.now)).setup).toMatchObject({ mode: 'circles' });
});
