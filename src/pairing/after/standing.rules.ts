/** Who is with whom after a publication, who seeks a partner, and why. */
import { besideRows } from '../../shared/beside-rows.js';
import type { Standing } from '../board/placing.rules.js';
import type { Draft, DraftPair, Unpaired } from '../words/draft.js';
import { pairIdOf } from '../words/keys.rules.js';
import { isAbout, moverOf } from './requests.rules.js';

/** A published draft as far as its people are still in the course; of a larger group the rest stays together. */
export function standingOf(
  draft: { pairs: readonly DraftPair[]; unpaired: readonly Unpaired[] },
  learnerIds: readonly string[],
): Standing {
  const here = new Set(learnerIds);
  const pairs = draft.pairs.flatMap((pair): DraftPair[] => {
    const members = pair.members.filter((member) => here.has(member));
    if (members.length === pair.members.length) return [pair];
    return members.length < 2 ? [] : [{ ...pair, pairId: pairIdOf(members), members }];
  });
  return { pairs, unpaired: withoutPair(draft.unpaired, pairs, learnerIds) };
}

/** Everybody of the course who is in none of the pairs. */
export function withoutPair(
  before: readonly Unpaired[],
  pairs: readonly DraftPair[],
  learnerIds: readonly string[],
): Unpaired[] {
  const paired = new Set(pairs.flatMap(({ members }) => members));
  const known = new Map(before.map((one) => [one.personId, one]));
  return learnerIds
    .filter((personId) => !paired.has(personId))
    .map((personId) => known.get(personId) ?? { personId, reason: 'nobodyLeft' });
}

export function withoutPairs(standing: Standing, gone: readonly string[], learnerIds: readonly string[]): Standing {
  const pairs = standing.pairs.filter(({ pairId }) => !gone.includes(pairId));
  return { pairs, unpaired: withoutPair(standing.unpaired, pairs, learnerIds) };
}

/**
 * - `asked`: asks for another partner
 * - `left`: the partner left the course
 * - `refused`: an invitation came to nothing
 * - `late`: came after the pairs were made
 * - `waiting`: no place was found
 */
export const seekReasons = ['asked', 'left', 'refused', 'late', 'waiting'] as const;
export type SeekReason = (typeof seekReasons)[number];

export interface Seeker {
  personId: string;
  why: SeekReason;
  /** Who asks, with their words: this person, or a partner who would stay where they are. */
  asks?: readonly Ask[];
}

export interface Ask {
  personId: string;
  note?: string;
}

export interface SeekFacts {
  published: Pick<Draft, 'form' | 'pairs' | 'unpaired'>;
  standing: Standing;
  requests: readonly { personId: string; pairId: string; reason?: string }[];
  /** Members of invitations that came to nothing. */
  refusedIds: ReadonlySet<string>;
}

/** Who had a partner when it was published, and who is known to have had none. */
const peopleOf = besideRows(({ pairs, unpaired }: SeekFacts['published']) => ({
  had: new Set(pairs.flatMap(({ members }) => members)),
  known: new Set(unpaired.map(({ personId }) => personId)),
}));

/** Most pressing first; the longest waiting first among those who wait. */
export function seekersOf({ published, standing, requests, refusedIds }: SeekFacts): Seeker[] {
  const { had, known } = peopleOf(published);
  const without = standing.unpaired.map(({ personId }): Seeker => {
    if (refusedIds.has(personId)) return { personId, why: 'refused' };
    if (had.has(personId)) return { personId, why: 'left' };
    return { personId, why: known.has(personId) ? 'waiting' : 'late' };
  });
  const seekers = [...askedFor({ published, standing, requests }), ...without];
  return seekers.sort((one, other) => seekReasons.indexOf(one.why) - seekReasons.indexOf(other.why));
}

function askedFor({ published, standing, requests }: Omit<SeekFacts, 'refusedIds'>): Seeker[] {
  if (requests.length === 0) return [];
  const asks = new Map<string, Ask[]>();
  const pairsOf = pairsByMember(standing.pairs);
  for (const request of requests) {
    const pair = pairsOf.get(request.personId)?.find(({ members }) => isAbout(request, members));
    if (!pair) continue;
    const { personId, reason } = request;
    const moves = moverOf(published.form, pair.members, personId);
    const ask = { personId, ...(reason !== undefined && { note: reason }) };
    asks.set(moves, [...(asks.get(moves) ?? []), ask]);
  }
  return [...asks].map(([personId, all]) => ({ personId, why: 'asked', asks: all }));
}

/** A look through all pairs for each request is too long for thousands. */
function pairsByMember(pairs: readonly DraftPair[]): Map<string, DraftPair[]> {
  const found = new Map<string, DraftPair[]>();
  for (const pair of pairs) {
    for (const member of pair.members) {
      const theirs = found.get(member);
      if (theirs) theirs.push(pair);
      else found.set(member, [pair]);
    }
  }
  return found;
}

/** With fewer people a circle is none any more. */
export const fewestInCircle = 3;

/** Circles of which too few people are still in the course, by the pair that is published. */
export function shortCircles(
  { pairs, setup }: Pick<Draft, 'pairs' | 'setup'>,
  learnerIds: readonly string[],
): { pairId: string; members: readonly string[] }[] {
  if (setup.mode !== 'circles') return [];
  const here = new Set(learnerIds);
  return pairs
    .map(({ pairId, members }) => ({ pairId, members: members.filter((member) => here.has(member)) }))
    .filter(({ members }) => members.length === 2);
}

/** Who waits for a partner, longest first: by when they sent their profile. People without one do not wait in line. */
export function lineOf(personIds: readonly string[], sentAt: ReadonlyMap<string, Date>): string[] {
  return personIds
    .filter((personId) => sentAt.has(personId))
    .sort(
      (one, other) => (sentAt.get(one)?.getTime() ?? 0) - (sentAt.get(other)?.getTime() ?? 0) || (one < other ? -1 : 1),
    );
}
