import { isLearnerHere, type Person } from '../../course/roster/person.js';
import type { Activity } from '../../course/activities/activity.js';
import { Conflict, NotFound } from '../../shared/errors.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { Allocation } from '../allocation.service.js';
import type { Pair } from '../allocation/allocation.js';
import { reviewsPossible } from '../allocation/allocation.rules.js';
import type { Naming } from '../names.js';
import type { Review } from '../peer-review.js';
import { extraByItself, type Phase } from '../peer-review.rules.js';
import { openerOf, type PeerReviewParts } from '../places.service.js';
import { pairListOf, readPairList, type BadPairLine } from './pairs-csv.rules.js';

/** `chosen`: by a teacher, waits for the work · `left`: not a learner of the course any more. */
export type PairState = 'chosen' | 'asked' | 'sent' | 'lapsed' | 'left';

export interface PairsRow {
  author: Person;
  hasSent: boolean;
  reviewers: readonly { person: Person; state: PairState }[];
}

export interface PairsSheet {
  activity: Activity;
  phase: Phase;
  names: Naming;
  /** Reviews that each work should get. */
  share: number;
  rows: readonly PairsRow[];
}

export interface PairsOfOne extends Omit<PairsSheet, 'rows'>, PairsRow {
  /** Who may be chosen. */
  others: readonly Person[];
}

export type PairRefusal = 'self' | 'not-here' | 'there';

export type PairsService = ReturnType<typeof pairsService>;

/** Who reviews whom, chosen by a teacher: before there is any work, and while reviewing runs. */
export function pairsService(parts: PeerReviewParts, allocation: Allocation) {
  const { roster, submissions, reviews, plans } = parts;
  const open = openerOf(parts);

  async function sheet(courseId: string, activityId: string): Promise<PairsSheet> {
    const { activity, phase, assignment, settings, names } = await open(courseId, activityId);
    const [learners, works, all, chosen] = await Promise.all([
      roster.learners(courseId),
      submissions.all(courseId, activityId),
      reviews.all(courseId, activityId),
      plans.all(courseId, activityId),
    ]);
    const named = [...all, ...chosen].map(({ reviewerId }) => reviewerId);
    const people = await roster.peopleById(courseId, [...new Set(named)]);
    const sent = new Set(works.filter(({ sentAt }) => sentAt).map(({ authorId }) => authorId));
    const statesBy = statesOf(all, chosen);
    const each = assignment?.reviewsEach ?? settings.reviewsEach;
    // Until reviewing starts everybody may still hand in.
    const authors = assignment ? learners.filter(({ personId }) => sent.has(personId)) : learners;
    return {
      ...{ activity, phase, names, share: reviewsPossible(each, authors.length) },
      rows: learners.map((author) => ({
        ...{ author, hasSent: sent.has(author.personId) },
        reviewers: [...(statesBy.get(author.personId) ?? [])].flatMap(([reviewerId, state]) => {
          const person = people.get(reviewerId);
          if (!person) return [];
          return [{ person, state: state === 'sent' || isLearnerHere(person) ? state : 'left' }];
        }),
      })),
    };
  }

  async function of(courseId: string, activityId: string, authorId: string): Promise<PairsOfOne> {
    const { rows, ...about } = await sheet(courseId, activityId);
    const row = rows.find(({ author }) => author.personId === authorId);
    if (!row) throw new NotFound();
    const taken = new Set(row.reviewers.filter(({ state }) => state !== 'lapsed').map(({ person }) => person.personId));
    const others = rows
      .map(({ author }) => author)
      .filter(({ personId }) => personId !== authorId && !taken.has(personId));
    return { ...about, ...row, others };
  }

  async function whileOpen(courseId: string, activityId: string): Promise<Phase> {
    const { phase } = await open(courseId, activityId);
    if (phase === 'closed') throw new Conflict('reviewing_closed');
    return phase;
  }

  return {
    sheet,
    of,

    /** Asked at once where the work is there, else as soon as it is. */
    async add(courseId: string, activityId: string, pair: Pair, now: Date): Promise<Result<'added', PairRefusal>> {
      const phase = await whileOpen(courseId, activityId);
      if (pair.reviewerId === pair.authorId) return failure('self');
      const row = await of(courseId, activityId, pair.authorId);
      if (!row.others.some(({ personId }) => personId === pair.reviewerId))
        return failure(row.reviewers.some(({ person }) => person.personId === pair.reviewerId) ? 'there' : 'not-here');
      await plans.add(courseId, activityId, [pair]);
      await reviews.askAgain(courseId, activityId, pair, now);
      if (phase === 'reviewing') await allocation.giveOut(courseId, activityId, now);
      return success('added');
    },

    /** A review that was sent stays; one that is open is not waited for any more, not owed, and given to somebody else. */
    async remove(courseId: string, activityId: string, pair: Pair, now: Date): Promise<void> {
      const phase = await whileOpen(courseId, activityId);
      await plans.remove(courseId, activityId, pair);
      if (phase !== 'reviewing') return;
      const given = await reviews.given(courseId, { activityId, personId: pair.reviewerId });
      const review = given.find(({ authorId }) => authorId === pair.authorId);
      if (review) await reviews.excuse(courseId, activityId, review.reviewId, now);
      await allocation.giveOut(courseId, activityId, now, extraByItself);
    },

    /** One bad line and nothing changes; pairs that are there already stay. */
    async importList(
      courseId: string,
      activityId: string,
      text: string,
      now: Date,
    ): Promise<Result<number, readonly BadPairLine[]>> {
      const phase = await whileOpen(courseId, activityId);
      const people = await roster.peopleById(courseId);
      const { pairs, bad } = readPairList(text, [...people.values()]);
      if (bad.length > 0) return failure(bad);
      await plans.add(courseId, activityId, pairs);
      if (phase === 'reviewing') await allocation.giveOut(courseId, activityId, now);
      return success(pairs.length);
    },

    async list(courseId: string, activityId: string): Promise<string> {
      await open(courseId, activityId);
      const [all, chosen] = await Promise.all([reviews.all(courseId, activityId), plans.all(courseId, activityId)]);
      const standing = all.filter(({ lapsedAt, sentAt }) => sentAt ?? !lapsedAt);
      const pairs = new Map([...standing, ...chosen].map((pair) => [`${pair.authorId} ${pair.reviewerId}`, pair]));
      const ids = [...pairs.values()].flatMap(({ authorId, reviewerId }) => [authorId, reviewerId]);
      return pairListOf([...pairs.values()], await roster.peopleById(courseId, [...new Set(ids)]));
    },
  };
}

/** By author, then by reviewer; what has become of a review goes before that it was chosen. */
function statesOf(all: readonly Review[], chosen: readonly Pair[]): Map<string, Map<string, PairState>> {
  const states = new Map<string, Map<string, PairState>>();
  const note = ({ authorId, reviewerId }: Pair, state: PairState) =>
    states.set(authorId, (states.get(authorId) ?? new Map<string, PairState>()).set(reviewerId, state));
  for (const pair of chosen) note(pair, 'chosen');
  for (const review of all) note(review, review.sentAt ? 'sent' : review.lapsedAt ? 'lapsed' : 'asked');
  return states;
}
