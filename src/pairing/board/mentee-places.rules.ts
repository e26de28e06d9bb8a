/** Places for somebody who is to be mentored: free ones, and those of others who move on, one or two of them. */
import { mentorsIn, pairsByMentor, placesOn, scoreOf } from '../cohort/board.rules.js';
import type { DraftPair } from '../words/draft.js';
import { isOpen, placing, type Placing, type Seeking } from './placing.rules.js';

/** Full mentors whose mentees are looked at for a move: the best for each person. */
const fullMentorsTried = 20;

interface Come {
  members: readonly string[];
  score: number;
}

export function asMentee(seeking: Seeking): Placing[] {
  const { personId, own, onlyFree } = seeking;
  const field = new MentorsField(seeking);
  const goes = own ? [own] : [];
  const mentors = field.rankedFor(personId).filter(({ mentorId }) => mentorId !== own?.members[0]);
  const comeTo = ({ mentorId, score }: Ranked): Come => ({ members: [mentorId, personId], score });
  const joins = mentors
    .filter(({ mentorId }) => field.isFree(mentorId))
    .map((to) => placing(seeking, [comeTo(to)], goes));
  if (onlyFree) return joins;
  const full = mentors.filter(({ mentorId }) => !field.isFree(mentorId)).slice(0, fullMentorsTried);
  const moves = full.flatMap((to) =>
    field.openOf(to.mentorId).flatMap((pair) => {
      const ways = [field.onward(pair), field.onwardByTwo(pair)].filter((way) => way !== undefined);
      return ways.map(({ comes, goes: others }) =>
        placing(seeking, [comeTo(to), ...comes], [...goes, pair, ...others]),
      );
    }),
  );
  return [...joins, ...moves];
}

interface Ranked {
  mentorId: string;
  score: number;
}

/** Where somebody goes on to who makes room, and who makes room for them. */
interface Onward {
  comes: readonly Come[];
  goes: readonly DraftPair[];
  gain: number;
}

class MentorsField {
  private readonly theirs: ReadonlyMap<string, DraftPair[]>;
  private readonly mentors: readonly string[];
  private readonly free: readonly string[];
  private readonly directions: ReadonlySet<string>;
  private readonly onwards = new Map<string, Onward | undefined>();

  constructor(private readonly seeking: Seeking) {
    const { board, standing, personId } = seeking;
    this.theirs = pairsByMentor(standing.pairs);
    this.directions = new Set(standing.pairs.map(({ members: [mentor = '', mentee = ''] }) => `${mentor} ${mentee}`));
    this.mentors = mentorsIn(board, standing);
    // Who gets a mentor now mentors somebody else only if they would do both.
    this.free = this.mentors.filter(
      (id) => this.isFree(id) && (id !== personId || board.people.get(id)?.wish === 'both'),
    );
  }

  isFree(mentorId: string): boolean {
    const { board, own } = this.seeking;
    const load = (this.theirs.get(mentorId)?.length ?? 0) - (mentorId === own?.members[0] ? 1 : 0);
    return load < placesOn(board, mentorId);
  }

  openOf(mentorId: string): DraftPair[] {
    return (this.theirs.get(mentorId) ?? []).filter((pair) => isOpen(pair) && pair !== this.seeking.own);
  }

  /** Best first, without those whom a rule keeps from them or whom they mentor. */
  rankedFor(menteeId: string, mentors: readonly string[] = this.mentors): Ranked[] {
    return mentors
      .filter((mentorId) => mentorId !== menteeId && !this.directions.has(`${menteeId} ${mentorId}`))
      .map((mentorId) => ({ mentorId, score: scoreOf(this.seeking.board, mentorId, menteeId) }))
      .filter(({ score }) => score >= 0)
      .sort((one, other) => other.score - one.score || (one.mentorId < other.mentorId ? -1 : 1));
  }

  /** To the best free place; undefined where there is none. */
  onward(pair: DraftPair): Onward | undefined {
    if (this.onwards.has(pair.pairId)) return this.onwards.get(pair.pairId);
    const [, menteeId = ''] = pair.members;
    const [best] = this.rankedFor(menteeId, this.free);
    const way = best && {
      comes: [{ members: [best.mentorId, menteeId], score: best.score }],
      goes: [],
      gain: best.score - pair.score,
    };
    this.onwards.set(pair.pairId, way);
    return way;
  }

  /** To a place that somebody makes who goes on to a free one, where that is better for all than a free place at once. */
  onwardByTwo(pair: DraftPair): Onward | undefined {
    const [mentorId, menteeId = ''] = pair.members;
    const full = this.rankedFor(menteeId).filter((one) => one.mentorId !== mentorId && !this.isFree(one.mentorId));
    const least = this.onward(pair)?.gain ?? -Infinity;
    return full
      .slice(0, fullMentorsTried)
      .flatMap((to) => this.openOf(to.mentorId).flatMap((next) => this.insteadOf(next, pair, to) ?? []))
      .reduce<Onward | undefined>((best, way) => (way.gain > (best?.gain ?? least) ? way : best), undefined);
  }

  /** The mentee of a pair comes to this mentor, whose mentee goes on. */
  private insteadOf(next: DraftPair, pair: DraftPair, to: Ranked): Onward | undefined {
    const further = next.members.includes(this.seeking.personId) ? undefined : this.onward(next);
    if (!further) return undefined;
    const comes = [{ members: [to.mentorId, pair.members[1] ?? ''], score: to.score }, ...further.comes];
    return { comes, goes: [next], gain: to.score - pair.score + further.gain };
  }
}
