/**
 * Small courses of every shape beside the best draft there is, found by trying all. Arguments: how many, from which seed on, and, for one alone,
 * the mode.
 * Each fault is a line on standard error with the seed that shows it.
 */
import { cpus } from 'node:os';
import { faultsIn } from './cohorts-judge.js';
import { madeUpTask, modes } from './cohorts-made.js';
import { cases, report } from './pairing-report.js';

const [wanted = '20000', first = '1', mode] = process.argv.slice(2);
const [count, from] = [Number(wanted), Number(first)];
const only = modes.find((one) => one === mode);
const faulty = new Map<string, number>();
for (let seed = from; seed < from + count; seed += 1) {
  const task = madeUpTask(seed, only);
  for (const fault of faultsOf(seed)) {
    const kind = `${task.setup.mode}: ${fault.replace(/[:(].*$/, '').replace(/p\d+/g, 'somebody')}`;
    const times = (faulty.get(kind) ?? 0) + 1;
    faulty.set(kind, times);
    if (times <= 5) console.error(`seed ${String(seed)}, ${task.setup.mode}: ${fault}`);
  }
}
for (const [kind, times] of faulty) report(kind, times, `of ${String(count)}`, { most: 0 });
report(
  'small courses with a draft that is not the best, or says what is not true',
  [...faulty.values()].reduce((sum, own) => sum + own, 0),
  `of ${String(count)}`,
  { most: 0 },
);
console.log(
  JSON.stringify({ bench: 'cohorts', machine: { cores: cpus().length, node: process.versions.node }, cases }),
);

function faultsOf(seed: number): string[] {
  try {
    return faultsIn(madeUpTask(seed, only));
  } catch (problem) {
    return [`broke: ${String(problem)}`];
  }
}
