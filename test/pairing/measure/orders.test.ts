/** The thirteen orders of score-orders.md, in the default setup and in "topics 9, hours 3", in small courses and in one large. */
import { describe, expect, test } from '@jest/globals';
import { orders, scoresOf, setupsOfOrders } from './orders.js';

describe.each(Object.keys(setupsOfOrders))('in the setup "%s"', (setup) => {
  test.each(orders)('$better before $worse', (order) => {
    for (const [better, worse] of scoresOf(order, setup)) expect(better).toBeGreaterThan(worse);
  });
});
