/** Judges why people are said to be alone. */
import { comparisonOn, type Board } from '../../src/pairing/cohort/board.rules.js';
import type { PersonSaid } from '../../src/pairing/measure/compared.rules.js';
import type { DraftPair, DraftResult } from '../../src/pairing/words/draft.js';
import type { Sided } from './cohorts-exact.js';

export interface Field {
  board: Board;
  here: readonly PersonSaid[];
  draft: DraftResult;
}

/** Every reason for staying alone is true of all others, not only of some. */
export function aloneFaults(sided: Sided, { board, draft, here }: Field): string[] {
  const ids = new Set(here.map(({ personId }) => personId));
  const taken = takenIn(sided, draft.pairs);
  return draft.unpaired.flatMap(({ personId, reason, side }) => {
    if (lasting.includes(reason)) return [];
    const others = side === 'mentor' ? sided.mentees : [...sided.seats.keys()];
    const couples = others
      .filter((id) => id !== personId && ids.has(id))
      .map((id) => (side === 'mentor' ? ([personId, id] as const) : ([id, personId] as const)));
    const isFree = (couple: readonly [string, string]) => !taken(couple, side === 'mentor' ? 'mentee' : 'mentor');
    return isTrue(reason, { board, couples, isFree }) ? [] : [`${reason} of ${personId} is not true`];
  });
}

const lasting = ['noProfile', 'untrained', 'noSeat', 'notChosen', 'parted'];

/** Whether the one of a couple who would come has no place, or somebody already. */
function takenIn(sided: Sided, pairs: readonly DraftPair[]) {
  const load = (id: string) => pairs.filter(({ members: [mentor] }) => mentor === id).length;
  const isLed = (id: string) => pairs.some(({ members: [, mentee] }) => mentee === id);
  const decided = (id: string) => sided.decided.filter(([mentor]) => mentor === id).length;
  return ([mentor, mentee]: readonly [string, string], side: 'mentor' | 'mentee') => {
    if (pairs.some(({ members }) => members[0] === mentee && members[1] === mentor)) return true;
    if (side === 'mentee') return isLed(mentee) || (sided.either.has(mentee) && load(mentee) > 0);
    const places = (sided.seats.get(mentor) ?? 0) + decided(mentor);
    return load(mentor) >= places || (sided.either.has(mentor) && isLed(mentor));
  };
}

interface Judged {
  board: Board;
  couples: readonly (readonly [string, string])[];
  isFree: (couple: readonly [string, string]) => boolean;
}

function isTrue(reason: string, { board, couples, isFree }: Judged): boolean {
  const forbidden = couples.map(([one, other]) => comparisonOn(board, one, other).forbidden);
  if (reason === 'nobody') return couples.length === 0;
  const allowed = couples.filter((_, at) => forbidden[at]?.length === 0);
  if (['noPlace', 'noMentee', 'nobodyLeft'].includes(reason)) return allowed.length > 0 && !allowed.some(isFree);
  if (reason === 'noCircle') return allowed.length > 0;
  if (reason === 'open') return allowed.some(isFree);
  if (couples.length === 0 || allowed.length > 0) return false;
  if (reason === 'rules') return true;
  return forbidden.every((rules) => rules.some((rule) => rule === reason));
}

export function peerAloneFaults({ board, draft, here }: Field): string[] {
  const alone = new Set(draft.unpaired.map(({ personId }) => personId));
  return draft.unpaired.flatMap(({ personId, reason }) => {
    if (lasting.includes(reason)) return [];
    const others = here.map((one) => one.personId).filter((id) => id !== personId);
    const couples = others.map((id) => [personId, id] as const);
    const isFree = ([, other]: readonly [string, string]) => alone.has(other);
    return isTrue(reason, { board, couples, isFree }) ? [] : [`${reason} of ${personId} is not true`];
  });
}
