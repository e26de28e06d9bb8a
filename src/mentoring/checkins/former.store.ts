/** Check-ins as the former version kept them: they are copied to where they are kept now, and stay where they were. */
import type { Connection } from 'mongoose';
import { upserting } from '../../shared/duplicate-key.js';
import type { KeptParts } from '../../kept/kept.js';
import { checkinModel, formerModel, type CheckinRow, type FormerRow } from './checkin-rows.store.js';
import { once, type CheckinKey, type SentAnswer } from './checkin.js';

export type FormerStore = ReturnType<typeof formerStore>;

export function formerStore(connection: Connection) {
  const [checkins, former] = [checkinModel(connection), formerModel(connection)];

  return {
    /** In every course: only the job that moves them asks. */
    dueRows: (limit: number): Promise<FormerRow[]> =>
      former
        .find({ movedAt: { $exists: false } })
        .limit(limit)
        .lean<FormerRow[]>()
        .exec(),

    /** What was sent since stays, and so does a newer draft. */
    async move(courseId: string, row: FormerRow, now: Date): Promise<void> {
      const { _id, activityId, personId, sentAt } = row;
      const [key, moved] = [{ courseId, activityId, occurrence: once, personId }, movedFrom(row)];
      const insert = { $setOnInsert: { _id, ...moved } };
      const { matchedCount } = await upserting(() => checkins.updateOne(key, insert, { upsert: true }).exec());
      if (matchedCount === 1 && sentAt) {
        await checkins.updateOne({ ...key, sentAt: { $exists: false } }, { $set: moved });
      }
      await former.updateOne({ _id, courseId }, { $set: { movedAt: now } });
    },

    /** How many are gone from where the former version kept them. */
    async erase(courseId: string, personId: string): Promise<number> {
      return (await former.deleteMany({ courseId, personId })).deletedCount;
    },
  };
}

/** What is kept of it from page to page. */
export const keptFormer: KeptParts<FormerStore> = {
  dueRows: 'read',
  erase: 'read',
  move: { wrote: (_done, _courseId, { personId }) => [personId] },
};

type Moved = Partial<Omit<CheckinRow, '_id' | keyof CheckinKey | 'courseId'>>;

function movedFrom({ draft, answers, ...row }: FormerRow): Moved {
  const { sentAt, changedAt, scoredAt, call, heard, handed } = row;
  return {
    ...(draft && { draft }),
    ...(answers && { answers: answersFrom(answers), help: answers.help, form: 'learner' as const }),
    ...(sentAt && { sentAt }),
    ...(changedAt && { changedAt }),
    ...(scoredAt && { scoredAt }),
    ...(call && { call }),
    ...(heard && { heard }),
    ...(handed && { handed }),
  };
}

/** Partners read the answers, as their form said; teachers only where they were asked for help. */
function answersFrom({ mood, obstacle, step, help }: NonNullable<FormerRow['answers']>): SentAnswer[] {
  const read = { readers: 'partners' } as const;
  return [
    { key: 'mood', kind: 'mood', text: mood, ...read },
    { key: 'obstacle', kind: 'text', text: obstacle, ...read },
    { key: 'step', kind: 'text', text: step, ...read },
    { key: 'help', kind: 'help', text: help, ...read },
  ];
}
