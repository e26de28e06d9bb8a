/** What a coordinator looks at before publishing, and before making a draft at all. */
import type { ProfileAnswers } from '../intake/profile.js';
import type { Form } from './comparison.js';
import type { Draft } from './draft.js';
import { score, shownScore, type Compared } from './pairing.rules.js';
import { chooseSides } from './sides.rules.js';

export interface Fairness {
  matched: number;
  people: number;
  /** Shown points; undefined when there is no pair. */
  weakest: number | undefined;
  average: number | undefined;
  /** Pairs by shown score, in five bands; `from` is inclusive. */
  bands: readonly { from: number; to: number; count: number }[];
}

const bandStarts = [0, 55, 65, 75, 85];

export function fairnessOf(draft: Pick<Draft, 'pairs' | 'unpaired'>): Fairness {
  const matched = new Set(draft.pairs.flatMap((pair) => pair.members)).size;
  const scores = draft.pairs.map((pair) => shownScore(pair.score));
  return {
    matched,
    people: matched + draft.unpaired.length,
    weakest: scores.length === 0 ? undefined : scores.reduce((least, value) => Math.min(least, value), 100),
    average:
      scores.length === 0 ? undefined : Math.round(scores.reduce((sum, value) => sum + value, 0) / scores.length),
    bands: bandStarts.map((from, index) => {
      const to = (bandStarts[index + 1] ?? 101) - 1;
      return { from, to, count: scores.filter((value) => value >= from && value <= to).length };
    }),
  };
}

export interface Readiness {
  learners: number;
  done: number;
  missingIds: readonly string[];
  /** How many wish each role, of those who said. */
  wishes: Readonly<Record<'mentor' | 'mentee' | 'either', number>>;
  /** How the sides would be, with their places; for peers undefined. */
  sides: { mentors: number; mentees: number; places: number } | undefined;
  /** Topics more people ask for than those who are strong in it have places for, worst first. */
  scarce: readonly { topic: string; asked: number; offered: number }[];
  /** Who shares no language with anybody. */
  unplaceableIds: readonly string[];
}

export function readinessOf(
  everybody: readonly { personId: string; answers: ProfileAnswers | undefined }[],
  people: readonly Compared[],
  { form, capacity, topics }: { form: Form; capacity: number; topics: readonly string[] },
): Readiness {
  const answers = everybody.flatMap((person) => person.answers ?? []);
  const settled = { mentorIds: new Set<string>(), menteeIds: new Set<string>() };
  const { mentors, mentees } = chooseSides(people, { capacity, seed: 1, settled });
  return {
    learners: everybody.length,
    done: answers.length,
    missingIds: everybody.filter((person) => !person.answers).map((person) => person.personId),
    wishes: {
      mentor: answers.filter(({ roleWish }) => roleWish === 'mentor').length,
      mentee: answers.filter(({ roleWish }) => roleWish === 'mentee').length,
      either: answers.filter(({ roleWish }) => roleWish === 'either').length,
    },
    sides:
      form === 'peers'
        ? undefined
        : { mentors: mentors.length, mentees: mentees.length, places: mentors.length * capacity },
    scarce: scarceTopics(answers, topics, form === 'peers' ? 1 : capacity),
    unplaceableIds: unplaceable(people),
  };
}

function scarceTopics(answers: readonly ProfileAnswers[], topics: readonly string[], places: number) {
  return topics
    .map((topic) => ({
      topic,
      asked: answers.filter(({ wanted }) => wanted.includes(topic)).length,
      offered: answers.filter(({ strong }) => strong.includes(topic)).length,
    }))
    .filter(({ asked, offered }) => asked > 0 && asked > offered * places)
    .sort((one, other) => other.asked - other.offered * places - (one.asked - one.offered * places))
    .slice(0, 3);
}

/** One representative per set of languages: who shares none with any of them shares none with anybody. */
function unplaceable(people: readonly Compared[]): string[] {
  const byLanguages = new Map(people.map((person) => [person.languages, person]));
  const counts = new Map<number, number>();
  for (const { languages } of people) counts.set(languages, (counts.get(languages) ?? 0) + 1);
  return people
    .filter((person) => {
      const others = [...byLanguages.values()].filter(
        (other) => other.languages !== person.languages || (counts.get(other.languages) ?? 0) > 1,
      );
      return others.every((other) => score('peers', person, other) < 0);
    })
    .map((person) => person.personId);
}
