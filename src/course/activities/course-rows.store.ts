/** How courses are kept. */
import { Schema, type Connection, type Model } from 'mongoose';
import type { ServiceRef, TimeFrame } from '../../lti/gateway.js';

export interface CourseRow {
  _id: string;
  platformId: string;
  deploymentId: string;
  externalId: string;
  /** '' while it lives. Its own id once it has started fresh: then another row takes its place in the unique index. */
  archive: string;
  archivedAt?: Date;
  /** A fresh start that was taken back: nothing comes from it. */
  undone?: boolean;
  title: string;
  label: string;
  service: ServiceRef;
  /** As the platform last said. */
  timeFrame?: TimeFrame;
  /** The platform withheld somebody's name at the last launch. */
  nameless?: boolean;
  /** The course whose settings this one began with. */
  settingsFrom?: string;
  /** Learners who had left when a teacher said that the course goes on all the same. */
  goneAccepted?: number;
  /** IANA, for people whose own zone is not known; a teacher said so. */
  timeZone?: string;
  /** A teacher has passed on that names are withheld. */
  namesTold?: boolean;
}

export function courseModel(connection: Connection): Model<CourseRow> {
  const schema = new Schema<CourseRow>(
    {
      _id: String,
      platformId: { type: String, required: true },
      deploymentId: { type: String, required: true },
      externalId: { type: String, required: true },
      archive: { type: String, default: '' },
      archivedAt: Date,
      undone: Boolean,
      title: { type: String, default: '' },
      label: { type: String, default: '' },
      service: { type: Schema.Types.Mixed, required: true },
      timeFrame: { type: Schema.Types.Mixed },
      nameless: Boolean,
      settingsFrom: String,
      goneAccepted: Number,
      namesTold: Boolean,
      timeZone: String,
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ platformId: 1, deploymentId: 1, externalId: 1, archive: 1 }, { unique: true });
  return connection.model<CourseRow>('Course', schema);
}
