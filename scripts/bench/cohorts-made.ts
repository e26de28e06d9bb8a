/** Small courses made up from a seed, in every shape that a setup can ask for. */
import type { DraftTask } from '../../src/pairing/cohort/draft-cohort.rules.js';
import type { PersonSaid, Said } from '../../src/pairing/measure/compared.rules.js';
import {
  defaultSetup,
  withChange,
  type Mode,
  type PairingSetup,
  type PairRuleKind,
} from '../../src/pairing/words/setup.js';
import { seededRandom, type Random } from '../../src/shared/random.js';

export const modes: readonly Mode[] = [
  'mentoring',
  'mentoring',
  'reverse',
  'peers',
  'circles',
  'chosen',
  'chosenPeers',
  'choices',
];
const topics = ['T0', 'T1', 'T2', 'T3'];
const zones = ['Europe/London', 'Europe/Vienna', 'America/New_York', 'Asia/Kolkata'];
const hours = ['mon-9', 'mon-18', 'tue-18', 'sat-10', 'sun-20'];

/** Draws that are read off one seed. */
class Draws {
  private readonly random: Random;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  chance(share: number): boolean {
    return this.random() < share;
  }

  upTo(most: number): number {
    return Math.floor(this.random() * (most + 1));
  }

  oneOf<Item>(list: readonly Item[]): Item {
    // The cast holds because no list here is empty.
    return list[Math.floor(this.random() * list.length)] as Item;
  }

  some<Item>(list: readonly Item[], share: number): Item[] {
    return list.filter(() => this.chance(share));
  }
}

/** @param mode left out: whichever the seed draws */
export function madeUpTask(seed: number, mode?: Mode): DraftTask {
  const draws = new Draws(seed);
  const drawn = draws.oneOf(modes);
  const setup = setupOf(draws, mode ?? drawn);
  const isAlike = draws.chance(0.08);
  const wishes = draws.oneOf([
    ['mentor', 'mentee'],
    ['either'],
    ['either', 'mentee', 'mentor'],
    ['both', 'mentee'],
    ['both', 'either', 'mentor', 'mentee'],
    ['mentee'],
  ] as const);
  const silence = draws.oneOf([0, 0.1, 0.5]);
  const size = draws.upTo(setup.mode === 'circles' || setup.mode === 'peers' ? 9 : 7);
  const one = somebody(draws, silence, wishes);
  const people = Array.from({ length: size }, (_, place): PersonSaid => {
    const own = isAlike ? { ...one, answers: one.answers } : somebody(draws, silence, wishes);
    return { ...own, personId: `p${String((place * 7 + seed) % 97)}` };
  });
  const ids = people.map(({ personId }) => personId);
  return {
    ...{ setup, seed, at: new Date('2026-11-23T09:00:00Z'), lists: { topics }, people },
    locked: lockedOf(draws, people, setup),
    knots: { rules: rulesOf(draws, ids), met: pairsOf(draws, ids, draws.oneOf([0, 0, 3])) },
    choices: { agreed: pairsOf(draws, ids, draws.oneOf([0, 2, 4])), ranked: rankedOf(draws, ids) },
  };
}

function setupOf(draws: Draws, mode: Mode): PairingSetup {
  const maybe = <Value>(share: number, value: Value) => (draws.chance(share) ? value : undefined);
  return withChange(defaultSetup, {
    mode,
    ...{ capacity: draws.oneOf([1, 1, 2, 3]), circleSize: draws.oneOf([3, 4, 5, 6]) },
    ...{
      objective: draws.oneOf(['fair', 'fair', 'sum'] as const),
      employ: draws.oneOf(['all', 'all', 'needed'] as const),
    },
    ...{ rest: draws.oneOf(['score', 'score', 'wait'] as const) },
    circleRules: draws.chance(0.5) ? [] : [{ kind: 'balance', trait: 'confidence' }],
    rules: {
      ...{ shareLanguage: draws.chance(0.7), trainedOnly: draws.chance(0.15), noRepeats: draws.chance(0.3) },
      ...{
        profileNeeded: draws.chance(0.15),
        groups: draws.oneOf(['any', 'any', 'any', 'same', 'different'] as const),
      },
      ...{
        minimumSharedHours: maybe(0.25, 1),
        maximumHoursApart: maybe(0.2, 3),
        lowestScore: maybe(0.25, draws.upTo(70)),
      },
    },
  });
}

function somebody(draws: Draws, silence: number, wishes: readonly NonNullable<Said['roleWish']>[]): PersonSaid {
  const says = <Value>(value: Value): Value | undefined => (draws.chance(silence) ? undefined : value);
  const [roleWish, channel, timeZone] = [
    says(draws.oneOf(wishes)),
    says(draws.oneOf(['video', 'chat', 'forum'] as const)),
    says(draws.oneOf(zones)),
  ];
  const answers: Said = {
    ...{ strong: draws.some(topics, 0.4), wanted: draws.some(topics, 0.4) },
    languages: says(draws.some(['en', 'de', 'pt'], 0.5)) ?? [],
    availability: says(draws.some(hours, 0.5)) ?? [],
    ...{ ...(roleWish && { roleWish }), ...(channel && { channel }), ...(timeZone !== undefined && { timeZone }) },
    ...(draws.chance(0.2) && { maxMentees: draws.oneOf([0, 1, 2, 6]) }),
    ...(draws.chance(0.1) && { withheld: draws.some(['languages', 'timeZone', 'availability', 'channel'], 0.5) }),
  };
  return {
    personId: '',
    answers: draws.chance(silence / 3) ? undefined : answers,
    ...{ groupIds: draws.some(['g1', 'g2'], 0.5), trained: draws.chance(0.6) },
    ...(draws.chance(0.1) && { capacity: draws.upTo(3) }),
  };
}

function pairsOf(draws: Draws, ids: readonly string[], most: number): [string, string][] {
  if (ids.length < 2) return [];
  return Array.from({ length: draws.upTo(most) }, (): [string, string] => {
    const one = draws.oneOf(ids);
    return [one, draws.oneOf(ids.filter((id) => id !== one))];
  });
}

/** Nobody ranks oneself, or anybody twice. */
function rankedOf(draws: Draws, ids: readonly string[]): [string, string[]][] {
  const share = draws.oneOf([0.3, 0.7, 1]);
  return draws.some(ids, share).map((id): [string, string[]] => {
    const drawn = pairsOf(draws, ids, 4).flat();
    return [id, [...new Set(drawn)].filter((other) => other !== id)];
  });
}

/** One rule for each two. */
function rulesOf(draws: Draws, ids: readonly string[]) {
  const kinds: readonly PairRuleKind[] = draws.oneOf([
    [],
    ['never'],
    ['never', 'never', 'never', 'prefer', 'avoid'],
    ['must'],
    ['must', 'never'],
  ]);
  if (kinds.length === 0) return [];
  const pairs = new Map(pairsOf(draws, ids, 5).map((pair) => [[...pair].sort().join(' '), pair]));
  return [...pairs.values()].map((personIds) => ({ kind: draws.oneOf(kinds), personIds, by: 'tess' }));
}

/** Who was locked together was in a draft before, so that each has one place. */
function lockedOf(draws: Draws, people: readonly PersonSaid[], { mode }: PairingSetup) {
  if (!draws.chance(0.25) || people.length < 2) return [];
  const [one, other, third] = people;
  if (!one || !other) return [];
  const most = mode === 'circles' && third ? [one, other, third] : [one, other];
  return [{ members: most.map(({ personId }) => personId), lockedBy: 'tess' }];
}
