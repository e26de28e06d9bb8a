/**
 * Words of the solver. A *score* says how well two people suit each other (integer, 0 to 1,000,000; `FORBIDDEN`: never).
 * A *floor* is the score of the worst pair. A *cover* is a set of people that has an end of every pair in question:
 * no matching can have more pairs than the seats of a cover (König 1931), so a cover as large as the matching proves it
 * largest. *Prices* and *profits* are the linear program's duals: what a seat costs, what a mentee gains.
 *
 * Typed arrays are read with `as number` in this folder: every index is below the array's length by construction.
 */
import type { PairScores } from './pair-scores.js';

export const SCORE_MAX = 1_000_000;

/** Nobody: in every array of partners. */
export const NOBODY = -1;

export { FORBIDDEN } from './forbidden.js';

/**
 * What is best, first things first; no later one is had at the cost of an earlier one:
 * 1. everybody is matched who can be;
 * 2. nobody mentors their own mentor;
 * 3. as many mentors as can be have somebody, of those who are to be employed;
 * 4. the worst pair is as good as can be;
 * 5. the sum of all scores, a bonus for staying included, is the greatest.
 *
 * `balanced` asks for all five, `coverage` for all but the worst pair. `fair` is as balanced, but the last stage keeps the
 * squared shortfalls from the full score small, so that no one pays for another's perfect pair. `sum` asks for the greatest sum,
 * whoever stays alone. Locked pairs are given.
 */
export type Objective = 'balanced' | 'coverage' | 'sum' | 'fair';

export interface MentorCase {
  readonly mentorCount: number;
  readonly menteeCount: number;
  /** Seats of each mentor, locked pairs included. */
  readonly capacities: ArrayLike<number>;
  /** `scores[mentor * menteeCount + mentee]`. */
  readonly scores: Int32Array;
  /** 1 where the mentor is to have somebody before sums count; left out: no mentor is. */
  readonly employ?: Uint8Array;
  /** Pairs a person decided: kept whatever their score, forbidden ones count 0. */
  readonly locked?: readonly (readonly [mentor: number, mentee: number])[];
  /** Each mentee's pair of today earns `bonus` more in the last stage, so that few move. */
  readonly stay?: { readonly mentorOf: ArrayLike<number>; readonly bonus: number };
}

export interface SolveOptions {
  readonly objective?: Objective;
  /** A worst pair better than this is not asked for (a re-pairing keeps yesterday's floor rather than moving everyone). */
  readonly floorAtMost?: number;
  /** Peers only: a share of the proven bound that suffices, in much less time than the best (0.999; left out: the best). */
  readonly enough?: number;
  /** Where to start: a solution of nearly the same case. */
  readonly from?: Pick<MentorSolution, 'mentorOf' | 'certificate'>;
  /** `done`: share of the work, roughly. */
  readonly onProgress?: (stage: SolveStage, done: number) => void;
  /** Asked between steps; true ends the run with `SolveCancelled`. */
  readonly isCancelled?: () => boolean;
}

export type SolveStage = 'coverage' | 'floor' | 'sum' | 'proof';

export class SolveCancelled extends Error {
  override name = 'SolveCancelled';
}

/** 1 where the person belongs to the cover. */
export interface Cover {
  readonly mentors: Uint8Array;
  readonly mentees: Uint8Array;
}

/**
 * The proof, of unlocked pairs only. `coverage`: a cover with as many seats as pairs were made. `employment`: the same of
 * first seats of mentors to be employed. `floor`: a cover of the pairs above the floor with fewer seats, or first seats (null: the
 * floor is the best score anyone could ask for, or was not an aim). As many pairs and as many employed go together
 * (Mendelsohn and Dulmage 1958). `lift` is added to every pair's value and `first` to that of the first pair of a mentor to
 * be employed; then price + profit >= value + lift for every allowed pair, prices are at least -first, and both sum to the same.
 */
export interface MentorCertificate {
  readonly objective: Objective;
  readonly coverage: Cover | null;
  readonly employment: Cover | null;
  readonly floor: Cover | null;
  /** Which number falls short above the floor. */
  readonly floorOf: 'pairs' | 'employed';
  readonly lift: number;
  readonly first: number;
  readonly prices: Float64Array;
  readonly profits: Float64Array;
}

export interface MentorSolution {
  /** By mentee; -1: nobody. */
  readonly mentorOf: Int32Array;
  readonly matched: number;
  /** Of the mentors to be employed so many have somebody. */
  readonly employed: number;
  /** Sum of the scores of all pairs, without any stay bonus. */
  readonly total: number;
  /** Score of the worst unlocked pair; -1 when there is none. */
  readonly floor: number;
  readonly certificate: MentorCertificate;
}

export interface PeerCase {
  readonly count: number;
  readonly scores: PairScores;
  /** What each pair counts in the last stage where that is not its score: with a bonus for staying. */
  readonly worths?: PairScores;
  readonly locked?: readonly (readonly [number, number])[];
}

/**
 * The proof of the pairs, over the places: everyone neither locked nor in the triple, in order; when these are odd, an empty place
 * that suits nobody comes last. The barriers are sets
 * after Tutte and Berge: without them the others fall into so many odd parts that no more pairs are possible (for the
 * floor: of pairs above it; null: the best score anyone could ask for, or no aim). `prices` and `sets` solve Edmonds' program,
 * doubled to stay integer: both ends' prices and twice those of the sets around both are at least twice the value, and
 * equal it on the pairs. A pair that is not allowed has the value `apart`: both stay alone.
 */
export interface PeerCertificate {
  readonly objective: Objective;
  readonly coverage: Uint8Array | null;
  readonly floor: Uint8Array | null;
  readonly apart: number;
  /** Values are multiplied by this. */
  readonly scale: number;
  readonly prices: Float64Array;
  readonly sets: readonly {
    readonly price: number;
    /** The next set around it; -1: none. */ readonly around: number;
  }[];
  /** By place the innermost set around it; -1: none. */
  readonly innermost: Int32Array;
  /** No pairing is worth more than this one by more: 0, or what `enough` allowed. */
  readonly gap: number;
}

export interface PeerSolution {
  /** Without the pair that took in a third. */
  readonly pairs: (readonly [number, number])[];
  /** With an odd number of people three are together; where that is a locked pair and who joined it, the pair first. */
  readonly triple?: readonly [number, number, number];
  readonly unmatched: number[];
  /** Sum over the pairs, and the score of the triple: the mean of its three pairs, whole. */
  readonly total: number;
  /** Score of the worst unlocked pair or of the triple; -1 when there is none. */
  readonly floor: number;
  readonly certificate: PeerCertificate;
  /**
   * No pairing leaves fewer alone, has a better worst pair or triple, or counts more in the last stage than this one by more. All
   * as here and 0: proven best, over all triples.
   */
  readonly bound: { readonly unmatched: number; readonly floor: number; readonly more: number };
}
