import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fitAnswers, occasions, type FitAnswer, type FitEntry } from '../../../src/mentoring/fit/fit.js';
import {
  asRequests,
  countsOf,
  entriesOf,
  fitState,
  secondTime,
  shareWell,
  type OwnEntry,
} from '../../../src/mentoring/fit/fit.rules.js';
import { after, day } from '../../../src/shared/clock.js';

const since = new Date('2026-11-02T09:00:00Z');
const times = { since, changeFrom: after(since, 14 * day) };
const on = (days: number) => after(since, days * day);
const said = (answer: FitAnswer, days: number): OwnEntry => ({
  occasion: days < 14 ? 'first' : 'second',
  said: { answer, at: on(days) },
});
const stageOn = (days: number, ...entries: OwnEntry[]) => fitState(entries, times, on(days)).stage;

const anyTimes = fc.record({ days: fc.integer({ min: 0, max: 84 }) }).map(({ days }) => ({
  since,
  changeFrom: after(since, days * day),
}));
const anyEntry = fc
  .record({
    occasion: fc.constantFrom(...occasions),
    answer: fc.option(fc.constantFrom(...fitAnswers)),
    at: fc.integer({ min: 0, max: 100 }),
    until: fc.option(fc.integer({ min: 0, max: 110 })),
  })
  .map(({ occasion, answer, at, until }): OwnEntry => ({
    occasion,
    ...(answer !== null && { said: { answer, at: on(at) } }),
    ...(until !== null && { putOffUntil: on(until) }),
  }));
const anyEntries = fc.uniqueArray(anyEntry, { selector: ({ occasion }) => occasion, maxLength: 2 });
const anyDay = fc.integer({ min: 0, max: 120 });

describe('when it is asked', () => {
  test('from day 7; once more from the second time on, of whoever has not decided', () => {
    expect([stageOn(6.99), stageOn(7), stageOn(30)]).toEqual(['early', 'asked', 'asked']);
    expect([stageOn(13, said('deciding', 8)), stageOn(14, said('deciding', 8))]).toEqual(['answered', 'asked']);
    expect(stageOn(30, said('deciding', 8), said('deciding', 15))).toBe('answered');
    expect([stageOn(30, said('well', 8)), stageOn(30, said('not', 8))]).toEqual(['answered', 'answered']);
  });

  test('the second time follows the course’s own, and is never within a week of the first', () => {
    expect(secondTime({ since, changeFrom: on(28) })).toEqual(on(28));
    expect(secondTime({ since, changeFrom: on(0) })).toEqual(on(14));
  });

  test('an answer changed later is not asked about again', () => {
    const state = fitState([said('well', 8), said('deciding', 20)], times, on(20));
    expect(state).toMatchObject({ stage: 'answered', said: { answer: 'deciding' } });
  });

  test('put off is put off until its time', () => {
    const away: OwnEntry = { occasion: 'first', putOffUntil: on(10) };
    expect([stageOn(9.99, away), stageOn(10, away)]).toEqual(['putOff', 'asked']);
  });

  test('never early, never while put off, never of somebody who decided; else always', () => {
    fc.assert(
      fc.property(anyEntries, anyTimes, anyDay, (entries, asked, days) => {
        const { stage, said: stands } = fitState(entries, asked, on(days));
        const away = entries.some(({ putOffUntil }) => putOffUntil && putOffUntil > on(days));
        if (days < 7) expect(stage).toBe('early');
        else if (stands && stands.answer !== 'deciding') expect(stage).toBe('answered');
        else if (!stands) expect(stage).toBe(away ? 'putOff' : 'asked');
        else expect(['answered', away ? 'putOff' : 'asked']).toContain(stage);
      }),
    );
  });

  test('whatever was stored, one answer given now settles it for good', () => {
    fc.assert(
      fc.property(anyEntries, anyTimes, anyDay, fc.constantFrom(...fitAnswers), (entries, asked, days, answer) => {
        const now = on(Math.max(days, 100));
        const { occasion } = fitState(entries, asked, now);
        const others = entries.filter((entry) => entry.occasion !== occasion);
        const next = [...others, { occasion, said: { answer, at: now } }];
        expect(fitState(next, asked, now)).toMatchObject({ stage: 'answered', said: { answer } });
        expect(fitState(next, asked, after(now, 400 * day)).stage).toBe('answered');
      }),
    );
  });
});

describe('which answers count', () => {
  const entry = (pairId: string, answer: FitAnswer, days: number, more: Partial<FitEntry> = {}): FitEntry => ({
    ...{ personId: 'a', pairId, since, occasion: 'first', said: { answer, at: on(days) } },
    ...more,
  });

  test('those of the same beginning, also given while more people belonged to it', () => {
    const entries = [entry('a.b.c', 'well', 8), entry('a.b', 'not', 9, { since: on(1) }), entry('a.d', 'well', 8)];
    expect(entriesOf(entries, 'a', { members: ['a', 'b'], since })).toEqual([entries[0]]);
    expect(entriesOf(entries, 'b', { members: ['a', 'b'], since })).toEqual([]);
  });

  test('not a fit is a request as long as it stands', () => {
    const no = entry('a.b', 'not', 8, { said: { answer: 'not', note: 'Silence', at: on(8) } });
    expect(asRequests([no])).toEqual([{ personId: 'a', pairId: 'a.b', at: on(8), reason: 'Silence' }]);
    expect(asRequests([no, entry('a.b', 'well', 15, { occasion: 'second' })])).toEqual([]);
    expect(asRequests([no, entry('a.b', 'well', 15, { personId: 'b' })])).toHaveLength(1);
  });

  test('of what is left of a circle a later answer replaces the one about all of it', () => {
    const no = entry('a.b.c', 'not', 8);
    expect(asRequests([no, entry('a.b', 'well', 9)])).toEqual([]);
    expect(asRequests([no, entry('a.d', 'well', 9)])).toHaveLength(1);
    expect(asRequests([entry('a.b', 'well', 7), no])).toHaveLength(1);
  });

  test('shares are told of five answers and more', () => {
    const state = (answer?: FitAnswer) => fitState(answer ? [said(answer, 8)] : [], times, on(9));
    const four = countsOf([state('well'), state('well'), state('deciding'), state('not'), state()]);
    expect(four).toEqual({ well: 2, deciding: 1, not: 1, unanswered: 1 });
    expect(shareWell(four)).toBeUndefined();
    expect(shareWell({ ...four, well: 3 })).toBe(0.6);
    expect(countsOf([fitState([], times, on(1))])).toEqual({ well: 0, deciding: 0, not: 0, unanswered: 0 });
  });
});
