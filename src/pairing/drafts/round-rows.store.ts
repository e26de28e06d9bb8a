/** How rounds are kept. */
import { Schema, type Connection, type Model } from 'mongoose';
import type { HistoryEntry } from '../words/history.js';

export interface RoundRow {
  _id: string;
  courseId: string;
  draftId: string | null;
  publishedDraftId: string | null;
  publishedAt: Date | null;
  publishedBy: string | null;
  previousDraftId: string | null;
  undoUntil: Date | null;
  /** Every draft that is or was published and not taken back, with the one whose publication it continues. */
  published: { draftId: string; publicationId: string }[];
  /** What was done by the writes to this row, until the history has it. */
  deeds: HistoryEntry[];
  /** False from the moment the published field moves until the job has followed it. */
  materialised: boolean;
  /** Grows with every write that the job has to follow; absent in rows older than the field. */
  moves?: number;
}

export function roundModel(connection: Connection): Model<RoundRow> {
  const maybe = { type: String, default: null } as const;
  return connection.model<RoundRow>(
    'Round',
    new Schema<RoundRow>(
      {
        _id: String,
        courseId: { type: String, required: true, unique: true },
        draftId: maybe,
        publishedDraftId: maybe,
        publishedAt: { type: Date, default: null },
        publishedBy: maybe,
        previousDraftId: maybe,
        undoUntil: { type: Date, default: null },
        published: { type: Schema.Types.Mixed, default: [] },
        deeds: { type: Schema.Types.Mixed, default: [] },
        materialised: { type: Boolean, default: true, index: true },
        moves: Number,
      },
      { versionKey: false },
    ),
  );
}
