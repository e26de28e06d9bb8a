/** 10,000 peers: the solver alone, and the whole draft as the product makes it of what people said. */
import { checkPeers, PairScores, scorePeers, solvePeers } from '../../src/matching/index.js';
import { makeDraft } from '../../src/pairing/drafts/drafting.rules.js';
import { defaultSetup, withChange } from '../../src/pairing/words/setup.js';
import { seededRandom } from '../../src/shared/random.js';
import { madeUpPeers } from './pairing-cohort.js';
import { report, reportRatio, reportTimes, SEEDS, timed } from './pairing-report.js';
import { manyPeople, topics } from './referee-people.js';

export function benchManyPeers(): void {
  const count = 10_000;
  const into = new PairScores(count);
  const ways = [
    { words: 'exact', enough: 1 },
    { words: 'ratio >= 0.999 certified', enough: 0.999, most: 1 },
  ];
  for (const { words, enough, most } of ways) {
    const runs = SEEDS.map((seed) => {
      const peers = { count, scores: scorePeers(madeUpPeers(count, seed), into) };
      const run = timed(() => solvePeers(peers, { enough }));
      const { gap } = run.result.certificate;
      const proven = checkPeers(peers, run.result, { gapAtMost: gap }).length === 0;
      return { ...run, proven, ratio: run.result.total / (run.result.total + gap) };
    });
    const proven = runs.every((run) => run.proven && run.ratio >= enough);
    reportTimes(`peers 10000, ${words}, scores given`, runs, { proven, ...(most !== undefined && { most }) });
    report(`peers 10000, ${words}, quickest of 5`, Math.min(...runs.map(({ wall }) => wall)), 's wall');
    reportRatio(`peers 10000, ${words}, ratio to the bound`, Math.min(...runs.map(({ ratio }) => ratio)), enough);
    report(`peers 10000, ${words}, worst pair`, Math.min(...runs.map(({ result }) => result.floor)), 'of 1,000,000');
  }
}

/** Scores, pairs, who came next and why, checked by the rules. The process had nothing to do before. */
export function benchProduct(): void {
  const people = manyPeople(seededRandom(1), 10_000);
  const task = {
    ...{ setup: withChange(defaultSetup, { mode: 'peers' }), seed: 1, at: new Date('2026-07-01T00:00:00Z') },
    ...{ lists: { topics }, people, locked: [], knots: { rules: [], met: [] } },
  };
  const { result, wall, cpu } = timed(() => makeDraft(task));
  const sum = result.pairs.reduce((total, { score }) => total + score, 0);
  report('peers 10000 through the product', wall, 's wall');
  report('peers 10000 through the product', cpu, 's CPU', { most: 3 });
  report('peers 10000 through the product, matched', 2 * result.pairs.length, 'people');
  reportRatio('peers 10000 through the product, ratio to the bound', sum / (sum + (result.gap?.sum ?? 0)), 0.999);
  report('peers 10000 through the product, peak memory', process.resourceUsage().maxRSS / 1024, 'MB', { most: 400 });
}
