import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../../src/course/grades/delivery.js';
import { correctionOf, discrepancy } from '../../../src/course/grades/grades.rules.js';
import { after, minute } from '../../../src/shared/clock.js';

const sentAt = new Date('2030-01-07T09:00:00Z');
const readFrom = after(sentAt, minute);
const delivered: Delivery = {
  ...{ activityId: 'a', personId: 'p', given: 2, maximum: 2, attempts: 1, recordedAt: sentAt },
  ...{ state: 'delivered', deliveredAt: sentAt },
};
const refused = (failure: Delivery['failure']): Delivery => ({
  ...delivered,
  state: 'refused',
  ...(failure && { failure }),
});
const held = (score: number) => ({ personExternalId: 'm', score, maximum: 10 });

test('what the gradebook holds is ours on any scale, missing, or set by hand, a zero too', () => {
  expect(discrepancy(delivered, held(10))).toBeUndefined();
  expect(discrepancy(delivered, undefined)).toEqual({ code: 'missing' });
  expect(discrepancy(delivered, { personExternalId: 'm', comment: 'only words' })).toEqual({ code: 'missing' });
  expect(discrepancy(delivered, held(0))).toEqual({ code: 'overridden', detail: '0 / 10' });
});

describe('a reading of the column', () => {
  test('changes nothing that is as it was, or was sent after it began', () => {
    expect(correctionOf(delivered, held(10), readFrom)).toBeUndefined();
    expect(correctionOf(delivered, undefined, sentAt)).toBeUndefined();
    expect(correctionOf({ ...delivered, state: 'waiting' }, undefined, readFrom)).toBeUndefined();
    expect(correctionOf(refused({ code: 'locked' }), held(10), readFrom)).toBeUndefined();
    expect(correctionOf(refused({ code: 'missing' }), undefined, readFrom)).toBeUndefined();
  });

  test('says what is missing or changed by hand, and what is there again', () => {
    expect(correctionOf(delivered, undefined, readFrom)).toEqual({ state: 'refused', failure: { code: 'missing' } });
    const overridden = { code: 'overridden', detail: '4 / 10' };
    expect(correctionOf(delivered, held(4), readFrom)).toEqual({ state: 'refused', failure: overridden });
    expect(correctionOf(refused(overridden), held(3), readFrom)).toMatchObject({ failure: { detail: '3 / 10' } });
    expect(correctionOf(refused({ code: 'missing' }), held(10), readFrom)).toEqual({ state: 'delivered' });
  });
});
