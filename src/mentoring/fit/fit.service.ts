import type { AmendmentsService } from '../../pairing/after/amendments.service.js';
import type { OwnStands } from '../../pairing/after/standing.service.js';
import type { DraftPair } from '../../pairing/words/draft.js';
import { changeFrom } from '../../pairing/publishing/invitations.rules.js';
import type { Person } from '../../course/roster/person.js';
import { besideRows } from '../../shared/beside-rows.js';
import { NotFound } from '../../shared/errors.js';
import { after } from '../../shared/clock.js';
import { type FitAnswer, type FitCounts, type FitEntry } from './fit.js';
import { countsOf, entriesOf, fitState, putOffFor, type FitState } from './fit.rules.js';
import type { FitStore } from './fit.store.js';

interface Doer {
  courseId: string;
  personId: string;
}

/** One pair as one of its people is asked about it. */
export interface FitSheet {
  pairId: string;
  since: Date;
  partners: readonly Person[];
  state: FitState;
}

/** What everybody said who was asked. */
export interface FitOverview {
  counts: FitCounts;
  said: readonly { person: Person; partners: readonly Person[]; state: FitState }[];
}

export type FitService = ReturnType<typeof fitService>;

/** A pair is asked from its beginning as published; one that does not run any more asks nobody. */
export interface FitNeeds {
  store: FitStore;
  amendments: Pick<AmendmentsService, 'standing' | 'standingOfOne' | 'settings'>;
}

export function fitService({ store, amendments }: FitNeeds) {
  async function everybodys(courseId: string, now: Date): Promise<OwnStands | undefined> {
    const found = await amendments.standing(courseId, now);
    return found && { ...found, pairs: found.standing.pairs };
  }

  async function running(courseId: string, stands: Promise<OwnStands | undefined>, now: Date) {
    const [found, settings] = await Promise.all([stands, amendments.settings(courseId)]);
    if (!found) return undefined;
    const pairs = found.pairs.filter(
      ({ invitationId }) => invitationId === undefined || !found.openIds.has(invitationId),
    );
    const sinceOf = (pair: DraftPair): Date => pair.since ?? found.publishedAt;
    /** @param entries of this person, and of others */
    const stateOf = (pair: DraftPair, personId: string, entries: readonly FitEntry[]): FitState[] => {
      const since = sinceOf(pair);
      const times = { since, changeFrom: changeFrom(since, settings) };
      const state = fitState(entriesOf(entries, personId, { members: pair.members, since }), times, now);
      return state.stage === 'early' ? [] : [state];
    };
    const partnersOf = ({ members }: DraftPair, personId: string): Person[] =>
      members.flatMap((member) => (member === personId ? [] : (found.people.get(member) ?? [])));
    return { pairs, sinceOf, stateOf, partnersOf, people: found.people };
  }

  async function mine({ courseId, personId }: Doer, now: Date): Promise<FitSheet[]> {
    const [found, entries] = await Promise.all([
      running(courseId, amendments.standingOfOne(courseId, personId, now), now),
      store.all(courseId, [personId]),
    ]);
    if (!found) return [];
    const { pairs, sinceOf, stateOf, partnersOf } = found;
    return pairs.flatMap((pair) =>
      stateOf(pair, personId, entries).map((state) => ({
        ...{ pairId: pair.pairId, since: sinceOf(pair), partners: partnersOf(pair, personId), state },
      })),
    );
  }

  /** @throws NotFound where this person is not asked about that pair */
  async function own(doer: Doer, pairId: string, now: Date): Promise<FitSheet> {
    const found = (await mine(doer, now)).find((sheet) => sheet.pairId === pairId);
    if (!found) throw new NotFound();
    return found;
  }

  function keyOf({ personId }: Doer, { pairId, since, state: { occasion } }: FitSheet) {
    return { personId, pairId, since, occasion };
  }

  async function overview(courseId: string, now: Date): Promise<FitOverview> {
    const [found, entries] = await Promise.all([
      running(courseId, everybodys(courseId, now), now),
      store.all(courseId),
    ]);
    if (!found) return { counts: countsOf([]), said: [] };
    const { pairs, sinceOf, stateOf, partnersOf, people } = found;
    const byPerson = entriesByPerson(entries);
    // Of whoever has said nothing the pair's age alone decides, which most pairs of a course share.
    const silent = new Map<number, FitState[]>();
    const silentIn = (pair: DraftPair): FitState[] => {
      const since = sinceOf(pair).getTime();
      const found = silent.get(since) ?? stateOf(pair, '', []);
      silent.set(since, found);
      return found;
    };
    const states: FitState[] = [];
    const said: FitOverview['said'][number][] = [];
    for (const pair of pairs) {
      for (const personId of pair.members) {
        const own = byPerson.get(personId);
        for (const state of own ? stateOf(pair, personId, own) : silentIn(pair)) {
          states.push(state);
          const person = people.get(personId);
          if (person && state.said) said.push({ person, partners: partnersOf(pair, personId), state });
        }
      }
    }
    return { counts: countsOf(states), said };
  }

  return {
    mine,
    own,
    overview,

    counts: async (courseId: string, now: Date): Promise<FitCounts> => (await overview(courseId, now)).counts,

    /** That it does not fit counts as asking for another partner, as long as it stands. */
    async say(doer: Doer, pairId: string, said: { answer: FitAnswer; note?: string }, now: Date): Promise<void> {
      const sheet = await own(doer, pairId, now);
      await store.say(doer.courseId, keyOf(doer, sheet), { ...said, at: now });
    },

    async putOff(doer: Doer, pairId: string, now: Date): Promise<void> {
      const sheet = await own(doer, pairId, now);
      await store.putOff(doer.courseId, keyOf(doer, sheet), after(now, putOffFor));
    },
  };
}

const entriesByPerson = besideRows((entries: readonly FitEntry[]): ReadonlyMap<string, readonly FitEntry[]> => {
  const byPerson = new Map<string, FitEntry[]>();
  for (const one of entries) byPerson.set(one.personId, [...(byPerson.get(one.personId) ?? []), one]);
  return byPerson;
});
