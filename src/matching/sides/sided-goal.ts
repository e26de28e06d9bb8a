/** What a search over sides is after, and when it may stop. */
import type { Weights } from './sided-graph.js';

export interface Goal extends Weights {
  /** What two who mentor each other cost. */
  readonly mutual: number;
  /** A placing worth as much ends the search, and so does a bound below it. */
  readonly enough?: number;
  /** Matchings looked for at most. */
  readonly tries: number;
  readonly stop: () => void;
}
