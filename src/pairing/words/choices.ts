/** What learners themselves choose: whom they would like, ranked; or a partner, whom the partner confirms. */

/** What one learner said. */
export interface Choice {
  personId: string;
  /** Stands in the list from which others choose. */
  listed: boolean;
  /** At most {@link mostRanked} people, first choice first. */
  ranked: readonly string[];
}

export const mostRanked = 5;

/** `toId` was asked by `fromId` and nobody else learns of it. */
export interface Proposal {
  proposalId: string;
  fromId: string;
  toId: string;
  state: 'open' | 'agreed' | 'declined';
  /** When it came to that state. */
  at: Date;
}

/** Plain data for making a draft. */
export interface Choices {
  ranked: readonly (readonly [personId: string, ranked: readonly string[]])[];
  /** Pairs both of whom want it, the earliest agreement first. */
  agreed: readonly (readonly [string, string])[];
}

/** How a pair of a draft was chosen: by both, or by rank (1 is the first choice) of the second by the first and back. */
export type PairChoice = { by: 'both' } | { by: 'rank'; first?: number; second?: number };

/** All that a draft reads, of everybody's. */
export function chosenOf(choices: readonly Choice[], proposals: readonly Proposal[]): Choices {
  const agreed = proposals
    .filter(({ state }) => state === 'agreed')
    .sort((one, other) => one.at.getTime() - other.at.getTime() || (one.proposalId < other.proposalId ? -1 : 1));
  return {
    ranked: choices.flatMap(({ personId, ranked }) => (ranked.length === 0 ? [] : [[personId, ranked] as const])),
    agreed: agreed.map(({ fromId, toId }) => [fromId, toId] as const),
  };
}
