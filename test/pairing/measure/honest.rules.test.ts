import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compare, score } from '../../../src/pairing/measure/pairing.rules.js';
import { weighed, type Wish } from '../../../src/pairing/words/setup.js';
import { answers, measured, people, plainNorms, topics } from '../people.js';

const anyProfile = fc
  .record({
    strong: fc.subarray(topics),
    wanted: fc.subarray(topics),
    languages: fc.subarray(['en', 'de']),
    availability: fc.subarray(['mon-09', 'tue-10', 'wed-18']),
    zone: fc.option(fc.constant('Europe/London'), { nil: undefined }),
  })
  .map(({ zone, ...said }) => answers({ ...said, ...(zone !== undefined && { timeZone: zone }) }));

describe('one more in common never lowers a pair, whatever else was answered', () => {
  test.each(['mentoring', 'peers'] as const)('in %s', (mode) => {
    const more = fc.constantFrom('topic', 'hour', 'language');
    const wish = fc.constantFrom<Wish>('similar', 'complementary');
    fc.assert(
      fc.property(fc.array(anyProfile, { minLength: 2, maxLength: 6 }), more, wish, (all, what, topicsWish) => {
        const criteria = [{ criterion: 'topics', weight: 9, wish: topicsWish }] as const;
        const before = all.map((said, place) => ({ personId: `p${String(place)}`, answers: said }));
        const first = measured(before, { mode, criteria });
        const after = before.map((person, place) => {
          if (place > 1) return person;
          const { strong, wanted, availability, languages } = person.answers;
          const grown = {
            topic: { strong: [...new Set([...strong, 'R'])], wanted: [...new Set([...wanted, 'R'])] },
            hour: { availability: [...new Set([...availability, 'sun-11'])] },
            language: { languages: [...languages, 'pt'] },
          };
          return { ...person, answers: { ...person.answers, ...grown[what] } };
        });
        const then = measured(after, { mode, criteria, norms: first.yardstick.norms });
        expect(compare(then.yardstick, then.of('p0'), then.of('p1')).score).toBeGreaterThanOrEqual(
          compare(first.yardstick, first.of('p0'), first.of('p1')).score,
        );
      }),
    );
  });
});

test.each(['similar', 'complementary'] as const)(
  'a first topic that both name is worth no less than none: %s',
  (wish) => {
    const wanted = ['Statistics', 'Writing', 'Exams'];
    const scoreOf = (said: Parameters<typeof people>[0]) => {
      const { yardstick, of } = measured(people(said), {
        ...{ criteria: [{ criterion: 'topics', weight: 9, wish }], norms: plainNorms },
      });
      return score(yardstick, of('p0'), of('p1'));
    };
    const silent = scoreOf({ p0: {}, p1: { wanted } });
    expect(scoreOf({ p0: { strong: ['R'], wanted: ['R'] }, p1: { wanted: [...wanted, 'R'] } })).toBeGreaterThanOrEqual(
      silent,
    );
  },
);

test('what one prefers not to say is left out between them: as if it weighed nothing', () => {
  const said = { roleWish: 'either', wanted: ['R'], strong: ['R'], languages: ['en'] } as const;
  const all = people({ ana: { ...said, channel: 'chat' }, ben: { ...said, channel: 'video' }, cleo: { ...said } });
  const hidden = all.map((person) =>
    person.personId === 'ana' && person.answers
      ? { ...person, answers: { ...person.answers, withheld: ['channel'] } }
      : person,
  );
  const { yardstick, of } = measured(hidden);
  const { findings } = compare(yardstick, of('ana'), of('ben'));
  expect(findings.find(({ criterion }) => criterion === 'channel')).toMatchObject({ found: 'left', points: 0 });
  const without = yardstick.parts.filter(({ criterion }) => criterion !== 'channel');
  const [points, possible] = [0, 1].map((what) =>
    findings
      .filter(({ criterion }) => without.some((part) => part.criterion === criterion))
      .reduce((sum, finding) => sum + (what === 0 ? finding.points : finding.possible), 0),
  );
  expect(points).toBe(score(yardstick, of('ana'), of('ben')));
  expect(Math.abs((possible ?? 0) - 100_000)).toBeLessThan(20);
});

test('a lowest score costs nobody a partner for what they prefer not to say', () => {
  const only = weighed.map((criterion) => ({
    criterion,
    weight: criterion === 'channel' ? 5 : 0,
    wish: 'similar' as const,
  }));
  const silent = people({ ana: { channel: 'chat' }, ben: { channel: 'video' } }).map((person) => ({
    ...person,
    answers: person.answers && { ...person.answers, withheld: ['channel'] },
  }));
  const { yardstick, of } = measured(silent, { criteria: only, rules: { lowestScore: 80 } });
  expect(score(yardstick, of('ana'), of('ben'))).toBeGreaterThanOrEqual(80_000);
});
