/** Learners ask for another partner, at any time; the teacher sees from when pairs are looked at again. */
import { NotFound } from '../../shared/errors.js';
import type { Person } from '../../course/roster/person.js';
import type { Doer } from '../words/doer.js';
import type { Draft, DraftPair } from '../words/draft.js';
import { changeFrom } from '../publishing/invitations.rules.js';
import { membersIn } from '../words/keys.rules.js';
import type { AmendmentsService } from './amendments.service.js';
import { isAbout } from './requests.rules.js';
import type { Requests } from './requests.store.js';

export interface OwnPair {
  pair: DraftPair;
  /** From when pairs are looked at again. */
  from: Date;
  asked: boolean;
}

export interface RequestSheet {
  form: Draft['form'];
  pairs: readonly OwnPair[];
  people: ReadonlyMap<string, Person>;
}

export type RequestsService = ReturnType<typeof requestsService>;

export function requestsService({
  requests,
  amendments,
}: {
  requests: Requests;
  amendments: Pick<AmendmentsService, 'standing' | 'settings'>;
}) {
  async function sheet(courseId: string, personId: string, now: Date): Promise<RequestSheet> {
    const [found, settings, asked] = await Promise.all([
      amendments.standing(courseId, now),
      amendments.settings(courseId),
      requests.all(courseId),
    ]);
    if (!found) return { form: 'mentoring', pairs: [], people: new Map() };
    const { published, standing, people, publishedAt, openIds } = found;
    const own = standing.pairs.filter(
      ({ members, invitationId }) =>
        members.includes(personId) && (invitationId === undefined || !openIds.has(invitationId)),
    );
    const pairs = own.map((pair) => ({
      pair,
      from: changeFrom(pair.since ?? publishedAt, settings),
      asked: asked.some((one) => one.personId === personId && isAbout(one, pair.members)),
    }));
    return { form: published.form, pairs, people };
  }

  return {
    sheet,

    /** Only coordinators learn of it. */
    async ask({ courseId, personId }: Doer, wish: { pairId: string; reason?: string }, now: Date): Promise<void> {
      const { pairs } = await sheet(courseId, personId, now);
      const own = pairs.find(({ pair }) => pair.pairId === wish.pairId);
      if (!own) throw new NotFound();
      await requests.ask(courseId, { personId, ...wish, at: now });
    },

    async takeBack({ courseId, personId }: Doer, pairId: string): Promise<void> {
      const mine = (await requests.all(courseId)).filter((one) => one.personId === personId);
      const meant = mine.filter((one) => isAbout(one, membersIn(pairId)));
      await Promise.all(meant.map((one) => requests.takeBack(courseId, personId, one.pairId)));
    },
  };
}
