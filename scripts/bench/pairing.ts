/**
 * Pairing: wall and CPU time, peak memory, proof. Every answer is judged by the separate checkers outside the clock; a
 * case whose proof has a fault does not hold. Each part runs in a process of its own, so that its peak memory is its own. `highs`
 * and `hungarian-on3` run beside at sizes they can finish.
 */
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  checkMentors,
  checkPeers,
  formCircles,
  repairMentors,
  scoreAll,
  scorePeers,
  solveMentors,
  solvePeers,
  solveRotation,
  type MentorCase,
  type MentorSolution,
} from '../../src/matching/index.js';
import { benchManyPeers, benchProduct } from './pairing-many.js';
import { boundForFours } from './pairing-circles.js';
import { madeUpCohort, madeUpPeers, seatsOf } from './pairing-cohort.js';
import { sumByHighs } from './pairing-highs.js';
import { sumByHungarian } from './pairing-hungarian.js';
import { cases, report, reportRatio, reportTimes, SEEDS, timed, type Case } from './pairing-report.js';

const COHORTS = { tight: 1, 'with 1.2x seats': 1.2, 'with 0.9x seats': 0.9 };

function mentorCase(
  [mentors, mentees]: readonly [number, number],
  factor: number,
  seed: number,
  into?: Int32Array,
): MentorCase {
  const scores = scoreAll(madeUpCohort(mentors, mentees, seed), into);
  return {
    mentorCount: mentors,
    menteeCount: mentees,
    capacities: seatsOf(mentors, Math.round(mentees * factor)),
    scores,
  };
}

function benchMiddle(): void {
  solveMentors(mentorCase([100, 400], 1, 9));
  for (const [name, factor] of Object.entries(COHORTS)) {
    const runs = SEEDS.map((seed) => {
      const cohort = mentorCase([500, 2000], factor, seed);
      const run = timed(() => solveMentors(cohort));
      return { ...run, proven: checkMentors(cohort, run.result).length === 0 };
    });
    const proven = runs.every((run) => run.proven);
    report(`mentors 500 x 2000, ${name}, slowest of 5 seeds`, Math.max(...runs.map(({ wall }) => wall)), 's wall', {
      most: 0.6,
      proven,
    });
    report(`mentors 500 x 2000, ${name}, most CPU`, Math.max(...runs.map(({ cpu }) => cpu)), 's CPU');
    report(
      `mentors 500 x 2000, ${name}, worst pair of all seeds`,
      Math.min(...runs.map(({ result }) => result.floor)),
      'of 1,000,000',
    );
  }
}

function benchLarge(): void {
  const scores = new Int32Array(2500 * 10000);
  for (const [name, factor] of Object.entries(COHORTS)) {
    const seeds = factor === 1 ? SEEDS : [1, 2];
    const runs = seeds.map((seed) => {
      let cohort: MentorCase | undefined;
      const run = timed(() => {
        cohort = mentorCase([2500, 10000], factor, seed, scores);
        return solveMentors(cohort);
      });
      const faults = cohort ? checkMentors(cohort, run.result) : ['not run'];
      return { ...run, proven: faults.length === 0 };
    });
    const proven = runs.every((run) => run.proven);
    report(
      `mentors 2500 x 10000 with scoring, ${name}, slowest of ${seeds.length}`,
      Math.max(...runs.map(({ wall }) => wall)),
      's wall',
      { most: 4, proven },
    );
    report(`mentors 2500 x 10000 with scoring, ${name}, most CPU`, Math.max(...runs.map(({ cpu }) => cpu)), 's CPU');
  }
  report(
    'mentors 2500 x 10000, peak memory of the process, checks included',
    process.resourceUsage().maxRSS / 1024,
    'MB',
    { most: 300 },
  );
}

function benchPeers(): void {
  const runs = SEEDS.map((seed) => {
    const peers = { count: 1000, scores: scorePeers(madeUpPeers(1000, seed)) };
    const run = timed(() => solvePeers(peers));
    return { ...run, proven: checkPeers(peers, run.result).length === 0 };
  });
  const proven = runs.every((run) => run.proven);
  report('peers 1000, exact, slowest of 5 seeds', Math.max(...runs.map(({ wall }) => wall)), 's wall', {
    most: 1.5,
    proven,
  });
  report('peers 1000, exact, most CPU', Math.max(...runs.map(({ cpu }) => cpu)), 's CPU');
}

function benchRepair(): void {
  const cohort = mentorCase([500, 2000], 1.2, 1);
  const before = solveMentors(cohort);
  const runs = Array.from({ length: 10 }, (_, mentor) => {
    const capacities = Int32Array.from(cohort.capacities);
    capacities[mentor] = 0;
    const left = { ...cohort, capacities };
    const run = timed(() => repairMentors(left, before));
    const judged = { ...left, stay: { mentorOf: before.mentorOf, bonus: 100_000 } };
    const faults = checkMentors(judged, run.result, { floorAtMost: before.floor });
    return { ...run, moved: movedOthers(before, run.result, mentor), proven: faults.length === 0 };
  });
  const walls = runs.map(({ wall }) => wall * 1000).sort((one, other) => one - other);
  const proven = runs.every((run) => run.proven);
  report('one mentor of 500 x 2000 leaves, median of 10', walls[5] ?? Infinity, 'ms wall', {
    most: 20,
    proven,
  });
  report('one mentor of 500 x 2000 leaves, most CPU', Math.max(...runs.map(({ cpu }) => cpu)) * 1000, 'ms CPU');
  report(
    'one mentor of 500 x 2000 leaves, most others moved',
    Math.max(...runs.map(({ moved }) => moved)) / 2000,
    'share',
    { most: 0.01 },
  );
}

function movedOthers(before: MentorSolution, after: MentorSolution, gone: number): number {
  let moved = 0;
  before.mentorOf.forEach((mentor, mentee) => {
    if (mentor !== gone && mentor !== after.mentorOf[mentee]) moved += 1;
  });
  return moved;
}

function benchRotation(): void {
  const peers = { count: 2000, scores: scorePeers(madeUpPeers(2000, 1)) };
  const { result, wall, cpu } = timed(() => solveRotation(peers, 5));
  const met = new Set(
    result.flatMap(({ pairs }) => pairs.map(([one, other]) => Math.min(one, other) * 2000 + Math.max(one, other))),
  );
  report('rotation, 5 rounds of 2000', wall, 's wall', { most: 3, proven: met.size === 5000 });
  report('rotation, 5 rounds of 2000', cpu, 's CPU');
}

function benchCircles(): void {
  for (const [count, seeds] of [[24, SEEDS] as const, [1000, [1, 2]] as const]) {
    const runs = seeds.map((seed) => {
      const pairScore = scoreAll(madeUpPeers(count, seed)).map((score) => Math.max(0, score));
      const run = timed(() => formCircles({ count, size: 4, rules: [], pairScore, seed }));
      const bound = run.result.proven ? run.result.total : boundForFours(count, pairScore);
      return { ...run, ratio: run.result.total / bound };
    });
    reportTimes(`circles of 4, n = ${count}`, runs, { most: 3 });
    const ratio = Math.min(...runs.map((run) => run.ratio));
    reportRatio(`circles of 4, n = ${count}, ratio to the bound`, ratio, count === 24 ? 1 : 0.95);
  }
}

async function benchRivals(): Promise<void> {
  // Once beforehand, so that neither loading nor compiling counts.
  await sumByHighs(mentorCase([5, 20], 1, 1), 20, 0);
  sumByHungarian(mentorCase([5, 20], 1, 1));
  for (const [mentors, mentees] of [[50, 200] as const, [500, 2000] as const]) {
    const size = `${mentors} x ${mentees}`;
    const cohort = mentorCase([mentors, mentees], 1, 1);
    const own = timed(() => solveMentors(cohort));
    report(`own, ${size}, all stages`, own.wall, 's wall');
    const start = performance.now();
    const theirs = await sumByHighs(cohort, own.result.matched, own.result.floor);
    report(`highs, ${size}, last stage only`, (performance.now() - start) / 1000, 's wall', {
      proven: theirs === own.result.total,
    });
    const sumOnly = solveMentors(cohort, { objective: 'coverage' });
    const from = performance.now();
    const hungarian = sumByHungarian(cohort);
    report(`hungarian-on3, ${size}, sum only`, (performance.now() - from) / 1000, 's wall', {
      proven: hungarian === sumOnly.total,
    });
  }
}

const parts: Readonly<Record<string, () => void | Promise<void>>> = {
  middle: benchMiddle,
  large: benchLarge,
  peers: benchPeers,
  'many-peers': benchManyPeers,
  product: benchProduct,
  repair: benchRepair,
  rotation: benchRotation,
  circles: benchCircles,
  rivals: benchRivals,
};

function runPart(name: string): Case[] {
  const args = ['--import', 'tsx', fileURLToPath(import.meta.url), name];
  const { stdout } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1e7,
  });
  // The cast holds because the part is this file, which ends so.
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]') as Case[];
}

const part = parts[process.argv[2] ?? ''];
if (part) {
  await part();
  if (part !== benchLarge)
    report(`peak memory of ${process.argv[2] ?? ''}`, process.resourceUsage().maxRSS / 1024, 'MB');
  console.log(JSON.stringify(cases));
} else {
  const all = Object.keys(parts).flatMap(runPart);
  console.log(
    JSON.stringify({ bench: 'pairing', machine: { cores: cpus().length, node: process.versions.node }, cases: all }),
  );
}
