/** What the ladder brings to people: the partner's ready text, the coordinator's row, and what each does about it. */
import { byName } from '../../course/roster/people.rules.js';
import { takesPartHere, type Person, type Roster } from '../../course/roster/person.js';
import { besideRows } from '../../shared/beside-rows.js';
import { NotFound } from '../../shared/errors.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { Letters } from '../letters/letter.js';
import type { Mentorship, Mentorships } from '../mentorships/mentorship.js';
import { everybodyIn, pairKeyOf, peopleIn, type PairKey } from '../mentorships/pair.js';
import type { Doer } from '../mentorships/pairs.service.js';
import { proposedLadder, type Act, type ActKind, type LadderRow, type LadderSettings, type Span } from './ladder.js';
import { actsByPair, askedToWrite, callsBetween, isDealtWith } from './ladder.rules.js';
import type { LadderStore } from './ladder.store.js';
import type { WatchingService } from './watching.service.js';

/** How partners are reached; what there is of it. */
export interface Reach {
  /** Two times to propose, as a date field writes them. */
  proposed?(doer: Doer & { timeZone: string }, key: PairKey, now: Date): Promise<readonly string[]>;
  offer?(
    doer: Doer & { timeZone: string },
    key: PairKey,
    wish: { first: string; second: string; once: string },
    now: Date,
  ): Promise<Result<'offered', string>>;
  say?(doer: Doer, key: PairKey, message: { text: string; once: string }, now: Date): Promise<Result<'said', string>>;
}

export interface LadderNeeds {
  store: LadderStore;
  roster: Pick<Roster, 'peopleById'>;
  mentorships: Pick<Mentorships, 'of' | 'running'>;
  letters: Pick<Letters, 'send'>;
  reach: Reach;
  watching: Pick<WatchingService, 'courseNow'>;
}

/** A pair that is not fine, with what was done about it. */
export interface ShownRow {
  row: LadderRow;
  people: readonly Person[];
  /** Since it came to this pair's first miss that counts, oldest first. */
  tried: readonly { act: Act; by: Person | undefined }[];
}

const keysOf = besideRows((running: readonly Mentorship[]) => new Set(running.map(pairKeyOf)));

export type LadderService = ReturnType<typeof ladderService>;

export function ladderService({ store, roster, mentorships, letters, reach, watching }: LadderNeeds) {
  async function shown(courseId: string, rows: readonly LadderRow[], acts: ReadonlyMap<string, Act[]>) {
    const doers = rows.flatMap(({ key }) => (acts.get(key) ?? []).map(({ byId }) => byId));
    const ids = [...new Set([...rows.flatMap(({ memberIds }) => memberIds), ...doers])];
    const people = ids.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId, ids);
    return rows.map((row): ShownRow => {
      const begun = row.misses[0]?.at ?? row.silentSince ?? row.since;
      const since = (acts.get(row.key) ?? []).filter(({ at }) => begun !== undefined && at >= begun);
      return {
        row,
        people: row.memberIds.flatMap((id) => people.get(id) ?? []).sort(byName),
        tried: since.map((act) => ({ act, by: people.get(act.byId) })),
      };
    });
  }

  async function settingsOf(courseId: string): Promise<LadderSettings> {
    return (await store.begun(courseId)).settings ?? proposedLadder;
  }

  /** What the coordinator is called for and nobody of the staff has dealt with, the longest waiting first. */
  async function called(courseId: string): Promise<ShownRow[]> {
    const rows = (await store.rows(courseId)).filter(({ rung }) => rung === 'called');
    if (rows.length === 0) return [];
    const [all, running] = await Promise.all([store.acts(courseId), mentorships.running(courseId)]);
    const [acts, keys] = [actsByPair(all), keysOf(running)];
    const open = rows
      .filter(({ key }) => keys.has(key))
      .filter((row) => !isDealtWith(row, acts.get(row.key) ?? [], 'staff'));
    const found = await shown(courseId, open, acts);
    const here = found.filter(({ people }) => people.length > 1 && people.every(takesPartHere));
    return here.sort((one, other) => Number(one.row.since) - Number(other.row.since));
  }

  /** What this person is asked to write about, of pairs that run. */
  async function toWrite({ courseId, personId }: Doer): Promise<{ row: LadderRow; partners: Person[] }[]> {
    const rows = (await store.rowsOf(courseId, personId)).filter(({ misses }) => misses.length > 0);
    if (rows.length === 0) return [];
    const running = new Map((await mentorships.of(courseId, personId)).map((one) => [pairKeyOf(one), one]));
    const acts = actsByPair(
      await store.acts(
        courseId,
        rows.map(({ key }) => key),
      ),
    );
    const people = await roster.peopleById(courseId, [...new Set(rows.flatMap(({ memberIds }) => memberIds))]);
    return rows.flatMap((row) => {
      const one = running.get(row.key);
      const last = row.misses.at(-1)?.at;
      const isDone = isDealtWith({ ...(last && { since: last }) }, acts.get(row.key) ?? [], 'partner');
      if (!one || isDone || !askedToWrite(row, one.mentorIds).includes(personId)) return [];
      const others = everybodyIn(one).filter((id) => id !== personId);
      const partners = others.flatMap((id) => people.get(id) ?? []).filter(takesPartHere);
      return partners.length === 0 ? [] : [{ row, partners }];
    });
  }

  /** @throws NotFound where such people were never here */
  async function mustKnow(courseId: string, key: PairKey): Promise<void> {
    const ids = peopleIn(key);
    const people = await roster.peopleById(courseId, ids);
    if (ids.length < 2 || !ids.every((id) => people.has(id))) throw new NotFound();
  }

  /** Of a page from which nothing can be done any more: whether it was done from there before. */
  async function whatBecame({ courseId, personId }: Doer, key: PairKey, actId: string): Promise<'twice' | 'over'> {
    const acts = await store.acts(courseId, [key]);
    return acts.some((act) => act.actId === actId && act.byId === personId) ? 'twice' : 'over';
  }

  return {
    settingsOf,
    called,
    toWrite,
    canOffer: reach.offer !== undefined,

    saveSettings: (courseId: string, settings: LadderSettings): Promise<void> => store.save(courseId, settings),

    /** When the coordinator would have been called, with these settings and with those that hold. */
    async lookBack(courseId: string, wanted: LadderSettings, { span, now }: { span: Span; now: Date }) {
      const course = await watching.courseNow(courseId, now, true);
      const pairs = course?.pairs ?? [];
      const settings = course?.settings ?? proposedLadder;
      return { wanted: callsBetween(pairs, wanted, span), now: callsBetween(pairs, settings, span) };
    },

    /** Undefined where this person is asked nothing any more. @throws NotFound where they never could be */
    async textSheet(doer: Doer & { timeZone: string }, key: PairKey, now: Date) {
      const found = (await toWrite(doer)).find(({ row }) => row.key === key);
      if (!found) {
        if (!peopleIn(key).includes(doer.personId)) throw new NotFound();
        await mustKnow(doer.courseId, key);
        return undefined;
      }
      return { ...found, times: (await reach.proposed?.(doer, key, now)) ?? [] };
    },

    /** The times are offered first: a text without them would promise what is not there. */
    async sendText(
      doer: Doer & { timeZone: string },
      key: PairKey,
      { once, text, first, second }: { once: string; text: string; first: string; second: string },
      now: Date,
    ): Promise<Result<'sent' | 'twice' | 'over', { field: 'first' | 'text'; why: string }>> {
      const { courseId, personId } = doer;
      if (!(await toWrite(doer)).some(({ row }) => row.key === key)) return success(await whatBecame(doer, key, once));
      const [one, other = ''] = [first, second].filter((time) => time !== '');
      if (one !== undefined && reach.offer) {
        const offered = await reach.offer(doer, key, { first: one, second: other, once }, now);
        if (!offered.ok) return failure({ field: 'first', why: offered.failure });
      }
      const said = await reach.say?.(doer, key, { text, once }, now);
      if (said && !said.ok) return failure({ field: 'text', why: said.failure });
      await store.act(courseId, { actId: once, key, kind: 'text', byId: personId, at: now, excused: [] });
      return success('sent');
    },

    /** Undefined where the pair is not called for, or no more. @throws NotFound where there never was one */
    async one(courseId: string, key: PairKey): Promise<ShownRow | undefined> {
      const found = (await called(courseId)).find(({ row }) => row.key === key);
      if (!found) await mustKnow(courseId, key);
      return found;
    },

    /** Written to both, and noted; somebody else may have dealt with it already. */
    async write(
      doer: Doer,
      { key, kind, ...letter }: { key: PairKey; kind: ActKind; text: string; toIds: readonly string[]; once: string },
      now: Date,
    ): Promise<'done' | 'twice' | 'over'> {
      const found = (await called(doer.courseId)).find(({ row }) => row.key === key);
      if (!found) return whatBecame(doer, key, letter.once);
      const toIds = found.people.map(({ personId }) => personId).filter((id) => letter.toIds.includes(id));
      await letters.send(doer, { ...letter, toIds }, now);
      await store.act(doer.courseId, {
        ...{ actId: letter.once, key, kind, byId: doer.personId, at: now, excused: [] },
      });
      return 'done';
    },

    /** What was missed does not count any more; false when somebody else dealt with it already. */
    async excuse(doer: Doer, { key, actId }: { key: PairKey; actId: string }, now: Date): Promise<boolean> {
      const found = (await called(doer.courseId)).find(({ row }) => row.key === key);
      if (!found) return (await whatBecame(doer, key, actId)) === 'twice';
      const excused = found.row.misses.map(({ expectedId }) => expectedId);
      await store.act(doer.courseId, { actId, key, kind: 'excused', byId: doer.personId, at: now, excused });
      return true;
    },

    /** Taken back twice, it is one; false where it is somebody else's. */
    async takeBack({ courseId, personId }: Doer, actId: string): Promise<boolean> {
      return (await store.takeBack(courseId, actId, personId)) !== undefined;
    },

    /** What staff did, the newest first, with whom it was about. */
    async done(courseId: string) {
      const acts = (await store.acts(courseId)).filter(({ kind }) => kind !== 'text').reverse();
      const ids = [...new Set(acts.flatMap(({ key, byId }) => [byId, ...peopleIn(key)]))];
      const people = ids.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId, ids);
      return acts.map((act) => ({
        act,
        by: people.get(act.byId),
        about: peopleIn(act.key)
          .flatMap((id) => people.get(id) ?? [])
          .sort(byName),
      }));
    },

    list: async (courseId: string, personId: string): Promise<readonly object[]> => [
      ...(await store.rowsOf(courseId, personId)),
      ...(await store.acts(courseId)).filter(({ byId }) => byId === personId),
    ],
    erase: (courseId: string, personId: string): Promise<number> => store.erase(courseId, personId),
  };
}
