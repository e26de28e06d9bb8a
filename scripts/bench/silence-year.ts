/**
 * A year of 200 pairs that plan one date a week, day by day through the real rules of the ladder. Of each pair it is known
 * what they did, so when somebody should have heard of it is counted here, apart from the rules.
 */
import {
  proposedLadder,
  type LadderSettings,
  type Span,
  type Standing,
  type WatchedPair,
} from '../../src/mentoring/ladder/ladder.js';
import { standingOf } from '../../src/mentoring/ladder/ladder.rules.js';
import type { Expected } from '../../src/mentoring/mentorships/watched.js';
import { after, day, hour } from '../../src/shared/clock.js';
import { seededRandom, type Random } from '../../src/shared/random.js';

/** How many pairs of 200 are of each kind. */
export const mix = { diligent: 110, seldom: 40, forgetful: 24, ghosting: 16, ill: 10 } as const;
type Kind = keyof typeof mix;

const begin = new Date('2026-09-07T00:00:00Z');
const weeks = 44;
const at = (days: number) => after(begin, days * day);
const holidays: readonly Span[] = [
  { from: at(14 * 7), until: at(16 * 7) },
  { from: at(29 * 7), until: at(31 * 7) },
];
/** The coordinator does something about a call so long after it. */
const answersAfter = 2 * day;
/** Of dates that took place or did not, so many are said so by somebody the same evening. */
const saidAtOnce = 0.7;

interface Pair {
  kind: Kind;
  watched: WatchedPair;
}

export interface Year {
  pairs: number;
  /** Days from the first date that was missed to the ready text, and from the second to the call: the longest. */
  textDays: number;
  callDays: number;
  /** Days without a sign at which a silent pair was called: the longest. */
  silentDays: number;
  /** Of pairs that miss at most one date in six. */
  calledThoughSteady: number;
  callsPer100AndMonth: number;
  callsByKind: Readonly<Record<Kind, number>>;
}

export function simulatedYear(seed: number, settings: LadderSettings = proposedLadder): Year {
  const random = seededRandom(seed);
  const kinds = Object.entries(mix).flatMap(([kind, count]) => Array<Kind>(count).fill(kind as Kind));
  const pairs = kinds.map((kind, index) => pairOf(kind, index, random));
  const lived = pairs.map((pair) => ({ kind: pair.kind, ...live(pair, settings) }));
  const calls = (of: Kind) => lived.filter(({ kind }) => kind === of).reduce((sum, one) => sum + one.calls, 0);
  const all = lived.reduce((sum, one) => sum + one.calls, 0);
  const most = (pick: (one: (typeof lived)[number]) => number) => Math.max(...lived.map(pick));
  return {
    pairs: pairs.length,
    textDays: most(({ textDays }) => textDays),
    callDays: most(({ callDays }) => callDays),
    silentDays: most(({ silentDays }) => silentDays),
    calledThoughSteady: calls('diligent') + calls('seldom') + calls('ill'),
    callsPer100AndMonth: (all / pairs.length) * 100 * (30 / (weeks * 7)),
    callsByKind: {
      ...{ diligent: calls('diligent'), seldom: calls('seldom'), forgetful: calls('forgetful') },
      ...{ ghosting: calls('ghosting'), ill: calls('ill') },
    },
  };
}

/** `ill`: away for three weeks, and said so; `ghosting`: from some day on nothing at all. */
function pairOf(kind: Kind, index: number, random: Random): Pair {
  const weekday = Math.floor(random() * 5);
  const gone = kind === 'ghosting' ? 5 + Math.floor(random() * 25) : Infinity;
  const sick = kind === 'ill' ? 5 + Math.floor(random() * 30) : Infinity;
  const rest = random() < 0.2 ? 8 + Math.floor(random() * 20) : Infinity;
  const offset = Math.floor(random() * 6);
  const ids = [`m${String(index)}`, `n${String(index)}`];
  const breaks = rest === Infinity ? [] : [{ from: at(rest * 7), until: at((rest + 2) * 7) }];
  const free = [...holidays, ...breaks];
  let counted = offset;
  const expected = Array.from({ length: weeks }, (_, week): Expected => {
    const time = after(at(week * 7 + weekday), 18 * hour);
    // Every sixth of the dates that count.
    if (!free.some((span) => span.from <= time && time < span.until)) counted += 1;
    const isMissed =
      week >= gone || (kind === 'seldom' && counted % 6 === 0) || (kind === 'forgetful' && random() < 1 / 3);
    const isExcused = week >= sick && week < sick + 3;
    const isSaid = week < gone && random() < saidAtOnce;
    const state = isExcused ? 'excused' : isMissed ? (isSaid ? 'missed' : 'open') : 'kept';
    return { expectedId: String(week), kind: 'meeting', at: time, state, missedBy: [] };
  });
  const signs = expected.filter(({ state }) => state !== 'open').map((one) => after(one.at, hour));
  const watched = { key: ids.join('.'), memberIds: ids, expected, signs, from: begin, excused: new Set<string>() };
  return { kind, watched: { ...watched, free } };
}

interface Lived {
  calls: number;
  textDays: number;
  callDays: number;
  silentDays: number;
}

function live({ watched }: Pair, settings: LadderSettings): Lived {
  const found: Lived = { calls: 0, textDays: 0, callDays: 0, silentDays: 0 };
  let pair = watched;
  let calledAt: Date | undefined;
  let owed = debtsOf(pair);
  for (let now = at(0.25); now < at(weeks * 7); now = after(now, day / 2)) {
    const standing = standingOf(known(pair, now), settings, now);
    note(found, owed, standing, now);
    if (standing.rung === 'called' && !calledAt) {
      found.calls += 1;
      calledAt = now;
    }
    if (standing.rung !== 'called') calledAt = undefined;
    if (calledAt && now >= after(calledAt, answersAfter)) {
      pair = { ...pair, from: now };
      owed = debtsOf(pair);
      calledAt = undefined;
    }
  }
  return found;
}

/** What is not yet over is not known. */
function known(pair: WatchedPair, now: Date): WatchedPair {
  return {
    ...pair,
    expected: pair.expected.filter((one) => one.at <= now),
    signs: pair.signs.filter((time) => time <= now),
  };
}

/** When the first and the second miss since the count began were, counted without the rules. */
interface Debts {
  textFrom: Date | undefined;
  callFrom: Date | undefined;
  silentFrom: Date;
}

function debtsOf({ expected, free, from, signs }: WatchedPair): Debts {
  const isFree = (time: Date) => free.some((span) => span.from <= time && time < span.until);
  const counted = expected.filter((one) => one.at >= from && one.state !== 'excused' && !isFree(one.at));
  const isMiss = ({ state }: Expected) => state !== 'kept';
  const first = counted.find(isMiss);
  const second = counted.find((one, index) => {
    const last = counted.slice(Math.max(0, index - 4), index + 1);
    return isMiss(one) && last.filter(isMiss).length > 1;
  });
  const lastSign = signs.filter((time) => time >= from).reduce((one, other) => (one > other ? one : other), from);
  return { textFrom: first?.at, callFrom: second?.at, silentFrom: lastSign };
}

/** How long it took, once: what was heard of is owed no more. */
function note(found: Lived, owed: Debts, { rung, silentSince }: Standing, now: Date): void {
  const days = (since: Date) => (now.getTime() - since.getTime()) / day;
  if (owed.textFrom && rung !== 'fine' && now >= owed.textFrom) {
    found.textDays = Math.max(found.textDays, days(owed.textFrom));
    owed.textFrom = undefined;
  }
  if (owed.callFrom && rung === 'called' && now >= owed.callFrom) {
    found.callDays = Math.max(found.callDays, days(owed.callFrom));
    owed.callFrom = undefined;
  }
  if (rung === 'called' && silentSince && now >= owed.silentFrom) {
    found.silentDays = Math.max(found.silentDays, days(silentSince));
    owed.silentFrom = at(weeks * 8);
  }
}
