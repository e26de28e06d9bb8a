/** Goes through all mentorships of a course and notes which are not fine; run twice it finds the same. */
import type { Clocks } from '../../course/clock/clock.js';
import { weekBegins } from '../../course/clock/clock.rules.js';
import { takesPartHere, type Person, type Roster } from '../../course/roster/person.js';
import type { Pairings } from '../../pairing/words/draft.js';
import { daysAfter, startOfDay } from '../../shared/local-time.js';
import type { Mentorship, Mentorships } from '../mentorships/mentorship.js';
import { everybodyIn, pairKeyOf, type PairKey } from '../mentorships/pair.js';
import type { Known, Watched } from '../mentorships/watched.js';
import { proposedLadder, type LadderRow, type LadderSettings, type Span, type WatchedPair } from './ladder.js';
import { actsByPair, begunAnew, countedDates, standingOf } from './ladder.rules.js';
import type { LadderStore } from './ladder.store.js';

export interface WatchingNeeds {
  store: LadderStore;
  mentorships: Pick<Mentorships, 'running'>;
  pairings: Pick<Pairings, 'published'>;
  roster: Pick<Roster, 'peopleById'>;
  clocks: Clocks;
  pauses: { quiet(courseId: string, now: Date): Promise<ReadonlyMap<string, readonly Span[]>> };
  /** Of all features, asked when the course is watched. */
  watched: () => readonly Watched[];
  /** Courses that were opened since. */
  findCoursesInUse(since: Date): Promise<readonly { courseId: string }[]>;
}

interface WatchedCourse {
  settings: LadderSettings;
  pairs: readonly (WatchedPair & { nextAt?: Date })[];
}

const forEver = new Date(8.64e15);

export type WatchingService = ReturnType<typeof watchingService>;

export function watchingService(needs: WatchingNeeds) {
  const { store, mentorships, pairings, roster, clocks, pauses } = needs;

  /** Mentorships of which at least two learn here, each with who does. */
  async function together(courseId: string): Promise<{ one: Mentorship; memberIds: string[] }[]> {
    const running = await mentorships.running(courseId);
    const people = running.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId);
    return running
      .map((one) => ({ one, memberIds: everybodyIn(one).filter((id) => takesPartHere(people.get(id))) }))
      .filter(({ memberIds }) => memberIds.length > 1);
  }

  async function freeIn(courseId: string): Promise<{ from: Date; free: Span[] } | undefined> {
    const clock = await clocks.clockOf(courseId);
    if (!clock) return undefined;
    const free = clock.holidays.map(({ from, until }) => ({
      from: startOfDay(from, clock.zone),
      until: startOfDay(daysAfter(until, 1), clock.zone),
    }));
    const end = clock.lastDay === undefined ? [] : [startOfDay(daysAfter(clock.lastDay, 1), clock.zone)];
    const closed = end.map((from) => ({ from, until: forEver }));
    return { from: weekBegins(clock, 1), free: [...free, ...closed] };
  }

  /** @param whole with all signs there are: for looking back */
  async function courseNow(courseId: string, now: Date, whole: boolean): Promise<WatchedCourse | undefined> {
    const { begunAt, settings = proposedLadder } = await store.begun(courseId);
    if (!begunAt) return undefined;
    const all = await together(courseId);
    if (all.length === 0) return { settings, pairs: [] };
    const personIds = [...new Set(all.flatMap(({ memberIds }) => memberIds))];
    const [known, acts, quiet, course] = await Promise.all([
      Promise.all(needs.watched().map((one) => one(courseId, { now, personIds, whole }))),
      store.acts(courseId),
      pauses.quiet(courseId, now),
      freeIn(courseId),
    ]);
    const byKey = actsByPair(acts);
    const placed = placeOwn(all.map(({ one }) => one));
    const pairs = all.map(({ one, memberIds }) => {
      const key = pairKeyOf(one);
      const own = memberIds.filter((id) => placed.get(id) === key);
      const found = [key, ...own].flatMap((name) => known.flatMap((some) => some.get(name) ?? []));
      // A word of somebody whose check-ins count elsewhere, or nowhere, is a sign all the same.
      const elsewhere = memberIds.filter((id) => !own.includes(id));
      const signs = elsewhere.flatMap((name) => known.flatMap((some) => some.get(name)?.signs ?? []));
      const done = byKey.get(key) ?? [];
      const from = latest([one.startedAt, ...(whole ? [] : [begunAt]), ...(course ? [course.from] : [])]);
      return {
        ...{
          key,
          memberIds,
          ...merged([...found, { expected: [], signs }]),
          from: whole ? from : begunAnew(from, done),
        },
        free: [...(course?.free ?? []), ...memberIds.flatMap((id) => quiet.get(id) ?? [])],
        excused: new Set(done.flatMap(({ excused }) => excused)),
      };
    });
    return { settings, pairs };
  }

  async function changesIn(courseId: string, now: Date): Promise<{ put: LadderRow[]; drop: PairKey[] }> {
    const [course, before] = await Promise.all([courseNow(courseId, now, false), store.rows(courseId)]);
    const known = new Map(before.map((row) => [row.key, row]));
    const found = (course?.pairs ?? []).flatMap((pair) => rowsFor(pair, course?.settings ?? proposedLadder, now));
    const pairIds = found.length === 0 ? new Map<string, string>() : await pairIdsIn(courseId);
    const wanted = found.map((row) => {
      const pairId = pairIds.get(row.key);
      return pairId === undefined ? row : { ...row, pairId };
    });
    const keys = new Set(wanted.map(({ key }) => key));
    return {
      put: wanted.filter((row) => JSON.stringify(row) !== JSON.stringify(known.get(row.key))),
      drop: before.map(({ key }) => key).filter((key) => !keys.has(key)),
    };
  }

  async function pairIdsIn(courseId: string): Promise<Map<string, string>> {
    const published = await pairings.published(courseId);
    return new Map((published?.pairs ?? []).map(({ members, pairId }) => [[...members].sort().join('.'), pairId]));
  }

  return {
    courseNow,

    /** One pair after the other: broken off anywhere, the next run does the rest. */
    async watch(courseId: string, now: Date): Promise<number> {
      await store.begin(courseId, now);
      const { put, drop } = await changesIn(courseId, now);
      for (const row of put) await store.put(courseId, row);
      if (drop.length > 0) await store.drop(courseId, drop);
      return put.length + drop.length;
    },

    coursesInUse: needs.findCoursesInUse,
  };
}

/** What is one's own counts in the first of one's mentorships as somebody who is helped, and not for mentors. */
function placeOwn(running: readonly Mentorship[]): Map<string, PairKey> {
  const placed = new Map<string, PairKey>();
  for (const one of running) {
    for (const id of [...one.menteeIds, ...one.peerIds]) if (!placed.has(id)) placed.set(id, pairKeyOf(one));
  }
  return placed;
}

function merged(found: readonly Known[]) {
  const next = found.flatMap(({ nextAt }) => nextAt ?? []);
  return {
    expected: found.flatMap(({ expected }) => expected),
    signs: found.flatMap(({ signs }) => signs),
    ...(next.length > 0 && { nextAt: new Date(Math.min(...next.map(Number))) }),
  };
}

function rowsFor(pair: WatchedPair & { nextAt?: Date }, settings: LadderSettings, now: Date): LadderRow[] {
  const standing = standingOf(pair, settings, now);
  if (standing.rung === 'fine') return [];
  const kept = countedDates(pair, settings, now).filter(({ state }) => state === 'kept');
  const lastKeptAt = kept.at(-1)?.at;
  const { key, memberIds, nextAt } = pair;
  return [{ ...{ key, memberIds }, ...standing, ...(lastKeptAt && { lastKeptAt }), ...(nextAt && { nextAt }) }];
}

function latest(times: readonly Date[]): Date {
  return new Date(Math.max(...times.map(Number)));
}
