import { expect, test } from '@jest/globals';
import { inTurns } from '../../src/operator/turns.js';

test('work runs one after the other, a failure stops nobody, and who comes to a full house is refused at once', async () => {
  const turn = inTurns(3, () => new Error('full'));
  const events: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      events.push(`${name} begins`);
      await Promise.resolve();
      events.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const all = await Promise.allSettled([turn(work('a')), turn(work('b', true)), turn(work('c')), turn(work('d'))]);
  expect(all.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
    'a',
    'Error: b',
    'c',
    'Error: full',
  ]);
  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(await turn(work('e'))).toBe('e');
});
