/** Drafts that once were not the best there is, or broke a rule; the worths were found by code that shares nothing with ours. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { DraftTask } from '../../../src/pairing/cohort/draft-cohort.rules.js';
import { makeDraft } from '../../../src/pairing/drafts/drafting.rules.js';
import { defaultSetup, withChange, type SetupChange } from '../../../src/pairing/words/setup.js';

interface Kept extends Omit<DraftTask, 'setup' | 'at'> {
  id: string;
  setup: SetupChange;
  at: string;
}

function keptIn(name: string): { id: string; task: DraftTask }[] {
  const lines = readFileSync(new URL(`../../support/pairing-cases/${name}.ndjson`, import.meta.url), 'utf8').split(
    '\n',
  );
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      // The cast names what the files hold.
      const { id, setup, at, ...rest } = JSON.parse(line) as Kept;
      return { id, task: { ...rest, setup: withChange(defaultSetup, setup), at: new Date(at) } };
    });
}

function draftIn(task: DraftTask) {
  const draft = makeDraft(task);
  const directions = new Set(draft.pairs.map(({ members: [one = '', other = ''] }) => `${one} ${other}`));
  return {
    draft,
    matched: draft.pairs.length,
    people: new Set(draft.pairs.flatMap(({ members }) => members)).size,
    mentors: new Set(draft.pairs.map(({ members }) => members[0])).size,
    mutual: draft.pairs.filter(({ members: [one = '', other = ''] }) => directions.has(`${other} ${one}`)).length,
    weakest: draft.pairs.reduce((least, { score }) => Math.min(least, score), Infinity),
    sum: draft.pairs.reduce((sum, { score }) => sum + score, 0),
  };
}

const only = (name: string) => draftIn((keptIn(name)[0] as { task: DraftTask }).task);

describe('Kept cases', () => {
  test('all three mentors are employed, and the weakest pair is as good as can be', () => {
    expect(only('idle-mini')).toMatchObject({ matched: 4, mentors: 3, weakest: 62_500, draft: { proven: true } });
  });

  test('six who are happy with either side make three pairs', () => {
    expect(only('sides-coverage')).toMatchObject({ matched: 3, draft: { proven: true } });
  });

  test('where two stay alone, the others have the greatest sum', () => {
    expect(only('peers-sum-mini')).toMatchObject({ people: 6, sum: 194_115 });
  });

  test('of five peers four find somebody', () => {
    expect(only('peers-odd-coverage-hub')).toMatchObject({ people: 4 });
  });

  test('who mentors in a must and in an agreed pair is who does it better', () => {
    for (const { task } of keptIn('mask-role-of-must-and-chosen')) {
      const { draft, sum } = draftIn(task);
      expect(sum).toBe(97_000);
      expect(draft.pairs[0]?.members[0]).toBe('A');
    }
  });

  test('a must with an untrained mentor opens no other place of theirs', () => {
    expect(only('untrained-mentor').draft.pairs.map(({ members }) => members)).toEqual([['U', 'E1']]);
  });

  test('circles have three to six people', () => {
    for (const { task } of keptIn('circle-of-seven')) {
      const sizes = makeDraft(task).pairs.map(({ members }) => members.length);
      expect([Math.min(...sizes) >= 3, Math.max(...sizes) <= 6]).toEqual([true, true]);
    }
  });

  test.each(['mutual-though-avoidable', 'below-exact-one-way-optimum-sum', 'below-exact-one-way-optimum-weakest'])(
    'nobody mentors their own mentor in %s',
    (name) => {
      for (const { task } of keptIn(name)) expect(draftIn(task).mutual).toBe(0);
    },
  );
});

describe('The order of people changes nothing', () => {
  test.each(['idle-weakest', 'sides-coverage', 'peers-odd-coverage', 'mutual-though-avoidable'])('%s', (name) => {
    for (const { task } of keptIn(name)) {
      const turned = makeDraft({ ...task, people: [...task.people].reverse() });
      expect(turned.pairs.map(({ members }) => members)).toEqual(makeDraft(task).pairs.map(({ members }) => members));
    }
  });
});
