/** Judges a draft of people who rank each other: no two would both rather have each other, and the rest is the best around them. */
import type { DraftTask } from '../../src/pairing/cohort/draft-cohort.rules.js';
import type { DraftPair, DraftResult } from '../../src/pairing/words/draft.js';
import { bestOfMentors, rankOf, type Rank, type Sided } from './cohorts-exact.js';

/** With the sides of the draft: those who are happy with either have one before anybody is placed. */
export function withSidesOf(sided: Sided, { pairs, unpaired }: DraftResult): Sided {
  const mentors = new Set(pairs.map(({ members: [mentor = ''] }) => mentor));
  for (const { personId, side } of unpaired) if (side === 'mentor') mentors.add(personId);
  return {
    ...sided,
    either: new Set(),
    seats: new Map([...sided.seats].filter(([id]) => !sided.either.has(id) || mentors.has(id))),
    mentees: sided.mentees.filter((id) => !sided.either.has(id) || !mentors.has(id)),
  };
}

/** Mentor and mentee of whom one at least ranked the other, and whom no rule keeps apart. */
export function isListed(
  { choices }: DraftTask,
  { score }: Sided,
  [mentor, mentee]: readonly [string, string],
): boolean {
  const ranked = new Map(choices?.ranked ?? []);
  const chose = (one: string, other: string) => ranked.get(one)?.includes(other) ?? false;
  return (chose(mentor, mentee) || chose(mentee, mentor)) && score(mentor, mentee) >= 0;
}

/** Pairs that would both rather have each other than what they have; unless they would mentor each other. */
export function unstableIn(task: DraftTask, sided: Sided, open: readonly DraftPair[]): string[] {
  const made = open
    .map(({ members: [mentor = '', mentee = ''] }) => [mentor, mentee] as const)
    .filter((pair) => isListed(task, sided, pair));
  const all = [...sided.decided, ...open.map(({ members: [mentor = '', mentee = ''] }) => [mentor, mentee] as const)];
  const likes = likingOf(task, sided);
  const settled = new Set(sided.decided.map(([, mentee]) => mentee));
  return sided.mentees.flatMap((mentee) => {
    if (settled.has(mentee)) return [];
    const own = made.find(([, other]) => other === mentee)?.[0];
    return [...sided.seats].flatMap(([mentor, places]) => {
      if (mentor === mentee || mentor === own || places < 1 || !isListed(task, sided, [mentor, mentee])) return [];
      if (all.some(([one, other]) => one === mentee && other === mentor)) return [];
      const held = made.filter(([one]) => one === mentor).map(([, other]) => other);
      const isWanted = own === undefined || likes('mentee', mentee, [mentor, own]);
      const hasRoom = held.length < places || held.some((other) => likes('mentor', mentor, [mentee, other]));
      return isWanted && hasRoom ? [`${mentor} and ${mentee} would rather have each other`] : [];
    });
  });
}

/** Whether somebody would rather have the first than the second: by their own ranking, and after it by score. */
function likingOf({ choices }: DraftTask, { score }: Sided) {
  const ranked = new Map(choices?.ranked ?? []);
  return (side: 'mentor' | 'mentee', person: string, [first, second]: readonly [string, string]): boolean => {
    const rank = (other: string) => {
      const place = ranked.get(person)?.indexOf(other) ?? -1;
      return place < 0 ? Infinity : place;
    };
    if (rank(first) !== rank(second)) return rank(first) < rank(second);
    const scored = (other: string) => (side === 'mentor' ? score(person, other) : score(other, person));
    return rank(first) === Infinity && scored(first) > scored(second);
  };
}

/** Everybody whom no choice placed, around those whom choices placed: how good they are placed, and how good they could be. */
export function restIn(task: DraftTask, sided: Sided, open: readonly DraftPair[]): { reached: Rank; best: Rank } {
  const couples = open.map(({ members: [mentor = '', mentee = ''] }) => [mentor, mentee] as const);
  const listed = couples.filter((pair) => isListed(task, sided, pair));
  const taken = (mentor: string) => listed.filter(([one]) => one === mentor).length;
  const around: Sided = {
    ...sided,
    decided: [...sided.decided, ...listed],
    seats: new Map([...sided.seats].map(([mentor, places]) => [mentor, places - taken(mentor)])),
  };
  const rest = couples.filter((pair) => !listed.includes(pair));
  return { reached: rankOf(around, rest), best: bestOfMentors(around) };
}
