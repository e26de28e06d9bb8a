/** What differs between two setups, by the answers of the page. */
import { weighed, type HardRules, type PairingSetup, type Weighed } from '../words/setup.js';

const answers = ['mode', 'capacity', 'circleSize', 'circleRules', 'rest', 'objective', 'employ'] as const;

const rules = [
  'minimumSharedHours',
  'maximumHoursApart',
  'groups',
  'lowestScore',
  'shareLanguage',
  'trainedOnly',
  'mentorsAnswered',
  'noRepeats',
  'profileNeeded',
] as const satisfies (keyof HardRules)[];

export type Changed =
  | { kind: 'answer'; name: (typeof answers)[number] }
  | { kind: 'weight' | 'wish'; name: Weighed }
  | { kind: 'rule'; name: (typeof rules)[number] };

/** In the order of the page. */
export function changedIn(before: PairingSetup, after: PairingSetup): Changed[] {
  const of = ({ criteria }: PairingSetup, name: Weighed) => criteria.find(({ criterion }) => criterion === name);
  return [
    ...answers
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => ({ kind: 'answer', name }) as const),
    ...weighed.flatMap((name) => changedWeight(name, of(before, name), of(after, name))),
    ...rules
      .filter((name) => (before.rules[name] ?? false) !== (after.rules[name] ?? false))
      .map((name) => ({ kind: 'rule', name }) as const),
  ];
}

type Criterion = PairingSetup['criteria'][number];

function changedWeight(name: Weighed, one: Criterion | undefined, other: Criterion | undefined): Changed[] {
  const [before, after] = [one?.weight ?? 0, other?.weight ?? 0];
  // Which way round is better matters where it counts.
  const turned = before + after > 0 && one?.wish !== other?.wish;
  return [
    ...(before === after ? [] : [{ kind: 'weight', name } as const]),
    ...(turned ? [{ kind: 'wish', name } as const] : []),
  ];
}
