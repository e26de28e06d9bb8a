/** Parts of how and when people can meet, with the rules that keep them apart. */
import { coded, type Making } from './answers-parts.rules.js';
import type { Compared } from './compared.rules.js';
import type { BitsPart, Part, Verdict } from './parts.js';
import type { HardRules } from '../words/setup.js';
import { byShare, notKnown, portions } from './verdicts.rules.js';
import type { Clock } from './term.rules.js';
import { wordsOfWeek } from './week.rules.js';
import { readsOf } from './withheld.rules.js';

export type Ruled = Making & { rules: HardRules };

/** Clocks this far apart, in minutes, share no waking hours worth the name. */
const farApart = 8 * 60;
/** More shared hours a week than this make nothing better. */
const plentyOfHours = 6;
const agreeable = 0.2;
const channels = ['video', 'chat', 'forum'] as const;
const formats = ['one-to-one', 'group', 'either'] as const;

export function hourParts({ criterion, wish, possible, lexicon, rules }: Ruled): Part[] {
  const inHour = 60 / lexicon.slotMinutes;
  const least = rules.minimumSharedHours ?? 0;
  const week = (person: Compared) => ({ mask: person.week ?? [], class: weekClass(person) });
  return [
    {
      ...{ kind: 'bits', criterion, wish, possible, classes: 3, first: week, second: week },
      reads: [readsOf(criterion), readsOf(criterion)],
      words: wordsOfWeek(lexicon),
      most: Math.ceil(Math.max(plentyOfHours, least) * inHour),
      verdict: (shared, one, other) => {
        if (one === 0 || other === 0) return notKnown(0);
        if (one === 1 || other === 1) return notKnown(1 / plentyOfHours);
        const hours = shared / inHour;
        return forbidIf(hours < least, byShare(Math.min(1, hours / plentyOfHours)));
      },
    },
  ];
}

/** 0: on no known clock, so that no hour can be shared; 1: no hour was named; 2: hours are known. */
function weekClass({ clock, week }: Compared): number {
  if (clock === undefined) return 0;
  return week ? 2 : 1;
}

export function zoneParts({ rules, ...making }: Ruled): Part[] {
  const { clocks } = making.lexicon;
  const code = ({ clock }: Compared) => clock;
  const minutes = (one: number, other: number) => furthestApart(clocks[one] ?? [], clocks[other] ?? []);
  const furthest = rules.maximumHoursApart === undefined ? Infinity : rules.maximumHoursApart * 60;
  const part = coded(making, clocks.length, code, (one, other) => {
    return Math.max(0, farApart - minutes(one, other)) / farApart;
  });
  return [
    {
      ...part,
      verdict: (one: number, other: number) => {
        const verdict = part.verdict(one, other);
        if (verdict.found === 'unknown') return notKnown(60 / farApart);
        return forbidIf(minutes(one, other) > furthest, verdict);
      },
    },
  ];
}

/** In minutes, in the week of the term in which they are furthest apart. */
export function furthestApart(one: Clock, other: Clock): number {
  return Math.max(...one.map((offset, stretch) => aroundTheClock(Math.abs(offset - (other[stretch] ?? 0)))));
}

/** Auckland and Honolulu are two hours apart, on different days. */
function aroundTheClock(minutes: number): number {
  const apart = minutes % 1440;
  return Math.min(apart, 1440 - apart);
}

export function channelParts(making: Ruled): Part[] {
  const code = ({ channel }: Compared) => (channel === undefined ? undefined : channels.indexOf(channel));
  // Chat and forum are both written; and who knows what the other prefers can agree on something.
  const part = coded(making, channels.length, code, (one, other) => {
    if (one === other) return 1;
    return one === 0 || other === 0 ? agreeable : 0.5;
  });
  const verdict: typeof part.verdict = (one, other) => {
    const found = part.verdict(one, other);
    if (found.found === 'unknown') return notKnown(agreeable);
    return found.share === agreeable ? { ...found, found: 'none' } : found;
  };
  return [{ ...part, verdict }];
}

export function formatParts(making: Ruled): Part[] {
  const code = ({ format }: Compared) => (format === undefined ? undefined : formats.indexOf(format));
  const either = formats.indexOf('either');
  return [
    coded(making, formats.length, code, (one, other) => (one === other || one === either || other === either ? 1 : 0)),
  ];
}

export function languageParts({ criterion, wish, possible, rules, lexicon }: Ruled): Part[] {
  const spoken = ({ languages }: Compared) => ({
    mask: languages,
    class: languages.some((word) => word !== 0) ? 1 : 0,
  });
  const shape: ShapeOf = {
    kind: 'bits',
    criterion,
    wish,
    possible,
    words: Math.max(1, Math.ceil(lexicon.languages.length / 32)),
    most: 1,
    classes: 2,
    reads: [readsOf(criterion), readsOf(criterion)],
    first: spoken,
    second: spoken,
  };
  return [sharedPart(shape, (some) => forbidIf(rules.shareLanguage && !some, byShare(some ? 1 : 0)))];
}

export function groupParts({ criterion, possible, wish, lexicon, rules }: Ruled): Part[] {
  const inGroups = ({ groups }: Compared) => ({ mask: groups ?? [], class: groups ? 1 : 0 });
  const words = Math.max(1, Math.ceil(lexicon.groupIds.length / 32));
  const shape: ShapeOf = {
    kind: 'bits',
    criterion,
    wish,
    possible,
    words,
    most: 1,
    classes: 2,
    reads: [0, 0],
    first: inGroups,
    second: inGroups,
  };
  return [
    sharedPart(shape, (some) => {
      const against = (rules.groups === 'same' && !some) || (rules.groups === 'different' && some);
      return forbidIf(against, byShare(some === (wish === 'similar') ? 1 : 0));
    }),
  ];
}

type ShapeOf = Omit<BitsPart, 'verdict'>;

/** Whether they share anything at all. */
function sharedPart(shape: ShapeOf, verdict: (some: boolean) => Verdict): Part {
  return { ...shape, verdict: (shared, one, other) => (one === 0 || other === 0 ? notKnown() : verdict(shared > 0)) };
}

/** A part for each question: answers from 1 to 5. */
export function styleParts(making: Ruled): Part[] {
  const { possible, wish, lexicon } = making;
  const { styleIds } = lexicon;
  if (styleIds.length === 0)
    return [
      coded(
        making,
        1,
        () => undefined,
        () => 0,
      ),
    ];
  const each = portions(
    possible,
    styleIds.map(() => 1),
  );
  return styleIds.map((_, question) => {
    const code = ({ style }: Compared) => {
      const answer = style[question];
      return answer === undefined ? undefined : Math.min(4, Math.max(0, answer - 1));
    };
    return coded({ ...making, possible: each[question] ?? 0 }, 5, code, (one, other) => {
      const unlike = Math.abs(one - other) / 4;
      return wish === 'similar' ? 1 - unlike : unlike;
    });
  });
}

function forbidIf(forbidden: boolean, verdict: Verdict): Verdict {
  return forbidden ? { ...verdict, forbidden: true } : verdict;
}
