/** How well two people fit: one integer score, made of contributions that sum exactly to it. */
import { countShared, wordsIn, wordsInBoth } from './bits.rules.js';
import type { Compared, Lexicon } from './compared.rules.js';
import {
  criteria,
  type Common,
  type Comparison,
  type Criterion,
  type Finding,
  type Forbidden,
} from '../words/comparison.js';
import { neverKey } from '../words/keys.rules.js';
import { furthestApart } from './meeting-parts.rules.js';
import { leavesOut, pointsLeft } from './left-out.rules.js';
import { foundTogether, pointsOf, portions, verdictOn } from './verdicts.rules.js';
import { highestScore, scoreOfNothing, thousandths, type Yardstick } from './yardstick.rules.js';

/** -1 where a rule keeps them apart. */
export function score(yardstick: Yardstick, first: Compared, second: Compared): number {
  if (first.personId === second.personId || isKept(yardstick, first, second)) return -1;
  const sum = pointsFor(yardstick, first, second);
  return sum < yardstick.lowest ? -1 : sum;
}

/** Whatever is asked for at least; -1 where another rule keeps them apart. */
function pointsFor(yardstick: Yardstick, first: Compared, second: Compared): number {
  let sum = 0;
  for (const part of yardstick.parts) {
    const verdict = verdictOn(part, first, second);
    if (verdict.forbidden) return -1;
    sum += pointsOf(verdict, part.possible);
  }
  return shared(yardstick, sum, leftBetween(yardstick, first, second));
}

/** Thousandths of what is left out between them. */
function leftBetween({ parts }: Yardstick, first: Compared, second: Compared): number {
  return pointsLeft(parts, leavesOut(parts, first, 0) | leavesOut(parts, second, 1));
}

/** The points of what is compared, of 100 again. */
function shared(yardstick: Yardstick, points: number, left: number): number {
  if (left === 0) return points;
  if (left >= highestScore) return scoreOfNothing(yardstick);
  return Math.round((points * highestScore) / (highestScore - left));
}

function isKept({ never, met }: Yardstick, first: Compared, second: Compared): boolean {
  if (never.size === 0 && met.size === 0) return false;
  const key = neverKey(first.personId, second.personId);
  return never.has(key) || met.has(key);
}

/** The same as {@link score}, with its parts and what they mean. */
export function compare(yardstick: Yardstick, first: Compared, second: Compared): Comparison {
  const { lexicon } = yardstick;
  const findings = findingsOn(yardstick, first, second);
  return {
    score: findings.reduce((sum, finding) => sum + finding.points, 0),
    findings,
    forbidden: forbiddenFor(yardstick, first, second),
    ...commonOf(lexicon, first, second),
    wantedByFirst: wordsIn(first.wanted, lexicon.topics),
    wantedBySecond: wordsIn(second.wanted, lexicon.topics),
    stages: { first: stageOf(yardstick, first), second: stageOf(yardstick, second) },
    surerFirst: wordsIn(first.sure & second.unsure, lexicon.topics),
    surerSecond: wordsIn(second.sure & first.unsure, lexicon.topics),
    sharedGroupIds: sharedGroups(yardstick, first, second),
    gatesPassed: { first: first.gates, second: second.gates },
  };
}

export function commonOf(lexicon: Lexicon, first: Compared, second: Compared): Common {
  return {
    fromFirst: wordsIn(first.strong & second.wanted, lexicon.topics),
    fromSecond: wordsIn(second.strong & first.wanted, lexicon.topics),
    sharedLanguages: wordsInBoth(first.languages, second.languages, lexicon.languages),
    channels: { first: first.channel, second: second.channel },
    minutesApart: minutesApart(lexicon, first, second),
    sharedHours: sharedHours(lexicon, first, second),
  };
}

/** Every rule between them, not only the first. */
export function forbiddenFor(yardstick: Yardstick, first: Compared, second: Compared): Forbidden[] {
  const key = neverKey(first.personId, second.personId);
  const byRule = yardstick.parts
    .filter((part) => verdictOn(part, first, second).forbidden)
    .map((part) => part.criterion)
    .filter((criterion) => isForbidding(criterion));
  return [
    ...(yardstick.never.has(key) ? (['never'] as const) : []),
    ...(yardstick.met.has(key) ? (['met'] as const) : []),
    ...byRule,
    ...(isTooLow(yardstick, first, second) ? (['lowest'] as const) : []),
  ];
}

/** What a rule says nothing about counts as it would without the rule. */
function isTooLow(yardstick: Yardstick, first: Compared, second: Compared): boolean {
  const { parts, lowest } = yardstick;
  if (lowest === 0) return false;
  const sum = parts.reduce((total, part) => total + pointsOf(verdictOn(part, first, second), part.possible), 0);
  return shared(yardstick, sum, leftBetween(yardstick, first, second)) < lowest;
}

function isForbidding(criterion: Criterion): criterion is Exclude<Forbidden, 'never' | 'met' | 'lowest'> & Criterion {
  return ['languages', 'hours', 'timeZone', 'groups'].includes(criterion);
}

function findingsOn(yardstick: Yardstick, first: Compared, second: Compared): Finding[] {
  const findings = criteria.flatMap((criterion) => findingOn(yardstick, criterion, [first, second]));
  const left = leftBetween(yardstick, first, second);
  if (left === 0) return findings;
  const sum = findings.reduce((total, { points }) => total + points, 0);
  const score = shared(yardstick, sum, left);
  const points = portions(
    score,
    findings.map((finding) => (sum === 0 ? finding.possible : finding.points)),
  );
  return findings.map((finding, place) => {
    const own = points[place] ?? 0;
    const possible =
      left >= highestScore ? finding.possible : (finding.possible * highestScore) / (highestScore - left);
    return { ...finding, points: own, possible: Math.max(own, Math.round(possible)) };
  });
}

function findingOn(yardstick: Yardstick, criterion: Criterion, [first, second]: [Compared, Compared]): Finding[] {
  const parts = yardstick.parts.filter((part) => part.criterion === criterion && part.possible > 0);
  const wish = parts[0]?.wish;
  if (wish === undefined) return [];
  const judged = parts.map((part) => ({ possible: part.possible, verdict: verdictOn(part, first, second) }));
  return [
    {
      criterion,
      wish,
      found: foundTogether(judged.map(({ verdict }) => verdict.found)),
      points: judged.reduce((sum, { verdict, possible }) => sum + pointsOf(verdict, possible), 0),
      possible: judged.reduce((sum, { verdict, possible }) => (verdict.found === 'left' ? sum : sum + possible), 0),
    },
  ];
}

/** Whole points to show: they sum to the shown score, and none differs from the true value by a point or more. */
export function shownPoints(findings: readonly Finding[]): { score: number; points: number[] } {
  const total = Math.round(findings.reduce((sum, finding) => sum + finding.points, 0) / thousandths);
  const points = findings.map((finding) => Math.floor(finding.points / thousandths));
  const byRemainder = findings
    .map((finding, index) => ({ index, remainder: finding.points % thousandths }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  const missing = total - points.reduce((sum, value) => sum + value, 0);
  for (const { index } of byRemainder.slice(0, missing)) points[index] = (points[index] ?? 0) + 1;
  return { score: total, points };
}

export function shownScore(value: number): number {
  return Math.round(value / thousandths);
}

function minutesApart({ clocks }: Lexicon, first: Compared, second: Compared): number | undefined {
  const [one, other] = [first, second].map(({ clock }) => (clock === undefined ? undefined : clocks[clock]));
  return one && other && furthestApart(one, other);
}

function sharedHours({ slotMinutes }: Lexicon, first: Compared, second: Compared): number | undefined {
  if (!first.week || !second.week) return undefined;
  return (countShared(first.week, second.week) * slotMinutes) / 60;
}

function stageOf({ lexicon }: Yardstick, { stage }: Compared): string | undefined {
  return stage === undefined ? undefined : lexicon.stages[stage];
}

function sharedGroups({ lexicon }: Yardstick, first: Compared, second: Compared): string[] {
  return lexicon.groupIds.filter((_, place) => isIn(first, place) && isIn(second, place));
}

function isIn({ groups }: Compared, place: number): boolean {
  return groups !== undefined && (((groups[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
}
