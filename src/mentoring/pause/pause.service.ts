import { takesPartHere, type Person, type Roster } from '../../course/roster/person.js';
import { besideRows } from '../../shared/beside-rows.js';
import { NotFound } from '../../shared/errors.js';
import { failure, success, type Result } from '../../shared/result.js';
import { partnersOf, type Mentorship, type Mentorships } from '../mentorships/mentorship.js';
import type { Near, Pause, Pauses, Span } from './pause.js';
import { choiceOf, ended, endWithin, holds, paused, standingOf, togetherIn } from './pause.rules.js';
import type { Choice, Standing, Together } from './pause.rules.js';
import type { PauseStore } from './pause.store.js';

/** Somebody who takes a break now. */
export interface Pausing {
  person: Person;
  pause: Pause;
}

interface Doer {
  courseId: string;
  personId: string;
  /** Of the pages on which the day is chosen. */
  timeZone: string;
}

/** What somebody who takes a break, or could, has to choose from. */
export interface PauseSheet {
  person: Person;
  /** Absent: none holds. */
  pause: Pause | undefined;
  choice: Choice;
  /** Without any there is nothing to pause. */
  partnerIds: readonly string[];
}

export interface PauseParts {
  store: PauseStore;
  roster: Roster;
  mentorships: Mentorships;
  settings: (courseId: string) => Promise<{ longestPause: number }>;
}

export type PauseService = ReturnType<typeof pauseService>;

export function pauseService({ store, roster, mentorships, settings }: PauseParts) {
  /** @param personIds absent: everybody */
  async function together(courseId: string, personIds?: readonly string[]): Promise<Together> {
    const running = personIds
      ? (await Promise.all(personIds.map((personId) => mentorships.of(courseId, personId)))).flat()
      : await mentorships.running(courseId);
    const among = personIds && [...new Set(running.flatMap((mentorship) => partnersOf(mentorship, '')))];
    return togetherAmong(running)(await roster.peopleById(courseId, among));
  }

  /** @param which `endsAfter`: only breaks that end later than then */
  async function everybody(courseId: string, now: Date, which: { endsAfter?: Date } = {}): Promise<Standing> {
    const all = endingAfter(await store.all(courseId), which.endsAfter);
    return standingOf(all, all.length === 0 ? new Map() : await together(courseId), now);
  }

  /** As far as it concerns one person and their partners. */
  async function around(
    { courseId, personId }: Pick<Doer, 'courseId' | 'personId'>,
    now: Date,
    which: { endsAfter?: Date } = {},
  ): Promise<Standing> {
    const own = await mentorships.of(courseId, personId);
    const partnerIds = own.flatMap((mentorship) => partnersOf(mentorship, personId));
    const all = endingAfter(await store.all(courseId, [personId, ...partnerIds]), which.endsAfter);
    const asked = new Set([personId, ...all.map((one) => one.personId)]);
    return standingOf(all, all.length === 0 ? new Map() : await together(courseId, [...asked]), now);
  }

  /** A break's days are those of the person's clock, as on all their pages; one that runs keeps its own. */
  async function sheet({ courseId, personId, timeZone }: Doer, now: Date): Promise<PauseSheet> {
    const [person, partners, [found], { longestPause }] = await Promise.all([
      roster.person(courseId, personId),
      together(courseId, [personId]),
      store.all(courseId, [personId]),
      settings(courseId),
    ]);
    if (!person) throw new NotFound();
    const partnerIds = partners.get(personId) ?? [];
    const pause = found && holds(found.last, partnerIds, now) ? found.last : undefined;
    const zone = pause?.zone ?? timeZone;
    return { person, pause, choice: choiceOf({ zone, longest: longestPause }, pause, now), partnerIds };
  }

  /** Who of a person and their partners takes a break now; without the reasons. */
  async function near(courseId: string, personId: string, now: Date): Promise<Near> {
    const { held } = await around({ courseId, personId }, now, { endsAfter: now });
    return new Map([...held].map(([id, { from, until, zone }]) => [id, { from, until, zone }]));
  }

  return {
    sheet,

    /** One's partners, also those who left, and who of all of them takes a break now. */
    async nearby(courseId: string, personId: string, now: Date): Promise<{ partners: Person[]; near: Near }> {
      const own = await mentorships.of(courseId, personId);
      const partnerIds = [...new Set(own.flatMap((mentorship) => partnersOf(mentorship, personId)))];
      if (partnerIds.length === 0) return { partners: [], near: new Map() };
      const [people, held] = await Promise.all([
        roster.peopleById(courseId, partnerIds),
        near(courseId, personId, now),
      ]);
      return { partners: partnerIds.flatMap((id) => people.get(id) ?? []), near: held };
    },

    near,

    /** Everybody's, the first to end first; for teachers. */
    async running(courseId: string, now: Date): Promise<Pausing[]> {
      const { held } = await everybody(courseId, now, { endsAfter: now });
      if (held.size === 0) return [];
      const people = await roster.peopleById(courseId, [...held.keys()]);
      const found = [...held].flatMap(([personId, pause]) => {
        const person = people.get(personId);
        return person ? [{ person, pause }] : [];
      });
      return found.sort((one, other) => one.pause.until.getTime() - other.pause.until.getTime());
    },

    /** When nothing is expected, by person. */
    async quiet(courseId: string, now: Date): Promise<Standing['quiet']> {
      return (await everybody(courseId, now)).quiet;
    },

    async quietFor(courseId: string, personId: string, now: Date): Promise<readonly Span[]> {
      return (await around({ courseId, personId }, now)).quiet.get(personId) ?? [];
    },

    /** Refused with the days that can be chosen. */
    async pause(
      doer: Doer,
      { until: date, reason }: { until: string; reason: string },
      now: Date,
    ): Promise<Result<'paused', Choice>> {
      const { courseId, personId } = doer;
      const { choice, partnerIds } = await sheet(doer, now);
      if (partnerIds.length === 0) throw new NotFound();
      const until = endWithin(choice, date);
      if (!until) return failure(choice);
      const wish = { personId, until, zone: choice.zone, ...(reason !== '' && { reason }) };
      await store.change(courseId, personId, (before) => paused(before, wish, { partnerIds, now }));
      return success('paused');
    },

    /** Ends earlier or later than was said; `over` when it has ended in the meantime. */
    async prolong(doer: Doer, date: string, now: Date): Promise<Result<'changed', Choice | 'over'>> {
      const { courseId, personId } = doer;
      const { pause, choice, partnerIds } = await sheet(doer, now);
      if (!pause) return failure('over');
      const until = endWithin(choice, date);
      if (!until) return failure(choice);
      const changed = await store.change(courseId, personId, (before) => {
        if (!before || !holds(before.last, partnerIds, now)) return undefined;
        return { ...before, last: { ...before.last, until, withIds: partnerIds } };
      });
      return changed ? success('changed') : failure('over');
    },

    /** False when none runs: it is over all the same. */
    async end({ courseId, personId }: Pick<Doer, 'courseId' | 'personId'>, now: Date): Promise<boolean> {
      if (!(await roster.person(courseId, personId))) throw new NotFound();
      const done = await store.change(courseId, personId, (before) =>
        before && now < before.last.until ? ended(before, now) : undefined,
      );
      return done !== undefined;
    },
  };
}

const togetherAmong = besideRows((running: readonly Mentorship[]) =>
  besideRows((people: ReadonlyMap<string, Person>): Together =>
    togetherIn(running, (personId) => takesPartHere(people.get(personId))),
  ),
);

function endingAfter(all: readonly Pauses[], time: Date | undefined): readonly Pauses[] {
  return time === undefined ? all : all.filter(({ last }) => last.until > time);
}
