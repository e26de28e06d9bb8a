import { after, day } from '../shared/clock.js';
import { failure, success, type Result } from '../shared/result.js';
import type { PartKey } from './peer-review.js';
import { openerOf, type PeerReviewParts } from './places.service.js';
import { disputeDays, type Dispute, type Disputing } from './disputes/dispute.js';

/** `none`: no score of theirs is released. `late`: the time is over. `said`: it was disputed in other words before. */
export type RaiseRefusal = 'none' | 'late' | 'said';

export type DisputesService = ReturnType<typeof disputesService>;

export function disputesService(parts: PeerReviewParts) {
  const { disputes, released, submissions } = parts;
  const open = openerOf(parts);

  /** Undefined where no score of this person is released. */
  async function disputing(courseId: string, key: PartKey, now: Date): Promise<Disputing | undefined> {
    const { assignment } = await open(courseId, key.activityId);
    const score = await released.score(courseId, key.activityId, key.personId);
    if (!score || !assignment?.releasedAt) return undefined;
    const dispute = await disputes.dispute(courseId, key);
    const until = after(score.releasedAt, disputeDays * day);
    return { until, mayRaise: !dispute && now < until, ...(dispute && { dispute }) };
  }

  return {
    disputing,

    /** Raised twice by one press it is one; of two reasons the first stands. */
    async raise(courseId: string, key: PartKey, reason: string, now: Date): Promise<Result<'raised', RaiseRefusal>> {
      const may = await disputing(courseId, key, now);
      const work = await submissions.submission(courseId, key);
      if (!may || !work) return failure('none');
      if (may.dispute) return may.dispute.reason === reason ? success('raised') : failure('said');
      if (!may.mayRaise) return failure('late');
      const { submissionId } = work;
      const raised = { submissionId, authorId: key.personId, reason, raisedAt: now };
      if (await disputes.raise(courseId, key.activityId, raised)) return success('raised');
      const first = await disputes.dispute(courseId, key);
      return first?.reason === reason ? success('raised') : failure('said');
    },

    of: (courseId: string, key: PartKey): Promise<Dispute | undefined> => disputes.dispute(courseId, key),

    /** False when somebody else of the staff answered before. */
    async answer(
      courseId: string,
      key: PartKey,
      { words, staffId }: { words: string; staffId: string },
      now: Date,
    ): Promise<boolean> {
      await open(courseId, key.activityId);
      return disputes.answer(courseId, key, { words, staffId, answeredAt: now });
    },
  };
}
