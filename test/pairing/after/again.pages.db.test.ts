import { expect, test } from '@jest/globals';
import { type PageSeen } from '../../support/site.js';
import { titles, usePairing } from '../pages.js';
import { publish } from '../../support/publishing.js';
import { saving } from '../../support/saving.js';

const at = usePairing();

const around = (page: PageSeen) => page.$('input[name=around]:checked').attr('value');

async function publishedWithLateOnes() {
  const { tess, draft } = await at.course.draftOfFour();
  expect(draft.text).not.toContain('Pairs of today');
  await publish(draft);
  await at.course.people({ cleo: { roleWish: 'mentor' }, dan: { roleWish: 'mentee' } });
  return tess;
}

test('pairing again keeps most pairs unless told otherwise, and says who stays and what that costs', async () => {
  const tess = await publishedWithLateOnes();
  const page = await tess.get('/pairing');
  expect(around(page)).toBe('most');
  const draft = await at.course.made(page.submit('Make the draft'));
  expect(draft.text).toContain('2 of 2 stay, 0 change.');
  expect(draft.text).toContain('A pair that stays counts 10 points more in the choice, never in its score.');
  expect(titles(draft)).toEqual(
    expect.arrayContaining(['Ana Example with Amara Example', 'Dan Example with Cleo Example']),
  );
  const stays = await draft.follow('Why: Ana Example with Amara Example');
  expect(stays.text).toContain('They were a pair before: staying together counted 10 points more in the choice.');
  expect((await draft.follow('Why: Dan Example with Cleo Example')).text).not.toContain('They were a pair before');

  const again = await at.course.made((await tess.get('/pairing/draft')).submit('New draft'));
  expect(again.text).toContain('2 of 2 stay, 0 change.');
  const edited = await (await again.follow('Never: Ana Example with Amara Example')).submit('Never pair these two');
  expect(edited.text).not.toContain('2 of 2 stay');
});

test('starting afresh gives nobody a bonus, and where nobody is to meet again it is the first choice', async () => {
  const tess = await publishedWithLateOnes();
  const fresh = await at.course.made((await tess.get('/pairing')).submit('Make the draft', { around: 'nothing' }));
  expect(fresh.text).not.toContain('Pairs of today');
  const { courseId } = await at.course.personOf('ana');
  await at.site.services.pairingSetup.saveSetup(courseId, { rules: { noRepeats: true } }, saving);
  expect(around(await tess.get('/pairing'))).toBe('nothing');
});

test('nonsense about the pairs of before is refused, and nothing is made', async () => {
  const tess = await publishedWithLateOnes();
  const refused = await tess.forge('/pairing/draft', 'mode=mentoring&capacity=1&around=everything');
  expect(refused.status).toBe(422);
  expect((await tess.get('/pairing/draft')).path).toBe('/pairing');
});
