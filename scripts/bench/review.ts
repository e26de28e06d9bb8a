/**
 * Peer review: allocation and scores. `--data FOLDER` names a folder of real reviews (review-real.ts); without it those rows
 * say "not measured".
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { scoresFrom } from '../../src/peer-review/scores/methods.rules.js';
import { seededRandom } from '../../src/shared/random.js';
import { benchAllocation } from './review-allocation.js';
import { cohortKinds, cohortOf, type CohortKind } from './review-cohorts.js';
import { meanOf, rmse } from './review-measures.js';
import { benchReal } from './review-real.js';
import { cpuOf, report, rows } from './review-report.js';

const seeds = 20;
const compared = ['mean', 'trimmed', 'median', 'estimate'] as const;

function benchLarge(): void {
  const { markings, most } = cohortOf('honest', { works: 10_000, each: 4, criteria: 5 }, seededRandom(1));
  const runs = [1, 2, 3].map(() => cpuOf(() => scoresFrom({ method: 'estimate', markings, anchors: [], most })).cpu);
  const [first = 0, ...later] = runs;
  report('estimate, 10,000 works, 40,000 reviews, 5 criteria, first run', first, 'ms CPU', { most: 1000 });
  report('the same, later runs', Math.max(...later), 'ms CPU', { most: 1000 });
}

function errorsOf(kind: CohortKind): Record<(typeof compared)[number], number> {
  const errors = Array.from({ length: seeds }, (_, seed) => {
    const { markings, truth, most } = cohortOf(kind, { works: 200, each: 3, criteria: 5 }, seededRandom(seed + 1));
    const truths = [...truth.values()];
    return compared.map((method) => {
      const { works } = scoresFrom({ method, markings, anchors: [], most });
      return rmse(
        [...truth.keys()].map((id) => works.get(id)?.points ?? 0),
        truths,
      );
    });
  });
  const [mean = 0, trimmed = 0, median = 0, estimate = 0] = compared.map((_, place) =>
    meanOf(errors.map((row) => row[place] ?? 0)),
  );
  return { mean, trimmed, median, estimate };
}

function benchCohorts(): void {
  for (const kind of cohortKinds) {
    const { estimate, ...others } = errorsOf(kind);
    for (const [method, error] of Object.entries(others)) report(`simulated, ${kind}: RMSE, ${method}`, error, 'of 20');
    const rival = Math.min(others.mean, others.median);
    const most = kind === 'honest' ? 1.03 : 0.9999;
    report(`simulated, ${kind}: RMSE, estimate`, estimate, 'of 20');
    report(`simulated, ${kind}: estimate beside the better of mean and median`, estimate / rival, '', { most });
  }
}

const { values } = parseArgs({ options: { data: { type: 'string' } } });
benchAllocation();
benchLarge();
benchCohorts();
benchReal(values.data);
const machine = { cores: cpus().length, node: process.versions.node };
console.log(JSON.stringify({ bench: 'review', machine, cases: rows }));
if (rows.some(({ holds }) => !holds)) process.exitCode = 1;
