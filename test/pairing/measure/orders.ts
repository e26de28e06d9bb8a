/** What a coordinator would expect of two mentors for one mentee; the words are those of score-orders.md. */
import type { ProfileAnswers } from '../../../src/pairing/intake/profile.js';
import { comparedPeople, type PersonSaid } from '../../../src/pairing/measure/compared.rules.js';
import { score } from '../../../src/pairing/measure/pairing.rules.js';
import { answers } from '../people.js';
import { noKnots, yardstickOf } from '../../../src/pairing/measure/yardstick.rules.js';
import { defaultSetup, withChange, type PairingSetup } from '../../../src/pairing/words/setup.js';

type Answers = { [Field in keyof ProfileAnswers]?: ProfileAnswers[Field] | undefined };

export interface Order {
  better: string;
  worse: string;
  mentors: readonly [Answers | undefined, Answers | undefined];
  /** What else the mentee says. */
  mentee?: Answers;
}

export const setupsOfOrders: Readonly<Record<string, PairingSetup>> = {
  default: defaultSetup,
  'topics 9, hours 3': withChange(defaultSetup, {
    criteria: [
      { criterion: 'topics', weight: 9, wish: 'complementary' },
      { criterion: 'hours', weight: 3, wish: 'similar' },
    ],
  }),
};

const at = new Date('2026-07-01T00:00:00Z');
const topics = Array.from({ length: 8 }, (_, place) => `T${String(place)}`);
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'];
const same: Answers = {
  ...{ languages: ['en'], channel: 'video', timeZone: 'Europe/London' },
  availability: [...weekdays.map((day) => `${day}-18`), 'sat-10'],
};
const theMentee: Answers = { ...same, roleWish: 'mentee', strong: [], wanted: ['T0', 'T1', 'T2'] };
const aMentor: Answers = { ...same, roleWish: 'mentor', strong: ['T0', 'T1', 'T2'], wanted: [] };

const noHour = { availability: ['mon-3', 'tue-3', 'wed-3'] };
const oneOfThree = { strong: ['T0'] };
const newYork = { timeZone: 'America/New_York' };

export const orders: readonly Order[] = [
  { better: 'strong in 3 of 3', worse: 'strong in 1 of 3', mentors: [{}, oneOfThree] },
  { better: 'strong in 1 of 3', worse: 'strong in none of them', mentors: [oneOfThree, { strong: ['T7'] }] },
  { better: 'six shared hours', worse: 'no shared hour', mentors: [{}, noHour] },
  { better: 'one shared hour', worse: 'no shared hour', mentors: [{ availability: ['mon-18', 'tue-3'] }, noHour] },
  { better: 'strong in 1 of 3', worse: 'named no topic', mentors: [oneOfThree, { strong: [] }] },
  {
    ...{ better: 'everything answered, little in common', worse: 'sent no profile' },
    mentors: [{ ...oneOfThree, ...newYork, channel: 'chat' }, undefined],
  },
  { better: 'same zone', worse: 'six hours apart', mentors: [{}, { timeZone: 'Asia/Dhaka' }] },
  { better: 'five hours apart, and said so', worse: 'said no zone', mentors: [newYork, { timeZone: undefined }] },
  { better: 'shares a language', worse: 'said no language', mentors: [{}, { languages: [] }] },
  { better: 'wishes to mentor', worse: 'wishes to be mentored', mentors: [{}, { roleWish: 'mentee' }] },
  {
    ...{ better: 'chat with the forum', worse: 'video with the forum', mentee: { channel: 'forum' } },
    mentors: [{ channel: 'chat' }, { channel: 'video' }],
  },
  { better: 'wishes to mentor', worse: 'either', mentors: [{}, { roleWish: 'either' }] },
  {
    better: 'another channel, and said so',
    worse: 'no channel',
    mentors: [{ channel: 'chat' }, { channel: undefined }],
  },
];

/** Others whom the course may have: the same answers each time, all kinds of them. */
const others: readonly PersonSaid[] = Array.from({ length: 60 }, (_, place): PersonSaid => {
  const picked = (count: number, step: number) =>
    Array.from({ length: count }, (_, turn) => topics[(place * step + turn * 3) % topics.length] ?? '');
  const zones = ['Europe/London', 'Europe/London', 'Europe/Vienna', 'America/New_York', 'Asia/Dhaka'];
  return {
    personId: `other-${String(place)}`,
    answers:
      place % 9 === 0
        ? undefined
        : said({
            roleWish: place % 4 === 0 ? 'mentor' : 'mentee',
            ...{ strong: picked(place % 4, 5), wanted: picked((place * 3) % 4, 7), languages: ['en'] },
            ...(place % 7 !== 0 && { channel: (['video', 'chat', 'forum'] as const)[place % 3] }),
            timeZone: zones[place % 5],
            availability: weekdays.filter((_, day) => (place + day) % 3 === 0).map((day) => `${day}-18`),
          }),
  };
});

function said(given: Answers): ProfileAnswers {
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return answers(known);
}

/** The two scores, each in a course of its own with the mentee, both in one course, and in a course of many. */
export function scoresOf({ mentors, mentee = {} }: Order, setup: string): [number, number][] {
  const asking: PersonSaid = { personId: 'e', answers: said({ ...theMentee, ...mentee }) };
  const [better, worse] = mentors.map((mentor, place): PersonSaid => {
    return { personId: `m${String(place)}`, answers: mentor && said({ ...aMentor, ...mentor }) };
  });
  if (!better || !worse) return [];
  const chosen = setupsOfOrders[setup] ?? defaultSetup;
  const scoreIn = (people: readonly PersonSaid[], mentor: PersonSaid) => scoreOf(chosen, people, [mentor, asking]);
  const courses = [
    [asking, better, worse],
    [asking, better, worse, ...others],
  ];
  return [
    [scoreIn([asking, better], better), scoreIn([asking, worse], worse)],
    ...courses.map((people): [number, number] => [scoreIn(people, better), scoreIn(people, worse)]),
  ];
}

function scoreOf(setup: PairingSetup, people: readonly PersonSaid[], [one, other]: [PersonSaid, PersonSaid]): number {
  const course = comparedPeople(people, { topics }, { from: at, weeks: 4 });
  const yardstick = yardstickOf(setup, course, noKnots);
  const of = ({ personId }: PersonSaid) => {
    const found = course.people.find((person) => person.personId === personId);
    if (!found) throw new Error(`Nobody is called ${personId}`);
    return found;
  };
  return score(yardstick, of(one), of(other));
}
