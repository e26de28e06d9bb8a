/** What check-ins say between the lines, for those who look after their writers. */
import type { Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { checkinModel, toCheckin, type CheckinRow } from './checkin-rows.store.js';
import type { Checkin, CheckinKey, Heard } from './checkin.js';

export type NoticingStore = ReturnType<typeof noticingStore>;

export function noticingStore(connection: Connection) {
  const checkins = checkinModel(connection);

  return {
    /** Who asked a partner for help on a form that said what comes of it. @param personIds only theirs */
    async askingPartner(courseId: string, personIds?: readonly string[]): Promise<Checkin[]> {
      const whose = personIds === undefined ? {} : { personId: { $in: [...personIds] } };
      const asks = { help: 'partner' as const, escalates: true as const, sentAt: { $exists: true } };
      return (await checkins.find({ courseId, ...whose, ...asks }).lean<CheckinRow[]>()).map(toCheckin);
    },

    /** Where somebody wrote "very hard". @param personIds only theirs */
    async veryHard(courseId: string, personIds?: readonly string[]): Promise<Checkin[]> {
      const whose = personIds === undefined ? {} : { personId: { $in: [...personIds] } };
      const hard = { answers: { $elemMatch: { kind: 'mood', text: '1' } }, sentAt: { $exists: true } };
      return (await checkins.find({ courseId, ...whose, ...hard }).lean<CheckinRow[]>()).map(toCheckin);
    },

    /** What somebody of the staff dealt with. @param personIds only theirs */
    async heardOf(courseId: string, personIds?: readonly string[]): Promise<Checkin[]> {
      const whose = personIds === undefined ? {} : { personId: { $in: [...personIds] } };
      const found = checkins.find({ courseId, ...whose, 'heard.0': { $exists: true } });
      return (await found.lean<CheckinRow[]>()).map(toCheckin);
    },

    /** Somebody of the staff knows of it, once. */
    async note(courseId: string, key: CheckinKey, heard: Heard): Promise<void> {
      const { askedAt: at } = heard;
      const last = [{ changedAt: at }, { changedAt: { $exists: false }, sentAt: at }];
      const once = { 'heard.askedAt': { $ne: at } };
      await checkins.updateOne({ courseId, ...key, $or: last, ...once }, { $push: { heard } });
    },
  };
}

/** What is kept of it from page to page. */
export const keptNoticing: KeptParts<NoticingStore> = {
  askingPartner: { rows: ({ personId }) => personId },
  veryHard: { rows: ({ personId }) => personId },
  heardOf: { rows: ({ personId }) => personId },
  note: { wrote: (_done, _courseId, { personId }) => [personId] },
};
