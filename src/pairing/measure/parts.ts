/**
 * A criterion is made of *parts*. Each looks at two people through a few small numbers, so that the same rule makes both
 * the sentence for one pair and the table for a million.
 */
import type { Compared } from './compared.rules.js';
import type { Criterion, Finding } from '../words/comparison.js';
import type { Wish } from '../words/setup.js';

/** `share` of the possible points, 0 to 1; where nothing is known what {@link notKnown} says, until it is estimated. */
export interface Verdict {
  share: number;
  found: Finding['found'];
  forbidden?: true;
}

interface PartOf {
  criterion: Criterion;
  wish: Wish;
  /** Thousandths of a point. */
  possible: number;
  /** Bits of the profile's fields that it reads of the first and of the second: {@link withheldBits}. */
  reads: readonly [number, number];
}

/** By one number of each. */
export interface CodePart extends PartOf {
  kind: 'codes';
  /** Codes are below it. */
  codes: number;
  first: (person: Compared) => number;
  second: (person: Compared) => number;
  verdict: (first: number, second: number) => Verdict;
}

/** By how many bits both have, counted up to `most`, and a class of each. */
export interface BitsPart extends PartOf {
  kind: 'bits';
  words: number;
  most: number;
  classes: number;
  first: (person: Compared) => { mask: ArrayLike<number>; class: number };
  second: (person: Compared) => { mask: ArrayLike<number>; class: number };
  verdict: (shared: number, first: number, second: number) => Verdict;
}

/** By what is known of a pair; `usual` for all that are not listed. */
export interface PairPart extends PartOf {
  kind: 'pairs';
  usual: Verdict;
  /** By the key of the pair. */
  listed: ReadonlyMap<string, Verdict>;
}

export type Part = CodePart | BitsPart | PairPart;
