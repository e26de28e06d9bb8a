/** How well two people fit: one integer score, made of contributions that sum exactly to it. */
import type { Channel, ProfileAnswers, RoleWish } from '../intake/profile.js';
import { criteria, type Comparison, type Criterion, type Finding, type Forbidden, type Form } from './comparison.js';
import { offsetsAt } from './offsets.rules.js';

/** Points of each criterion; each column sums to 100. Peers are equals: their role wish is not compared. */
export const weights: Readonly<Record<Form, Readonly<Record<Criterion, number>>>> = {
  mentoring: { topics: 45, role: 15, channel: 15, timeZone: 15, languages: 10 },
  peers: { topics: 60, role: 0, channel: 15, timeZone: 15, languages: 10 },
};

export const thousandths = 1000;
export const highestScore = 100 * thousandths;

/** Clocks this far apart, in minutes, share no waking hours worth the name. */
const farApart = 8 * 60;

/** A person as the score sees them: answers as bits, so that millions of pairs are compared in a second. */
export interface Compared {
  personId: string;
  wish: RoleWish | undefined;
  strong: number;
  wanted: number;
  languages: number;
  channel: Channel | undefined;
  /** Minutes east of UTC. */
  offset: number | undefined;
}

/** The words the bits stand for. */
export interface Lexicon {
  topics: readonly string[];
  languages: readonly string[];
}

/** Topics that the course no longer lists are not compared. `at`: offsets from UTC change with the season. */
export function comparedPeople(
  people: readonly { personId: string; answers: ProfileAnswers | undefined }[],
  topics: readonly string[],
  at: Date,
): { people: Compared[]; lexicon: Lexicon } {
  const languages = [...new Set(people.flatMap(({ answers }) => answers?.languages ?? []))].sort().slice(0, 31);
  const lexicon = { topics: topics.slice(0, 31), languages };
  const offsetOf = offsetsAt(at);
  return {
    lexicon,
    people: people.map(({ personId, answers }) => ({
      personId,
      wish: answers?.roleWish,
      strong: bits(answers?.strong, lexicon.topics),
      wanted: bits(answers?.wanted, lexicon.topics),
      languages: bits(answers?.languages, lexicon.languages),
      channel: answers?.channel,
      offset: answers?.timeZone === undefined ? undefined : offsetOf(answers.timeZone),
    })),
  };
}

/** -1 when they share no language though both said theirs. */
export function score(form: Form, first: Compared, second: Compared): number {
  if (sharesNoLanguage(first, second)) return -1;
  const weight = weights[form];
  return (
    topicPoints(form, first, second) +
    rolePoints(weight.role, first, second) +
    channelPoints(weight.channel, first, second) +
    zonePoints(weight.timeZone, first, second) +
    languagePoints(weight.languages, first, second)
  );
}

/** The same as {@link score}, with its parts and what they mean. */
export function compare(form: Form, first: Compared, second: Compared, lexicon: Lexicon): Comparison {
  const weight = weights[form];
  const points: Record<Criterion, number> = {
    topics: topicPoints(form, first, second),
    role: rolePoints(weight.role, first, second),
    channel: channelPoints(weight.channel, first, second),
    timeZone: zonePoints(weight.timeZone, first, second),
    languages: languagePoints(weight.languages, first, second),
  };
  const found = foundIn(form, first, second);
  const findings = criteria
    .filter((criterion) => weight[criterion] > 0)
    .map((criterion): Finding => {
      const possible = weight[criterion] * thousandths;
      return { criterion, found: found[criterion], points: points[criterion], possible };
    });
  const forbidden: Forbidden | undefined = sharesNoLanguage(first, second) ? 'languages' : undefined;
  return {
    score: findings.reduce((sum, finding) => sum + finding.points, 0),
    findings,
    ...(forbidden && { forbidden }),
    fromFirst: words(first.strong & second.wanted, lexicon.topics),
    fromSecond: words(second.strong & first.wanted, lexicon.topics),
    wantedByFirst: words(first.wanted, lexicon.topics),
    wantedBySecond: words(second.wanted, lexicon.topics),
    sharedLanguages: words(first.languages & second.languages, lexicon.languages),
    channels: { first: first.channel, second: second.channel },
    minutesApart: minutesApart(first, second),
  };
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

export function shownScore(score: number): number {
  return Math.round(score / thousandths);
}

function topicPoints(form: Form, first: Compared, second: Compared): number {
  const whole = weights[form].topics * thousandths;
  if (form === 'mentoring') return Math.round(whole * offerShare(first, second));
  const half = whole / 2;
  return Math.round(half * offerShare(first, second)) + Math.round(half * offerShare(second, first));
}

/** How much of what one asks for the other is strong in; half when either did not say. */
function offerShare(giver: Compared, asker: Compared): number {
  if (giver.strong === 0 || asker.wanted === 0) return 0.5;
  return countBits(giver.strong & asker.wanted) / countBits(asker.wanted);
}

const wishFit = (wish: RoleWish | undefined, side: 'mentor' | 'mentee'): number => {
  if (wish === undefined) return 0.5;
  if (wish === 'either') return 0.8;
  return wish === side ? 1 : 0;
};

function rolePoints(weight: number, mentor: Compared, mentee: Compared): number {
  return Math.round((weight * thousandths * (wishFit(mentor.wish, 'mentor') + wishFit(mentee.wish, 'mentee'))) / 2);
}

function channelPoints(weight: number, first: Compared, second: Compared): number {
  const share = { full: 1, part: 0.5, none: 0, unknown: 0.5 }[channelFound(first, second)];
  return Math.round(weight * thousandths * share);
}

function zonePoints(weight: number, first: Compared, second: Compared): number {
  const apart = minutesApart(first, second) ?? farApart / 2;
  return Math.round((weight * thousandths * Math.max(0, farApart - apart)) / farApart);
}

function languagePoints(weight: number, first: Compared, second: Compared): number {
  const share = { full: 1, none: 0, unknown: 0.5 }[languageFound(first, second)];
  return Math.round(weight * thousandths * share);
}

function foundIn(form: Form, first: Compared, second: Compared): Record<Criterion, Finding['found']> {
  return {
    topics: topicsFound(form, first, second),
    role: roleFound(first, second),
    channel: channelFound(first, second),
    timeZone: zoneFound(minutesApart(first, second)),
    languages: languageFound(first, second),
  };
}

function topicsFound(form: Form, first: Compared, second: Compared): Finding['found'] {
  const said = (giver: Compared, asker: Compared) => giver.strong !== 0 && asker.wanted !== 0;
  const directions =
    form === 'mentoring' ? [[first, second] as const] : [[first, second] as const, [second, first] as const];
  const known = directions.filter(([giver, asker]) => said(giver, asker));
  if (known.length === 0) return 'unknown';
  const shares = known.map(([giver, asker]) => offerShare(giver, asker));
  if (shares.every((share) => share === 1)) return 'full';
  return shares.every((share) => share === 0) ? 'none' : 'part';
}

function roleFound(mentor: Compared, mentee: Compared): Finding['found'] {
  if (mentor.wish === undefined || mentee.wish === undefined) return 'unknown';
  if (mentor.wish === 'mentee' || mentee.wish === 'mentor') return 'none';
  return mentor.wish === 'mentor' && mentee.wish === 'mentee' ? 'full' : 'part';
}

function channelFound(first: Compared, second: Compared): Finding['found'] {
  if (first.channel === undefined || second.channel === undefined) return 'unknown';
  if (first.channel === second.channel) return 'full';
  return first.channel === 'video' || second.channel === 'video' ? 'none' : 'part';
}

function zoneFound(apart: number | undefined): Finding['found'] {
  if (apart === undefined) return 'unknown';
  if (apart === 0) return 'full';
  return apart < farApart ? 'part' : 'none';
}

function languageFound(first: Compared, second: Compared): 'full' | 'none' | 'unknown' {
  if (first.languages === 0 || second.languages === 0) return 'unknown';
  return (first.languages & second.languages) === 0 ? 'none' : 'full';
}

function sharesNoLanguage(first: Compared, second: Compared): boolean {
  return languageFound(first, second) === 'none';
}

/** Around the clock: Auckland and Honolulu are two hours apart, on different days. */
function minutesApart(first: Compared, second: Compared): number | undefined {
  if (first.offset === undefined || second.offset === undefined) return undefined;
  const apart = Math.abs(first.offset - second.offset) % 1440;
  return Math.min(apart, 1440 - apart);
}

function bits(chosen: readonly string[] | undefined, list: readonly string[]): number {
  return (chosen ?? []).reduce((mask, item) => {
    const place = list.indexOf(item);
    return place < 0 ? mask : mask | (1 << place);
  }, 0);
}

function words(mask: number, list: readonly string[]): string[] {
  return list.filter((_, place) => (mask & (1 << place)) !== 0);
}

function countBits(mask: number): number {
  let rest = mask;
  let count = 0;
  while (rest !== 0) {
    rest &= rest - 1;
    count += 1;
  }
  return count;
}
