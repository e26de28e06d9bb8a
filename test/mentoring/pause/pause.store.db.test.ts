import { beforeAll, expect, test } from '@jest/globals';
import { buildIndexes } from '../../../src/database.js';
import { pauseStore, type PauseStore } from '../../../src/mentoring/pause/pause.store.js';
import type { Pauses } from '../../../src/mentoring/pause/pause.js';
import { after, day, hour } from '../../../src/shared/clock.js';
import { useStore } from '../../support/store.js';

const store = useStore();
const now = new Date('2026-11-23T09:00:00Z');
let pauses: PauseStore;

beforeAll(async () => {
  pauses = pauseStore(store.connection());
  await buildIndexes(store.connection());
});

function onceMore(personId: string, hours: number) {
  return (before: Pauses | undefined): Pauses => ({
    personId,
    last: { from: now, until: after(now, day), zone: 'UTC', withIds: ['ben'] },
    past: [...(before?.past ?? []), { from: after(now, hours * hour), until: after(now, (hours + 1) * hour) }],
  });
}

test('of changes at the same time none is lost, and one record is left', async () => {
  const changes = Array.from({ length: 12 }, (_, index) => pauses.change('course', 'ana', onceMore('ana', index)));
  await Promise.all(changes);
  const [ana, ...others] = await pauses.all('course');
  expect(others).toEqual([]);
  expect(new Set(ana?.past.map(({ from }) => from.getTime())).size).toBe(12);
});

test('each course and each person is apart', async () => {
  await pauses.change('here', 'ana', onceMore('ana', 1));
  await pauses.change('here', 'ben', onceMore('ben', 1));
  await pauses.change('there', 'ana', onceMore('ana', 1));
  const whose = async (...asked: Parameters<PauseStore['all']>) =>
    (await pauses.all(...asked)).map(({ personId }) => personId).sort();
  expect(await whose('here')).toEqual(['ana', 'ben']);
  expect(await whose('here', ['ben', 'cleo'])).toEqual(['ben']);
  expect(await whose('there')).toEqual(['ana']);
});
