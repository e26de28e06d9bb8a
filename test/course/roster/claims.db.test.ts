import { beforeAll, expect, test } from '@jest/globals';
import { rosterStore, type RosterStore } from '../../../src/course/roster/rosters.store.js';
import { after, minute } from '../../../src/shared/clock.js';
import { useStore } from '../../support/store.js';

const store = useStore();
const start = new Date('2030-01-07T09:00:00Z');
let rosters: RosterStore;

beforeAll(() => {
  rosters = rosterStore(store.connection());
});

test('what a process that died was reading is read again some seconds later, not while another one still reads', async () => {
  await rosters.want('c1', start);
  expect(await rosters.claim('c1', { now: start, force: false })).toBe(true);
  await rosters.hold('c1', after(start, 10_000));
  expect(await rosters.claim('c1', { now: after(start, 15_000), force: false })).toBe(false);
  expect(await rosters.dueCourses(after(start, 15_000), 10)).toEqual([]);
  const later = after(start, 23_000);
  expect(await rosters.dueCourses(later, 10)).toEqual(['c1']);
  expect(await rosters.claim('c1', { now: later, force: false })).toBe(true);
  await rosters.refreshed('c1', { now: later, dueAt: undefined, hold: undefined });
  // It holds nothing any more: what it says late changes nothing.
  await rosters.hold('c1', later);
  expect(await rosters.claim('c1', { now: after(start, 60_000), force: false })).toBe(false);
  expect(await rosters.claim('c1', { now: after(start, 60 * minute), force: false })).toBe(true);
});
