import type { Decided, SidedGraph, Tolls } from './sided-graph.js';
import type { Goal } from './sided-goal.js';
import { mutualIn, type SidedCase } from './sided-case.js';

/** Of bringing the bound down. */
const ROUNDS = 40;
/** Without anybody happy with either side, two who mentor each other are all that there is to bring down. */
const STUCK = 12;

interface Field {
  readonly sided: SidedCase;
  readonly graph: SidedGraph;
  readonly goal: Goal;
}

/** What is made of what each round found, and what the best of all placings so far is worth. */
interface Making {
  readonly make: (mentorOf: Int32Array, round: number) => void;
  readonly reached: () => number;
}

/** Tolls that bring the bound down, by subgradients (Held and Karp 1971). */
export function fairTolls({ sided, graph, goal }: Field, nothing: Decided, { make, reached }: Making): Tolls {
  const concerned = [...sided.isEither.keys()].filter(
    (mentor) => sided.isEither[mentor] === 1 && (graph.furtherSeats[mentor] as number) > 0,
  );
  const either = new Float64Array(sided.isEither.length);
  const couples = new Map<number, number>();
  let [lowest, kept, reach, stuck] = [Infinity, copied({ either, couples }), 1, 0];
  for (let round = 0; round < ROUNDS && stuck < STUCK; round += 1) {
    goal.stop();
    const { mentorOf, worth } = graph.best(nothing, goal, { either, couples });
    stuck = worth < lowest ? 0 : stuck + 1;
    if (worth < lowest) [lowest, kept] = [worth, copied({ either, couples })];
    else reach *= 0.85;
    make(mentorOf, round);
    const over = concerned.map((mentor) => overuse(sided, graph, mentorOf, mentor));
    const between = couplesIn({ sided, graph }, mentorOf, couples);
    const length = [...over, ...between.values()].reduce((sum, own) => sum + own * own, 0);
    if (length === 0 || lowest <= reached()) break;
    const step = (reach * Math.min(worth - reached(), goal.employed)) / length;
    const moved = (toll: number, own: number) => Math.max(0, Math.round(toll + step * own));
    concerned.forEach((mentor, at) => (either[mentor] = moved(either[mentor] as number, over[at] as number)));
    // Two may mentor each other at that cost: a higher toll would bound what is worth more.
    for (const [place, own] of between) couples.set(place, Math.min(goal.mutual, moved(couples.get(place) ?? 0, own)));
  }
  return kept;
}

function copied({ either, couples }: Tolls): Tolls {
  return { either: Float64Array.from(either), couples: new Map(couples) };
}

/** Of somebody happy with either: further mentees, and as many again when mentored, beyond what one side takes. */
export function overuse(sided: SidedCase, { furtherSeats }: SidedGraph, mentorOf: Int32Array, mentor: number): number {
  const isMentored = (mentorOf[sided.columnOf[mentor] as number] ?? -1) >= 0;
  const count = mentorOf.reduce((sum, own) => sum + (own === mentor ? 1 : 0), 0);
  const seats = furtherSeats[mentor] as number;
  return Math.max(0, count - (isMentored ? 0 : 1)) + (isMentored ? seats : 0) - seats;
}

/** By the place of the lower mentor's direction: 1 where two mentor each other, -1 where a toll keeps both directions away. */
function couplesIn({ sided, graph }: Pick<Field, 'sided' | 'graph'>, mentorOf: Int32Array, couples: Tolls['couples']) {
  const found = new Map<number, number>();
  for (const [{ mentor, mentee }] of mutualIn(sided, mentorOf)) found.set(mentor * sided.menteeCount + mentee, 1);
  for (const place of couples.keys()) {
    if (found.has(place)) continue;
    found.set(place, graph.coupleAt(place).some(({ mentor, mentee }) => mentorOf[mentee] === mentor) ? 0 : -1);
  }
  return found;
}
