import { Schema, type Connection } from 'mongoose';
import { upserting } from '../shared/duplicate-key.js';
import { newId } from '../shared/ids.js';
import type { ServiceRef } from '../lti/gateway.js';
import { sameService } from './activities.rules.js';
import type { Activity, Kind } from './activity.js';

interface ActivityRow {
  _id: string;
  courseId: string;
  externalId: string;
  kind?: Kind;
  title: string;
  settings: Readonly<Record<string, unknown>>;
  service: ServiceRef;
}

/** What a launch says about its link. `kind`: absent when the link names none, which keeps the stored one. */
export interface LaunchedActivity {
  externalId: string;
  title: string;
  kind?: Kind;
  service: ServiceRef;
}

export type ActivityStore = ReturnType<typeof activityStore>;

export function activityStore(connection: Connection) {
  const schema = new Schema<ActivityRow>(
    {
      _id: String,
      courseId: { type: String, required: true },
      externalId: { type: String, required: true },
      kind: String,
      title: { type: String, default: '' },
      settings: { type: Schema.Types.Mixed, required: true },
      service: { type: Schema.Types.Mixed, required: true },
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ courseId: 1, externalId: 1 }, { unique: true });
  const activities = connection.model<ActivityRow>('Activity', schema);

  async function insertOrFind(courseId: string, launched: LaunchedActivity): Promise<ActivityRow> {
    const { externalId, ...facts } = launched;
    const insert = { $setOnInsert: { _id: newId(), settings: {}, ...facts } };
    const options = { upsert: true, returnDocument: 'after' } as const;
    return upserting(() =>
      activities.findOneAndUpdate({ courseId, externalId }, insert, options).orFail().lean<ActivityRow>().exec(),
    );
  }

  return {
    /** The launched activity; written only when it is new or something about it changed. */
    async upsertLaunched(courseId: string, launched: LaunchedActivity): Promise<Activity> {
      const { externalId, title, kind, service } = launched;
      const known =
        (await activities.findOne({ courseId, externalId }).lean<ActivityRow>()) ??
        (await insertOrFind(courseId, launched));
      const current = { title, service, ...(kind && { kind }) };
      const keeps = known.title === title && sameService(known.service, service) && (kind ?? known.kind) === known.kind;
      if (keeps) return toActivity(known);
      await activities.updateOne({ courseId, _id: known._id }, { $set: current });
      return toActivity({ ...known, ...current });
    },

    async activity(courseId: string, activityId: string): Promise<Activity | undefined> {
      const row = await activities.findOne({ courseId, _id: activityId }).lean<ActivityRow>();
      return row ? toActivity(row) : undefined;
    },

    async ofKind(courseId: string, kind: Kind): Promise<Activity[]> {
      const rows = await activities.find({ courseId, kind }).sort({ title: 1, _id: 1 }).lean<ActivityRow[]>();
      return rows.map(toActivity);
    },

    async all(courseId: string): Promise<Activity[]> {
      const rows = await activities.find({ courseId }).sort({ title: 1, _id: 1 }).lean<ActivityRow[]>();
      return rows.map(toActivity);
    },

    async saveSettings(courseId: string, activityId: string, settings: Readonly<Record<string, unknown>>) {
      await activities.updateOne({ courseId, _id: activityId }, { $set: { settings } });
    },

    /** False when the activity has a kind already: of two teachers who choose, the first one does. */
    async chooseKind(courseId: string, activityId: string, kind: Kind): Promise<boolean> {
      const outcome = await activities.updateOne(
        { courseId, _id: activityId, kind: { $exists: false } },
        { $set: { kind } },
      );
      return outcome.matchedCount === 1;
    },
  };
}

function toActivity(row: ActivityRow): Activity {
  return {
    activityId: row._id,
    courseId: row.courseId,
    ...(row.kind && { kind: row.kind }),
    title: row.title,
    settings: row.settings,
    service: row.service,
  };
}
