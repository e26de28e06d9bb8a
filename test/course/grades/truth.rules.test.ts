import { describe, expect, test } from '@jest/globals';
import type { Cell, Delivery } from '../../../src/course/grades/delivery.js';
import { correctionOf, holding, isHeld, proofOf } from '../../../src/course/grades/truth.rules.js';
import { after, minute } from '../../../src/shared/clock.js';

const sentAt = new Date('2030-01-07T09:00:00Z');
const readFrom = after(sentAt, minute);
const shown = { at: sentAt, maximum: 10 };
const delivered: Delivery = {
  ...{ activityId: 'a', personId: 'p', given: 2, maximum: 2, attempts: 1, recordedAt: sentAt },
  ...{ state: 'delivered', deliveredAt: sentAt, sent: [1], shown },
};
const refused = (failure: Delivery['failure']): Delivery => ({
  ...delivered,
  state: 'refused',
  ...(failure && { failure }),
});
const held = (score: number, maximum = 10) => ({ personExternalId: 'm', score, maximum });
const odd = { personExternalId: 'm', unreadable: true } as const;
const words = { personExternalId: 'm', comment: 'only words' };

describe('a cell', () => {
  test.each([
    ['ours on any scale', delivered, held(10), 'ours'],
    ['not listed', delivered, undefined, 'missing'],
    ['only a comment', delivered, words, 'missing'],
    ['not readable', delivered, odd, 'unreadable'],
    ['not readable, where nothing is owed', { ...delivered, given: 0 }, odd, 'unreadable'],
    ['a zero of a teacher', delivered, held(0), 'theirs'],
    ['a zero of ours', { ...delivered, given: 0 }, held(0), 'ours'],
    ['a zero of ours as elder Moodles list it', { ...delivered, given: 0 }, { personExternalId: 'm' }, 'ours'],
    ['a score that we sent before', { ...delivered, sent: [0.5, 1] }, held(5), 'former'],
    ['ours in the points of the former maximum', delivered, held(10, 100), 'unscaled'],
    ['ours rescaled', delivered, held(100, 100), 'ours'],
    ['another one on a new scale', delivered, held(7, 100), 'theirs'],
    ['without a maximum', delivered, { personExternalId: 'm', score: 2 }, 'theirs'],
  ] as const)('%s', (_case, cell: Cell, result, expected) => {
    expect(holding(cell, result)).toBe(expected);
  });

  test.each([
    [held(8), true],
    [held(80, 100), true],
    [held(20.8, 26), true],
    [held(7.99), false],
    [{ personExternalId: 'p' }, false],
    [undefined, false],
  ])('the gradebook holding %j is 8 of 10: %s', (result, isIt) => {
    expect(isHeld({ given: 8, maximum: 10 }, result)).toBe(isIt);
  });
});

describe('read back', () => {
  const own = { disputed: false, standsAlone: false };
  const stale = { ...own, disputed: true };

  test('after a 200: there, not there, or kept by a teacher', () => {
    expect(proofOf(delivered, held(10), own)).toEqual({ kind: 'there', maximum: 10 });
    expect([proofOf(delivered, odd, own), proofOf(delivered, odd, stale)]).toEqual([
      { kind: 'unread' },
      { kind: 'unread' },
    ]);
    expect(proofOf(delivered, undefined, own)).toMatchObject({ failure: { code: 'missing', retryable: true } });
    const kept = { code: 'overridden', retryable: false, detail: '4 / 10' };
    expect(proofOf(delivered, held(4), own)).toEqual({ kind: 'failed', failure: kept });
    const former = { kind: 'failed', failure: { ...kept, retryable: true } };
    expect(proofOf({ ...delivered, sent: [0.4, 1] }, held(4), own)).toEqual(former);
  });

  test('after a 409: there all the same, tried again, or somebody else’s', () => {
    expect(proofOf(delivered, held(10), stale)).toEqual({ kind: 'there', maximum: 10 });
    const again = { kind: 'failed', failure: { code: 'stale', retryable: true } };
    expect(proofOf(delivered, undefined, stale)).toEqual(again);
    expect(proofOf({ ...delivered, sent: [0.4, 1] }, held(4), stale)).toEqual(again);
    const doubtful = { code: 'stale', retryable: false, detail: '4 / 10' };
    expect(proofOf(delivered, held(4), stale)).toEqual({ kind: 'failed', failure: doubtful });
    const alone = { disputed: true, standsAlone: true };
    expect(proofOf(delivered, held(4), alone)).toMatchObject({ failure: { code: 'overridden', retryable: false } });
  });
});

describe('a reading of the column', () => {
  test('changes nothing that is as it was, or was sent after it began', () => {
    expect(correctionOf(delivered, held(10), readFrom)).toBeUndefined();
    expect(correctionOf(delivered, undefined, sentAt)).toBeUndefined();
    expect(correctionOf({ ...delivered, state: 'waiting' }, undefined, readFrom)).toBeUndefined();
    expect(correctionOf(refused({ code: 'locked' }), held(10), readFrom)).toBeUndefined();
    expect(correctionOf(refused({ code: 'missing' }), undefined, readFrom)).toBeUndefined();
    expect(correctionOf(delivered, odd, readFrom)).toBeUndefined();
  });

  test('says what is missing or changed by hand, and what is there again', () => {
    expect(correctionOf(delivered, undefined, readFrom)).toEqual({ kind: 'refused', failure: { code: 'missing' } });
    const overridden = { code: 'overridden', detail: '4 / 10' };
    expect(correctionOf(delivered, held(4), readFrom)).toEqual({ kind: 'refused', failure: overridden });
    expect(correctionOf(refused(overridden), held(3), readFrom)).toMatchObject({ failure: { detail: '3 / 10' } });
    expect(correctionOf(refused({ code: 'missing' }), held(10), readFrom)).toEqual({ kind: 'there', maximum: 10 });
  });

  test('notes another maximum, and sends again what was not rescaled with it', () => {
    expect(correctionOf(delivered, held(100, 100), readFrom)).toEqual({ kind: 'rescaled', maximum: 100 });
    expect(correctionOf(delivered, held(10, 100), readFrom)).toEqual({ kind: 'again' });
  });
});
