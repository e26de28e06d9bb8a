import { Others } from './others.js';
import { pairedBest, type Paired } from './paired.js';
import { promisingThrees } from './promising-threes.js';
import { eachThree, groupScore, groupWorth, type Three } from './threes.js';
import { stopIfCancelled } from '../run.js';
import { valueOf } from '../transport/values.js';
import { SCORE_MAX, type PeerCase, type SolveOptions } from '../types.js';

/** Up to so many people other threes are tried than those that suit the best pairs. */
const FEW = 1000;
/** Up to so many every three are listed, where the worst pair asks for it. */
const VERY_FEW = 120;
/** So many threes are tried at most; each takes a search for pairs among the others. */
const MOST_TRIES = 4_000;
const MOST_SOLVED = 400;

export interface Tripled {
  readonly triple?: Three;
  readonly paired: Paired;
  /** No three and pairs leave fewer alone, have a better worst one, or count more; where all three are reached, they are the best. */
  readonly bound: { readonly alone: number; readonly floor: number; readonly worth: number };
}

/**
 * Which three of an odd number are together. An empty chair that suits everybody bounds it: of any three, the best two are a pair
 * at least as good as the three together, so that no three reach more people, a better worst pair or a greater sum than pairs
 * with one person on the chair. Prices then say of each three what they could reach at most; the most promising are tried first.
 */
export function bestTriple(peerCase: PeerCase, people: readonly number[], options: SolveOptions): Tripled {
  const search = new TripleSearch(peerCase, people, options);
  return search.find();
}

class TripleSearch {
  private readonly objective: NonNullable<SolveOptions['objective']>;
  private tries = 0;
  private isComplete = true;

  constructor(
    private readonly peerCase: PeerCase,
    private readonly people: readonly number[],
    private readonly options: SolveOptions,
  ) {
    this.objective = options.objective ?? 'balanced';
  }

  find(): Tripled {
    const { people, options } = this;
    const offeredTo = this.thirds();
    if (offeredTo.size === 0) return this.withoutThree();
    const root = pairedBest(this.peerCase, { people, offeredTo }, options);
    if (root.third === undefined) return this.withoutThree();
    if (root.alone.length > 0 && this.objective !== 'sum') {
      const without = this.withoutThree();
      if (without.paired.alone.length < root.alone.length) return without;
    }
    const start = this.beside(root);
    if (people.length > FEW) return start ? this.asBounded(root, start) : this.withoutThree(root);
    const alone = this.objective === 'sum' ? people.length : root.alone.length;
    const reached = this.highestFloor(root, start, alone);
    if (reached === undefined) return this.withoutThree(this.isComplete ? undefined : root);
    const bound =
      reached.floor === root.threshold
        ? root
        : pairedBest(this.peerCase, { people, offeredTo }, { ...options, floorAtMost: reached.floor });
    return this.greatestSum(bound, { ...reached, bound: this.isComplete ? reached.floor : root.threshold });
  }

  /** @param root where it is not known that no three help */
  private withoutThree(root?: Paired): Tripled {
    const paired = pairedBest(this.peerCase, { people: this.people }, this.options);
    const { alone, worth, certificate } = paired;
    return {
      paired,
      bound: root ? this.boundsOf(root) : { alone: alone.length, floor: -1, worth: worth + certificate.gap },
    };
  }

  /** Who could be one of three at all; among many people everybody. */
  private thirds(): Set<number> {
    if (this.people.length > FEW) return new Set(this.people);
    const found = new Set<number>();
    eachThree(this.peerCase, this.people, (three) => {
      for (const person of three) found.add(person);
      return found.size < this.people.length;
    });
    return found;
  }

  /** The pair that suits whoever is on the chair best. */
  private beside({ pairs, third = -1 }: Paired): Three | undefined {
    const { scores } = this.peerCase;
    let best: Three | undefined;
    let most = -1;
    for (const [one, other] of pairs) {
      const least = Math.min(scores.at(third, one), scores.at(third, other));
      const score = groupScore(this.peerCase, [one, other, third]);
      if (least < 0 || score <= most) continue;
      [best, most] = [[one, other, third], score];
    }
    return best;
  }

  /** Among very many only the pair beside the chair takes somebody in: the bound says what may be lost. */
  private asBounded(root: Paired, triple: Three): Tripled {
    const paired = this.solved(triple, root.threshold);
    const floor = Math.min(paired.threshold, groupScore(this.peerCase, triple));
    if (floor >= root.threshold) return { triple, paired, bound: this.boundsOf(root) };
    const { people, options } = this;
    const lower = pairedBest(this.peerCase, { people, offeredTo: new Set(people) }, { ...options, floorAtMost: floor });
    return { triple, paired, bound: { ...this.boundsOf(lower), floor: root.threshold } };
  }

  private boundsOf(root: Paired): Tripled['bound'] {
    return { alone: root.alone.length, floor: root.threshold, worth: this.boundOf(root) };
  }

  /** The best worst pair or triple with as few alone, and three with which it is reached. Undefined where none reach as many people. */
  private highestFloor(root: Paired, start: Three | undefined, alone: number) {
    const coverage = new Others(this.peerCase, this.people);
    const aims = this.objective === 'balanced' || this.objective === 'fair';
    let best: { three: Three; floor: number } | undefined;
    const consider = (three: Three): void => {
      const least = best === undefined ? 0 : best.floor + 1;
      const own = groupScore(this.peerCase, three);
      if (own < least || !coverage.reach(three, least, alone)) return;
      const floor = aims
        ? Math.min(own, root.threshold, coverage.highest(three, Math.min(own, root.threshold), alone))
        : 0;
      best = { three, floor };
    };
    if (start) consider(start);
    const isBest = () => best !== undefined && (!aims || best.floor >= root.threshold);
    if (isBest()) return best;
    for (const three of this.byScore()) {
      const isWeaker = best !== undefined && groupScore(this.peerCase, three) <= best.floor;
      if (isBest() || isWeaker || !this.mayTry()) break;
      consider(three);
    }
    return best;
  }

  private byScore(): Three[] {
    if (this.people.length > VERY_FEW) {
      this.isComplete = false;
      return [];
    }
    const all: { three: Three; score: number }[] = [];
    eachThree(this.peerCase, this.people, (three) => {
      all.push({ three, score: groupScore(this.peerCase, three) });
      return true;
    });
    return all.sort((one, other) => other.score - one.score).map(({ three }) => three);
  }

  private mayTry(): boolean {
    stopIfCancelled(this.options);
    this.tries += 1;
    if (this.tries > MOST_TRIES) this.isComplete = false;
    return this.isComplete;
  }

  private greatestSum(root: Paired, reached: { three: Three; floor: number; bound: number }): Tripled {
    let triple = reached.three;
    let paired = this.solved(triple, reached.floor);
    let most = this.worthOf(paired, triple);
    const bounds = { alone: root.alone.length, floor: reached.bound };
    const atMost = this.boundOf(root);
    const { peerCase, objective } = this;
    const promising =
      most >= atMost ? [] : promisingThrees({ peerCase, objective, root }, { floor: reached.floor, most, atMost });
    for (const [at, { three, bound }] of promising.entries()) {
      if (bound <= most) break;
      if (at >= MOST_SOLVED) return { triple, paired, bound: { ...bounds, worth: bound } };
      stopIfCancelled(this.options);
      const other = this.solved(three, reached.floor);
      const worth = this.worthOf(other, three);
      if (other.alone.length > root.alone.length || other.threshold < reached.floor || worth <= most) continue;
      [triple, paired, most] = [three, other, worth];
    }
    return { triple, paired, bound: { ...bounds, worth: most } };
  }

  private solved(three: Three, floor: number): Paired {
    const people = this.people.filter((person) => !three.includes(person));
    return pairedBest(this.peerCase, { people }, { ...this.options, floorAtMost: floor });
  }

  /** What pairs and a triple count together; whoever is alone costs the same in all. */
  private worthOf({ worth }: Paired, three: Three): number {
    return worth + valueOf(groupWorth(this.peerCase, three), this.objective);
  }

  /** Without the chair itself. */
  private boundOf({ worth, certificate }: Paired): number {
    return worth + certificate.gap - valueOf(SCORE_MAX, this.objective);
  }
}
