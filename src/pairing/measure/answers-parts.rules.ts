/** Parts of what people said about learning: topics, confidence, stage, gates, role. */
import type { Compared, Lexicon } from './compared.rules.js';
import { countBits } from './bits.rules.js';
import type { Criterion } from '../words/comparison.js';
import { readsOf } from './withheld.rules.js';
import type { CodePart, Part } from './parts.js';
import type { Wish, Form } from '../words/setup.js';
import { byShare, halves, meanVerdict, notKnown } from './verdicts.rules.js';

/** What a part is built from. */
export interface Making {
  criterion: Criterion;
  possible: number;
  form: Form;
  wish: Wish;
  lexicon: Lexicon;
}

export function topicParts(making: Making): Part[] {
  if (making.wish === 'similar') return [sameTopics(making)];
  return directed(
    making,
    (person) => person.strong,
    (person) => person.wanted,
  );
}

export function confidenceParts(making: Making): Part[] {
  if (making.wish === 'complementary') {
    return directed(
      making,
      (person) => person.sure,
      (person) => person.unsure,
    );
  }
  return [
    coded(
      making,
      13,
      ({ confidence }) => confidence,
      (one, other) => 1 - apart(one, other) / 12,
    ),
  ];
}

/** Somebody who said nothing fits nobody better than one topic of so many would, or than one more topic that both name. */
export const fewAsked = 3;

/** Mentors: how much of what the second lacks the first has. Peers: the same both ways, half each. */
function directed(
  { criterion, wish, possible, form, lexicon }: Making,
  gives: (person: Compared) => number,
  asks: (person: Compared) => number,
): Part[] {
  const giver = (person: Compared) => ({ mask: [gives(person)], class: gives(person) === 0 ? 0 : 1 });
  const asker = (person: Compared) => ({ mask: [asks(person)], class: countBits(asks(person)) });
  const most = Math.max(1, lexicon.topics.length);
  const shape = { kind: 'bits', criterion, wish, words: 1, most, classes: most + 1 } as const;
  const share = (shared: number, gave: number, asked: number) => {
    if (gave === 0) return notKnown(1 / Math.max(fewAsked, asked + 1));
    return asked === 0 ? notKnown() : byShare(shared / asked);
  };
  const isTopics = criterion === 'topics';
  const [given, wanted] = [readsOf(isTopics ? 'strong' : criterion), readsOf(isTopics ? 'wanted' : criterion)];
  const there: Part = { ...shape, possible, reads: [given, wanted], first: giver, second: asker, verdict: share };
  if (form === 'mentoring') return [there];
  const [half, rest] = halves(possible);
  const back = (shared: number, asked: number, gave: number) => share(shared, gave, asked);
  return [
    { ...there, possible: half },
    { ...shape, possible: rest, reads: [wanted, given], first: asker, second: giver, verdict: back },
  ];
}

/** Both want to learn the same. */
function sameTopics({ criterion, wish, possible, lexicon }: Making): Part {
  const asker = ({ wanted }: Compared) => ({ mask: [wanted], class: countBits(wanted) });
  const most = Math.max(1, lexicon.topics.length);
  return {
    ...{ kind: 'bits', criterion, wish, possible, words: 1, most, classes: most + 1, first: asker, second: asker },
    reads: [readsOf('wanted'), readsOf('wanted')],
    verdict: (shared, one, other) =>
      one === 0 || other === 0
        ? notKnown(1 / Math.max(fewAsked, one + 1, other + 1))
        : byShare(shared / Math.max(1, one + other - shared)),
  };
}

/** Best: the first has just completed the module that the second is in. */
const aheadShares = [0.4, 1, 0.8, 0.6];
const nearShares = [1, 0.6, 0.3, 0];

export function stageParts(making: Making): Part[] {
  const { form, wish, lexicon } = making;
  const ahead = (by: number) => (by < 0 ? 0 : (aheadShares[by] ?? 0.5));
  const share = (one: number, other: number) => {
    if (wish === 'similar') return nearShares[apart(one, other)] ?? 0;
    return ahead(form === 'mentoring' ? one - other : apart(one, other));
  };
  return [coded(making, Math.max(1, lexicon.stages.length), ({ stage }) => stage, share)];
}

const mostGates = 63;

export function gateParts(making: Making): Part[] {
  const { form, wish } = making;
  const share = (one: number, other: number) => {
    if (wish === 'similar') return Math.max(0, 1 - apart(one, other) / 4);
    const ahead = form === 'mentoring' ? one - other : apart(one, other);
    if (ahead === 0) return 0.5;
    return ahead > 0 ? 1 : 0;
  };
  const code = ({ gates }: Compared) => (gates === undefined ? undefined : Math.min(gates, mostGates));
  return [coded(making, mostGates + 1, code, share)];
}

const roleWishes = ['mentor', 'mentee', 'either', 'both'] as const;

/** Only mentors and mentees have roles to wish for. */
export function roleParts({ criterion, wish: asked, possible }: Making): Part[] {
  const fit = (code: number, side: 'mentor' | 'mentee') => {
    const wish = roleWishes[code];
    if (wish === undefined) return { share: 0.5, found: 'unknown' } as const;
    if (wish === 'either') return byShare(0.8);
    return byShare(wish === 'both' || wish === side ? 1 : 0);
  };
  const code = ({ wish }: Compared) => (wish === undefined ? roleWishes.length : roleWishes.indexOf(wish));
  return [
    {
      ...{ kind: 'codes', criterion, wish: asked, possible, codes: roleWishes.length + 1, first: code, second: code },
      reads: [0, 0],
      verdict: (mentor: number, mentee: number) => meanVerdict(fit(mentor, 'mentor'), fit(mentee, 'mentee')),
    },
  ];
}

/** One number of each, the same on both sides; unknown where one of them has none: `least` as in {@link notKnown}. */
export function coded(
  { criterion, wish, possible }: Pick<Making, 'criterion' | 'wish' | 'possible'>,
  codes: number,
  codeOf: (person: Compared) => number | undefined,
  share: (first: number, second: number) => number,
): CodePart {
  const code = (person: Compared) => codeOf(person) ?? codes;
  return {
    ...{ kind: 'codes', criterion, wish, possible, codes: codes + 1, first: code, second: code },
    reads: [readsOf(criterion), readsOf(criterion)],
    verdict: (one, other) => (one === codes || other === codes ? notKnown() : byShare(share(one, other))),
  };
}

function apart(one: number, other: number): number {
  return Math.abs(one - other);
}
