/** When somebody is asked how it goes, which answer stands, and which answers count as asking for another partner. */
import { isAbout, type ChangeRequest } from '../../pairing/after/requests.rules.js';
import { membersIn } from '../../pairing/words/keys.rules.js';
import { after, day } from '../../shared/clock.js';
import { fitAnswers, type FitAnswer, type FitCounts, type FitEntry, type FitSaid, type Occasion } from './fit.js';

const firstAfter = 7 * day;
const secondAfter = 14 * day;
export const putOffFor = 3 * day;
/** With fewer answers a share would say who said what. */
export const fewestForShares = 5;

export interface FitTimes {
  since: Date;
  /** From when pairs are looked at again. */
  changeFrom: Date;
}

/** What is stored of one person about one pair. */
export type OwnEntry = Pick<FitEntry, 'occasion' | 'said' | 'putOffUntil'>;

export interface FitState {
  stage: 'early' | 'asked' | 'putOff' | 'answered';
  /** What an answer given now belongs to. */
  occasion: Occasion;
  /** The answer that stands, also while it is asked again. */
  said: FitSaid | undefined;
}

/** Never sooner than a week after the first time. */
export function secondTime({ since, changeFrom }: FitTimes): Date {
  return new Date(Math.max(changeFrom.getTime(), since.getTime() + secondAfter));
}

export function fitState(entries: readonly OwnEntry[], times: FitTimes, now: Date): FitState {
  const isSecond = now >= secondTime(times) || entries.some(({ occasion }) => occasion === 'second');
  const occasion = isSecond ? 'second' : 'first';
  const latest = latestOf(entries);
  const said = latest?.said;
  if (now < after(times.since, firstAfter)) return { stage: 'early', occasion, said };
  if (latest && !isAskedAgain(latest, occasion)) return { stage: 'answered', occasion, said };
  const away = entries.some(({ putOffUntil }) => putOffUntil !== undefined && putOffUntil > now);
  return { stage: away ? 'putOff' : 'asked', occasion, said };
}

function isAskedAgain({ occasion, said }: OwnEntry, now: Occasion): boolean {
  return said?.answer === 'deciding' && occasion === 'first' && now === 'second';
}

/** Of two answers the later one stands; of two at the same moment the second occasion's. */
function latestOf<Entry extends OwnEntry>(entries: readonly Entry[]): (Entry & { said: FitSaid }) | undefined {
  const said = entries.flatMap((entry) => (entry.said ? [{ ...entry, said: entry.said }] : []));
  return said.sort(
    (one, other) =>
      other.said.at.getTime() - one.said.at.getTime() ||
      Number(other.occasion === 'second') - Number(one.occasion === 'second'),
  )[0];
}

/** What this person said of this pair since it began, or while more people belonged to it. */
export function entriesOf(
  entries: readonly FitEntry[],
  personId: string,
  pair: { members: readonly string[]; since: Date },
): FitEntry[] {
  return entries.filter(
    (entry) =>
      entry.personId === personId && entry.since.getTime() === pair.since.getTime() && isAbout(entry, pair.members),
  );
}

/** Of each person the answers that no later one about the same people replaced, where they say that it does not fit. */
export function asRequests(entries: readonly FitEntry[]): ChangeRequest[] {
  const byPerson = new Map<string, FitEntry[]>();
  for (const entry of entries) byPerson.set(entry.personId, [...(byPerson.get(entry.personId) ?? []), entry]);
  return [...byPerson.values()].flatMap((mine) => {
    const pairIds = [...new Set(mine.map(({ pairId }) => pairId))];
    return pairIds.flatMap((pairId) => requestOn(mine, pairId) ?? []);
  });
}

function requestOn(mine: readonly FitEntry[], pairId: string): ChangeRequest | undefined {
  const latest = latestOf(mine.filter((entry) => entry.pairId === pairId));
  if (latest?.said.answer !== 'not') return undefined;
  const { personId, said } = latest;
  const later = mine.filter((entry) => entry.said && entry.said.at > said.at && entry.pairId !== pairId);
  if (later.some((entry) => isAbout({ personId, pairId }, membersIn(entry.pairId)))) return undefined;
  return { personId, pairId, at: said.at, ...(said.note !== undefined && { reason: said.note }) };
}

export function countsOf(states: readonly FitState[]): FitCounts {
  const counts: Record<FitAnswer | 'unanswered', number> = { well: 0, deciding: 0, not: 0, unanswered: 0 };
  for (const { stage, said } of states) if (stage !== 'early') counts[said?.answer ?? 'unanswered'] += 1;
  return counts;
}

/** Of all answers those that say it works well, 0 to 1; undefined where too few answered. */
export function shareWell(counts: FitCounts): number | undefined {
  const all = fitAnswers.reduce((sum, answer) => sum + counts[answer], 0);
  return all < fewestForShares ? undefined : counts.well / all;
}
