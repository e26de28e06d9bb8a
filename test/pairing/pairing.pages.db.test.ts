import { describe, expect, test } from '@jest/globals';
import { four, titles, usePairing } from './pages.js';

const at = usePairing();

describe('before a draft', () => {
  test('the page counts profiles, says what would make it better, and warns without blocking', async () => {
    await at.course.people({ ...four, cleo: undefined, dan: { languages: ['pt'] } });
    const tess = await at.course.arrive('tess', 'teacher');
    const page = await tess.get('/pairing');
    expect(page.title).toBe('Ready to pair?');
    expect(page.text).toContain('5 of 6');
    expect(page.text).toContain('Waiting for Cleo Example.');
    expect(page.text).toContain('1 profile is missing');
    expect(page.text).toContain('Enough places');
    expect(page.$('button').text()).toContain('Make the draft');
  });

  test('who shares no language with anybody is named', async () => {
    await at.course.people({ ana: { languages: ['en'] }, ben: { languages: ['en'] }, dan: { languages: ['pt'] } });
    const page = await (await at.course.arrive('tess', 'teacher')).get('/pairing');
    expect(page.text).toContain('shares no language with any');
    expect(page.text).toContain('Dan Example. Allowing pairs without a shared language would help.');
  });

  test('a form that names no kind of pairing is shown again', async () => {
    await at.course.people(four);
    const tess = await at.course.arrive('tess', 'teacher');
    const refused = await tess.forge('/pairing/draft', 'mode=carousel&capacity=2');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Choose how people are paired.');
    expect(refused.$('option:selected').attr('value')).toBe('2');
  });

  test('a course of nobody is told so', async () => {
    const page = await (await at.course.arrive('tess', 'teacher')).get('/pairing');
    expect(page.text).toContain('There are not yet two learners');
  });
});

describe('a draft', () => {
  test('of a small course is there at once, fair, explained and seen by teachers only', async () => {
    const { draft } = await at.course.draftOfFour();
    expect(draft.title).toBe('Draft: 2 pairs');
    expect(draft.text).toContain('2 of 2');
    expect(titles(draft)).toEqual(
      expect.arrayContaining(['Ana Example with Amara Example', 'Ben Example with Jonas Example']),
    );
    expect(draft.text).toContain('Next best:');
    const ana = await at.course.arrive('ana');
    expect(ana.page.text).not.toContain('Amara');
    expect((await ana.get('/pairing/draft')).status).toBe(403);
  });

  test('explains one pair by points that add up to its score', async () => {
    const { draft } = await at.course.draftOfFour();
    const pair = await draft.follow('Why: Ana Example with Amara Example');
    expect(pair.title).toBe('Ana Example with Amara Example');
    const points = pair
      .$('tbody td[data-label="Points"] .numbers')
      .toArray()
      .map((element) => Number.parseInt(pair.$(element).text(), 10));
    const together = points.pop();
    // What is asked is compared, also where nobody has answered it yet.
    expect(points.length).toBe(4);
    expect(points.reduce((sum, value) => sum + value, 0)).toBe(together);
    expect(pair.text).toContain('Amara Example is strong in all that Ana Example asks for: Academic writing.');
  });

  test('keeps a locked pair when a new one is made around it', async () => {
    const { draft } = await at.course.draftOfFour();
    const swapped = await (
      await draft.follow('Swap: Ana Example with Amara Example')
    ).submit('Swap', {
      choice: (await at.course.personOf('jonas')).personId,
    });
    expect(swapped.text).toContain('The swap is in the draft.');
    expect(titles(swapped)).toEqual(
      expect.arrayContaining(['Ana Example with Jonas Example', 'Ben Example with Amara Example']),
    );
    const locked = await swapped.submit('Lock: Ana Example with Jonas Example');
    expect(locked.text).toContain('Locked by you');
    const again = await at.course.made(locked.submit('New draft around the locked pair'));
    expect(titles(again)).toContain('Ana Example with Jonas Example');
    const open = await again.submit('Unlock: Ana Example with Jonas Example');
    expect(open.text).not.toContain('Locked by you');
    const fresh = await at.course.made(open.submit('New draft'));
    expect(titles(fresh)).toContain('Ana Example with Amara Example');
  });

  test('tells before a swap what it does to everybody else, and asks for a choice', async () => {
    const { draft } = await at.course.draftOfFour();
    const swap = await draft.follow('Swap: Ana Example with Amara Example');
    expect(swap.title).toBe('Another mentor for Ana Example');
    expect(swap.text).toMatch(/Jonas Example, \d+ of 100/);
    expect(swap.text).toMatch(/Ben Example with Amara Example become a pair: \d+ to \d+\./);
    const refused = await swap.submit('Swap');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Choose one person.');
  });

  test('never pairs two people again whom the teacher parted, until the rule is removed', async () => {
    const { tess, draft } = await at.course.draftOfFour();
    const asked = await draft.follow('Never: Ana Example with Amara Example');
    expect(asked.title).toBe('Never pair Amara Example and Ana Example?');
    const parted = await asked.submit('Never pair these two');
    expect(parted.text).toContain('These two are never paired again.');
    expect(parted.text).toContain('Ana Example has no mentor.');
    expect(parted.text).toContain('Amara Example has no mentee.');
    const again = await at.course.made(parted.submit('New draft'));
    expect(titles(again)).toEqual(
      expect.arrayContaining(['Ana Example with Jonas Example', 'Ben Example with Amara Example']),
    );
    const rules = await tess.get('/pairing/rules');
    expect(rules.text).toContain('Said by Tess Example');
    const removed = await rules.submit(`Remove the rule: ${titles(rules)[0] ?? ''}`);
    expect(removed.text).toContain('There is no rule about two people.');
    const free = await at.course.made((await tess.get('/pairing/draft')).submit('New draft'));
    expect(titles(free)).toContain('Ana Example with Amara Example');
  });

  test('takes back a "never" as long as nothing else was done, with what was said before', async () => {
    const { tess, draft } = await at.course.draftOfFour();
    const [ana, amara] = [await at.course.personOf('ana'), await at.course.personOf('amara')];
    const { personId: one } = ana;
    await (await tess.get('/pairing/rules')).submit('Save the rule', { kind: 'prefer', one, other: amara.personId });
    const locked = await draft.submit('Lock: Ana Example with Amara Example');
    const parted = await (await locked.follow('Never: Ana Example with Amara Example')).submit('Never pair these two');
    const back = await parted.submit('Undo');
    expect(back.text).toContain('The pair is back in the draft, and the rule is gone.');
    expect(back.text).toContain('Locked by you');
    expect(back.text).not.toContain('has no mentor');
    expect((await tess.get('/pairing/rules')).text).toContain('Rather together.');
    const again = await (await back.follow('Never: Ana Example with Amara Example')).submit('Never pair these two');
    await (await tess.get('/pairing/draft')).submit('Lock: Ben Example with Jonas Example');
    expect((await again.submit('Undo')).status).toBe(409);
    expect((await tess.get('/pairing/draft?done=never')).text).not.toContain('Undo');
  });

  test('says of the next best on the row what the pair and the swap say', async () => {
    const { draft } = await at.course.draftOfFour();
    const said = /Next best: Jonas Example (\d+)/.exec(draft.text)?.[1];
    const pair = await draft.follow('Why: Ana Example with Amara Example');
    expect(pair.text).toContain(`Jonas Example, ${String(said)} of 100`);
    const swap = await draft.follow('Swap: Ana Example with Amara Example');
    expect(swap.text).toContain(`Jonas Example, ${String(said)} of 100`);
    const effect = /Ben Example with Amara Example become a pair: \d+ to \d+\./.exec(swap.text)?.[0];
    expect(pair.text).toContain(effect);
  });

  test('is discarded only after a question', async () => {
    const { draft } = await at.course.draftOfFour();
    const asked = await draft.follow('Discard');
    expect(asked.title).toBe('Discard this draft?');
    const gone = await asked.submit('Discard the draft');
    expect(gone.text).toContain('The draft is gone.');
    expect(gone.title).toBe('Ready to pair?');
  });

  test('finds people by a part of their name', async () => {
    const { tess } = await at.course.draftOfFour();
    const found = await tess.get('/pairing/draft?find=jon');
    expect(titles(found)).toEqual(['Ben Example with Jonas Example']);
    expect(titles(await tess.get('/pairing/draft?show=all'))).toHaveLength(2);
    const none = await tess.get('/pairing/draft?find=nobody');
    expect(none.text).toContain('No such pair');
  });

  test('of peers puts three together where the number is odd', async () => {
    await at.course.people({ ana: {}, ben: {}, cleo: {} });
    const tess = await at.course.arrive('tess', 'teacher');
    const draft = await at.course.made((await tess.get('/pairing')).submit('Make the draft', { mode: 'peers' }));
    expect(draft.title).toBe('Draft: 1 pair');
    expect(draft.text).toContain('3 of 3');
    expect(draft.$('main .row-item').text()).not.toContain('Never');
    const pair = await draft.follow(`Why: ${titles(draft)[0] ?? ''}`);
    expect(pair.text).toContain('The score of three people is the mean of their pairs');
  });
});
