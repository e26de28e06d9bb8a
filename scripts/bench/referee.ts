/**
 * Whether drafts are the best there is: the whole objective by HiGHS beside the solver, 20 seeds a case; above that, the checkers
 * and the bound that each answer carries. Progress on standard error, one line of JSON at the end.
 */
import { cpus } from 'node:os';
import {
  checkMentors,
  compareWorth,
  PairScores,
  solveCourse,
  solveMentors,
  solvePeers,
  type PeerCase,
  type SidedCase,
  type Worth,
} from '../../src/matching/index.js';
import { seededRandom } from '../../src/shared/random.js';
import { peersByHighs } from './pairing-highs.js';
import { cases, report, timed } from './pairing-report.js';
import { bestByHighs } from './referee-program.js';
import { scoreCases } from './referee-score.js';

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed + 1);

interface Shape {
  people: number;
  capacity?: number;
  both?: number;
  either?: number;
  mentors?: number;
  languages?: number;
}

type Kind = 'mentor' | 'mentee' | 'both' | 'either';

/** People who suit each other by what they are like and by chance; without a common language they are forbidden. */
function courseOf(
  seed: number,
  { people, capacity = 1, both = 0, either = 0, mentors = 0.5, languages = 1 }: Shape,
): SidedCase {
  const random = seededRandom(seed);
  const kinds = Array.from({ length: people }, (_, at): Kind => {
    const drawn = random();
    if (drawn < both) return 'both';
    if (drawn < both + either) return 'either';
    return at < people * mentors ? 'mentor' : 'mentee';
  });
  const traits = kinds.map(() => [random(), random(), Math.floor(random() * languages)] as const);
  const rows = kinds.flatMap((kind, person) => (kind === 'mentee' ? [] : [person]));
  const columns = kinds.flatMap((kind, person) => (kind === 'mentor' ? [] : [person]));
  const scoreOf = (row: number, column: number) => {
    const [one, other] = [traits[row] ?? [0, 0, 0], traits[column] ?? [0, 0, 0]];
    const chance = random();
    if (row === column || one[2] !== other[2] || chance < 0.1) return -1;
    return (
      Math.floor(
        900 * (0.5 * (1 - Math.abs(one[0] - other[0])) + 0.3 * (1 - Math.abs(one[1] - other[1])) + 0.2 * chance),
      ) * 100
    );
  };
  const placeOf = new Map(columns.map((person, column) => [person, column]));
  return {
    ...{ mentorCount: rows.length, menteeCount: columns.length },
    scores: Int32Array.from(rows.flatMap((row) => columns.map((column) => scoreOf(row, column)))),
    capacities: new Int32Array(rows.length).fill(capacity),
    employ: Uint8Array.from(rows, (row) => (kinds[row] === 'either' ? 0 : 1)),
    columnOf: Int32Array.from(rows, (row) => placeOf.get(row) ?? -1),
    isEither: Uint8Array.from(rows, (row) => (kinds[row] === 'either' ? 1 : 0)),
  };
}

async function benchCourse(name: string, shape: Shape, seeds: readonly number[] = SEEDS): Promise<void> {
  let [below, unproven, wrong, most] = [0, 0, 0, 0];
  for (const seed of seeds) {
    const sided = courseOf(seed, shape);
    const { result, cpu } = timed(() => solveCourse(sided));
    const best = await bestByHighs(sided);
    const isBelow = compareWorth(best, result) > 0;
    const isProven = compareWorth(result.bound, result) === 0;
    below += isBelow ? 1 : 0;
    unproven += isProven ? 0 : 1;
    wrong += compareWorth(best, result) < 0 || compareWorth(best, result.bound) > 0 ? 1 : 0;
    most = Math.max(most, cpu);
    if (isBelow) console.error(`${name}, seed ${seed}: ${worthIn(result)}, HiGHS ${worthIn(best)}`);
  }
  report(`${name}, ${seeds.length} courses: drafts below the optimum`, below, '', { most: 0 });
  report(`${name}: answers or bounds that the referee contradicts`, wrong, '', { most: 0 });
  report(`${name}: not proven`, unproven, '');
  report(`${name}, most CPU`, most, 's CPU');
}

function worthIn({ matched, mutual, employed, floor, sum }: Worth): string {
  return [matched, mutual, employed, floor, sum].join(' ');
}

function peersOf(seed: number, count: number, forbidden: number): PeerCase {
  const random = seededRandom(seed);
  const scores = PairScores.of(count, () => (random() < forbidden ? -1 : Math.floor(random() * 1000) * 100));
  return { count, scores };
}

/** Two people whom nobody suits. */
async function benchLonely(): Promise<void> {
  let below = 0;
  for (const seed of SEEDS) {
    const count = 20 + 2 * (seed % 8);
    const peers = peersOf(seed, count, 0.4);
    for (const alone of [0, 1])
      for (let other = 0; other < count; other += 1) if (other !== alone) peers.scores.set(alone, other, -1);
    const found = solvePeers(peers);
    const pairs = await peersByHighs(peers, 0);
    const sum = await peersByHighs(peers, found.floor, pairs);
    if (found.pairs.length !== pairs || found.total !== sum) below += 1;
  }
  report('peers with two alone, n 20-34: pairs or sum below the optimum', below, '', { most: 0 });
}

/** The weakest of pairs and the three together, by every three and HiGHS for the others. */
async function benchOdd(): Promise<void> {
  let below = 0;
  for (const seed of SEEDS) {
    const count = 7 + 2 * (seed % 3);
    const peers = peersOf(seed, count, 0.15);
    const found = solvePeers(peers);
    if (found.unmatched.length > 0 || (await canBeBetter(peers, found.floor + 1))) below += 1;
  }
  report('odd peers 7-11: weakest below the optimum', below, '', { most: 0 });
}

async function canBeBetter({ count, scores }: PeerCase, least: number): Promise<boolean> {
  for (let one = 0; one < count; one += 1)
    for (let other = one + 1; other < count; other += 1)
      for (let third = other + 1; third < count; third += 1) {
        const own = [scores.at(one, other), scores.at(one, third), scores.at(other, third)];
        if (Math.min(...own) < 0 || Math.floor(own.reduce((sum, score) => sum + score, 0) / 3) < least) continue;
        const rest = [...new Array(count).keys()].filter(
          (person) => person !== one && person !== other && person !== third,
        );
        const left = PairScores.of(rest.length, (row, column) =>
          scores.at(rest[row] as number, rest[column] as number),
        );
        if ((await peersByHighs({ count: rest.length, scores: left }, least)) * 2 === rest.length) return true;
      }
  return false;
}

function benchLarge(): void {
  const sided = courseOf(1, { people: 1250, capacity: 4, mentors: 0.2 });
  const run = timed(() => solveMentors(sided));
  const faults = checkMentors(sided, run.result);
  report('250 x 1000 with employment, proven by the checker', faults.length, 'faults', { most: 0 });
  report('250 x 1000 with employment', run.cpu, 's CPU', { most: 3 });
}

/** 2,500 people of whom three in ten are happy with either side: what is proven, and how far the bound is. */
function benchManySides(): void {
  const runs = [1, 2, 3].map((seed) => {
    const sided = courseOf(seed, { people: 2500, capacity: 4, mentors: 0.2, either: 0.3 });
    return timed(() => solveCourse(sided));
  });
  const most = (of: (result: (typeof runs)[number]['result']) => number) =>
    Math.max(...runs.map(({ result }) => of(result)));
  const name = '500 x 2000, 30 % flexible';
  const open = most(({ bound, ...own }) => bound.matched - own.matched + bound.employed - own.employed);
  report(`${name}: matched or employed not proven, of 3 courses the most`, open, 'people', { most: 0 });
  const points = most(({ bound, floor }) => (bound.floor - floor) / 1000);
  report(`${name}: weakest below the bound at most`, points, 'points', { most: 1 });
  const share = most(({ bound, sum }) => ((bound.sum - sum) / sum) * 100);
  report(`${name}: sum below the bound at most`, share, '%', { most: 0.5 });
  report(`${name}, most CPU`, Math.max(...runs.map(({ cpu }) => cpu)), 's CPU', { most: 3 });
}

await benchCourse(
  '1:n with spare places',
  { people: 20, capacity: 3, mentors: 0.4 },
  Array.from({ length: 100 }, (_, at) => at + 1),
);
await benchCourse('40 flexible, two languages', { people: 40, either: 1, languages: 2 });
await benchCourse('both-heavy, 24', { people: 24, both: 0.8 });
await benchCourse('one third flexible, 20', { people: 20, either: 0.35, both: 0.1 });
await benchCourse('flexible with two places, 12', { people: 12, either: 0.5, capacity: 2 });
await benchLonely();
await benchOdd();
benchLarge();
benchManySides();
cases.push(...scoreCases());
console.log(
  JSON.stringify({ bench: 'referee', machine: { cores: cpus().length, node: process.versions.node }, cases }),
);
