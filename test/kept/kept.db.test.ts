import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { changesStore, everything, idsKept, type ChangesStore } from '../../src/kept/changes.store.js';
import { keepingOf } from '../../src/kept/kept.js';
import { documentsAtMost, keptAtMost } from '../../src/kept/memory.js';
import { readingOnce } from '../../src/kept/remembered.js';
import { useStore } from '../support/store.js';

interface Row {
  key: string;
  said: string;
}

const store = useStore();
let changes: ChangesStore;
let now = new Date('2026-03-02T10:00:00Z');
let course = 0;
let rows: Row[] = [];
let reads: string[] = [];

beforeAll(() => {
  changes = changesStore(store.connection());
});

beforeEach(() => {
  course += 1;
  rows = ['a', 'b', 'c'].map((key) => ({ key, said: '1' }));
  reads = [];
});

const courseId = () => `course-${String(course)}`;

/** What one process holds. */
function opened(most = documentsAtMost) {
  const read = (name: string, found: Row[]) => {
    reads.push(name);
    return Promise.resolve(found.map((row) => ({ ...row })));
  };
  const answers = {
    all: (_courseId: string, keys?: readonly string[]) =>
      read(`all ${keys?.join() ?? 'everybody'}`, keys ? rows.filter(({ key }) => keys.includes(key)) : rows),
    first: (of: string) => read('first', of === '' ? [] : rows.slice(0, 1)),
    say: (_courseId: string, key: string, said: string) => {
      const known = rows.some((row) => row.key === key);
      rows = known ? rows.map((row) => (row.key === key ? { key, said } : row)) : [...rows, { key, said }];
      return Promise.resolve(true);
    },
    drop: (_courseId: string, key: string) => {
      rows = rows.filter((row) => row.key !== key);
      return Promise.resolve();
    },
    clear: (of: string) => Promise.reject(new Error(`broken off in ${of}`)),
  };
  return keepingOf(changes, () => now, most).kept('said', answers, {
    all: { rows: ({ key }) => key },
    first: 'kept',
    say: { wrote: (_done, _courseId, key) => [key] },
    drop: { wrote: (_done, _courseId, key) => [key] },
    clear: 'writes',
  });
}

const said = (found: readonly Row[]) => found.map((row) => `${row.key}${row.said}`).join(' ');

test('a page reads again only the rows that were written since the last one, by whichever process', async () => {
  const [here, there] = [opened(), opened()];
  const page = () => readingOnce(async () => said(await here.all(courseId())));
  expect([await page(), await page()]).toEqual(['a1 b1 c1', 'a1 b1 c1']);
  expect(reads).toEqual(['all everybody']);
  await there.say(courseId(), 'b', '2');
  await here.say(courseId(), 'd', '1');
  expect(await page()).toBe('a1 b2 c1 d1');
  await there.drop(courseId(), 'a');
  expect(await page()).toBe('b2 c1 d1');
  expect(reads).toEqual(['all everybody', 'all b,d', 'all a']);
});

test('a few are read alone until somebody needed all, then taken from these', async () => {
  const here = opened();
  const few = () => readingOnce(async () => said(await here.all(courseId(), ['c', 'b'])));
  expect(await few()).toBe('b1 c1');
  await readingOnce(() => here.all(courseId()));
  await here.say(courseId(), 'c', '3');
  expect(await few()).toBe('b1 c3');
  expect(reads).toEqual(['all c,b', 'all everybody', 'all c']);
});

test('what was written too often, by a write that failed, past the store, or long ago, is read anew', async () => {
  const here = opened();
  const page = () => readingOnce(() => here.all(courseId()));
  await page();
  for (let times = 0; times <= idsKept; times += 1) await here.say(courseId(), 'a', String(times));
  await page();
  await expect(here.clear(courseId())).rejects.toThrow('broken off');
  await page();
  await changes.note(courseId(), everything, 'all');
  await page();
  now = new Date(now.getTime() + keptAtMost + 1);
  await page();
  expect(reads).toEqual(Array.from({ length: 5 }, () => 'all everybody'));
});

test('one page sees one state; the next one sees what was written meanwhile', async () => {
  const here = opened();
  const [before, after] = await readingOnce(async () => {
    const first = said(await here.all(courseId()));
    await opened().say(courseId(), 'a', '9');
    return [first, said(await here.all(courseId()))];
  });
  expect([before, after]).toEqual(['a1 b1 c1', 'a1 b1 c1']);
  expect(await readingOnce(async () => said(await here.all(courseId())))).toBe('a9 b1 c1');
});

test('a page that has to write something reads what it wrote', async () => {
  const here = opened();
  await readingOnce(() => here.all(courseId()));
  const page = async () => {
    const before = [said(await here.all(courseId())), said(await here.first(courseId()))];
    await here.say(courseId(), 'a', '2');
    return [...before, said(await here.all(courseId())), said(await here.first(courseId()))];
  };
  expect(await readingOnce(page)).toEqual(['a1 b1 c1', 'a1', 'a2 b1 c1', 'a2']);
});

test('what is asked of a few is kept as well, until something is written', async () => {
  const here = opened();
  const few = () => readingOnce(async () => said(await here.all(courseId(), ['c', 'b'])));
  expect([await few(), await few()]).toEqual(['b1 c1', 'b1 c1']);
  await here.say(courseId(), 'c', '2');
  expect(await few()).toBe('b1 c2');
  expect(reads).toEqual(['all c,b', 'all c,b']);
});

test('a plain answer is kept while nothing of its subject is written; work that is no page asks the store', async () => {
  const here = opened();
  const page = () => readingOnce(async () => said(await here.first(courseId())));
  expect([await page(), await page()]).toEqual(['a1', 'a1']);
  expect(reads).toHaveLength(1);
  await here.say(courseId(), 'a', '5');
  expect(await page()).toBe('a5');
  await here.first(courseId());
  await here.first(courseId());
  expect(reads).toHaveLength(4);
});

test('no more documents are held than the bound, the longest unused go first', async () => {
  const here = opened(8);
  const page = (of: string) => readingOnce(() => here.all(of));
  await page('one');
  await page('two');
  await page('one');
  await page('three');
  await page('one');
  expect(reads).toHaveLength(3);
  await page('two');
  expect(reads).toHaveLength(4);
});

test('a stamp is another after each write of its subjects, the same for all', async () => {
  const [here, there] = [keepingOf(changes, () => now), keepingOf(changes, () => now)];
  const stamps = () => Promise.all([here, there].map(({ stampOf }) => stampOf(courseId(), ['said', 'heard'])));
  const before = await stamps();
  await opened().say(courseId(), 'a', '2');
  const after = await stamps();
  expect(new Set([...before, ...after]).size).toBe(2);
  expect(after[0]).toBe(after[1]);
});

test('who changes an answer that others hold is told', async () => {
  const found = await readingOnce(() => opened().all(courseId()));
  expect(() => {
    (found[0] as Row).said = 'mine';
  }).toThrow(TypeError);
});
