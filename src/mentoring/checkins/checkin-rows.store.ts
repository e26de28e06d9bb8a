/** How check-ins are kept, and how the former version kept them. */
import { Schema, type Connection, type Model } from 'mongoose';
import type { Checkin, CheckinDraft, Handed, Heard, Help } from './checkin.js';

export interface CheckinRow extends Checkin {
  _id: string;
  /** Of help asked of the teacher; missing where it was sent before calls were kept. */
  call?: 'open' | 'done';
  /** When the score of what was sent was recorded; missing after a crash in between, which a job repairs. */
  scoredAt?: Date;
}

/** One check-in an activity and person, with four answers that had places of their own. */
export interface FormerRow {
  _id: string;
  courseId: string;
  activityId: string;
  personId: string;
  draft?: CheckinDraft;
  answers?: { mood: string; obstacle: string; step: string; help: Help };
  sentAt?: Date;
  changedAt?: Date;
  scoredAt?: Date;
  call?: 'open' | 'done';
  heard?: Heard[];
  handed?: Handed;
  /** Taken over to where check-ins are kept now. */
  movedAt?: Date;
}

const text = { type: String, required: true } as const;
const mixed = { type: Schema.Types.Mixed } as const;

/** Two stores use it. */
export function checkinModel(connection: Connection): Model<CheckinRow> {
  // SAFETY: nobody else names a model so.
  const known = connection.models.Checkin as Model<CheckinRow> | undefined;
  return known ?? madeModel(connection);
}

function madeModel(connection: Connection): Model<CheckinRow> {
  const schema = new Schema<CheckinRow>(
    {
      ...{ _id: String, courseId: text, activityId: text, occurrence: text, personId: text },
      ...{ draft: mixed, form: String, answers: { type: [Schema.Types.Mixed], default: undefined }, help: String },
      ...{ sentAt: Date, changedAt: Date, scoredAt: Date, call: String },
      ...{ heard: { type: [Schema.Types.Mixed], default: undefined }, handed: mixed, escalates: Boolean },
      ...{ replies: mixed, repliesSeenAt: Date, fate: String },
    },
    { versionKey: false, minimize: false, collection: 'checkinanswers' },
  );
  schema.index({ courseId: 1, activityId: 1, occurrence: 1, personId: 1 }, { unique: true });
  schema.index({ courseId: 1, activityId: 1, occurrence: 1, sentAt: 1 });
  schema.index({ courseId: 1, personId: 1 });
  schema.index({ scoredAt: 1, sentAt: 1 });
  schema.index({ courseId: 1, help: 1 });
  return connection.model<CheckinRow>('Checkin', schema);
}

export function formerModel(connection: Connection): Model<FormerRow> {
  const schema = new Schema<FormerRow>(
    {
      ...{ _id: String, courseId: text, activityId: text, personId: text, draft: mixed, answers: mixed },
      ...{ sentAt: Date, changedAt: Date, scoredAt: Date, call: String, movedAt: Date },
      ...{ heard: { type: [Schema.Types.Mixed], default: undefined }, handed: mixed },
    },
    { versionKey: false, minimize: false, collection: 'checkins' },
  );
  schema.index({ movedAt: 1 });
  return connection.model<FormerRow>('FormerCheckin', schema);
}

/** What only the store knows of a row stays with the stores. */
export function toCheckin(row: CheckinRow): Checkin {
  const checkin: Checkin & Partial<CheckinRow> = { ...row };
  delete checkin._id;
  delete checkin.call;
  delete checkin.scoredAt;
  return checkin;
}
