import { describe, expect, it } from '@jest/globals';
import { readingOnce, remembered } from '../../src/kept/remembered.js';

function aStore() {
  const reads: string[] = [];
  const store = {
    round(courseId: string) {
      reads.push(courseId);
      return Promise.resolve({ courseId, read: reads.length });
    },
    people(courseId: string, ids?: readonly string[]) {
      reads.push(`${courseId} ${ids?.join(' ') ?? 'all'}`);
      return Promise.resolve([]);
    },
  };
  return { reads, store: remembered(store, 'round') };
}

describe('reading once', () => {
  it('answers the same question once, also to two who ask at the same time', async () => {
    const { reads, store } = aStore();
    const found = await readingOnce(async () => [
      ...(await Promise.all([store.round('a'), store.round('a')])),
      await store.round('a'),
      await store.round('b'),
    ]);
    expect(reads).toEqual(['a', 'b']);
    expect(found.map(({ read }) => read)).toEqual([1, 1, 1, 2]);
  });

  it('keeps nothing from one request to the next, and nothing outside of one', async () => {
    const { reads, store } = aStore();
    await readingOnce(() => store.round('a'));
    await readingOnce(() => store.round('a'));
    await store.round('a');
    await store.round('a');
    expect(reads).toHaveLength(4);
  });

  it('reads anew for what a page has started and not waited for', async () => {
    const { reads, store } = aStore();
    let goOn = () => {};
    const over = new Promise<void>((resolve) => (goOn = resolve));
    let late: Promise<unknown> | undefined;
    await readingOnce(() => {
      late = over.then(() => store.round('a'));
      return store.round('a');
    });
    goOn();
    await late;
    expect(reads).toEqual(['a', 'a']);
  });

  it('leaves questions alone that it was not told of', async () => {
    const { reads, store } = aStore();
    await readingOnce(() => Promise.all([store.people('a'), store.people('a', ['x'])]));
    expect(reads).toEqual(['a all', 'a x']);
  });
});
