import { Schema, type Connection } from 'mongoose';
import { changeOf } from '../../shared/change.js';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import type { ServiceRef } from '../../lti/gateway.js';
import { sameService, toldApart } from './activities.rules.js';
import type { StoredLink } from './link.rules.js';
import type { Activity } from './activity.js';
import type { Kind } from './kind.js';

interface ActivityRow {
  _id: string;
  courseId: string;
  externalId: string;
  kind?: Kind;
  title: string;
  settings: Readonly<Record<string, unknown>>;
  service: ServiceRef;
  /** From the link's custom values; a duplicated link has the same. */
  identity?: string;
  /** Its course has started fresh: nothing but copies of its settings is read any more. */
  archived?: boolean;
}

/** What a launch says about its link. `kind`: absent when the link names none, which keeps the stored one. */
export interface LaunchedActivity {
  externalId: string;
  title: string;
  kind?: Kind;
  identity?: string;
  service: ServiceRef;
}

/** What an activity begins with; `kind` only where the link names none. */
export interface Start {
  kind?: Kind;
  settings: Readonly<Record<string, unknown>>;
}

export interface KeptLink extends StoredLink {
  settings: Readonly<Record<string, unknown>>;
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
      identity: String,
      archived: Boolean,
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ courseId: 1, externalId: 1 }, { unique: true });
  schema.index({ courseId: 1, identity: 1 });
  const activities = connection.model<ActivityRow>('Activity', schema);
  // Once a launch, and on most pages: no casting.
  const native = activities.db.collection<ActivityRow>(activities.collection.name);

  async function insertOrFind(courseId: string, launched: LaunchedActivity, start: Start): Promise<ActivityRow> {
    const { externalId, ...facts } = launched;
    const insert = { $setOnInsert: { _id: newId(), ...start, ...facts } };
    const options = { upsert: true, returnDocument: 'after' } as const;
    return upserting(() =>
      activities.findOneAndUpdate({ courseId, externalId }, insert, options).orFail().lean<ActivityRow>().exec(),
    );
  }

  return {
    /** The launched activity; written only when it is new (then it begins with `start`) or something about it changed. */
    async upsertLaunched(
      courseId: string,
      launched: LaunchedActivity,
      start: () => Promise<Start>,
    ): Promise<{ activity: Activity; written: boolean }> {
      const { externalId, title, kind, service } = launched;
      const found = await native.findOne({ courseId, externalId });
      const known = found ?? (await insertOrFind(courseId, launched, await start()));
      const current = { title, service, ...(kind && { kind }) };
      const keeps = known.title === title && sameService(known.service, service) && (kind ?? known.kind) === known.kind;
      if (keeps) return { activity: toActivity(known), written: !found };
      await activities.updateOne({ courseId, _id: known._id }, { $set: current });
      return { activity: toActivity({ ...known, ...current }), written: true };
    },

    async activity(courseId: string, activityId: string): Promise<Activity | undefined> {
      const row = await native.findOne({ courseId, _id: activityId, ...living });
      return row ? toActivity(row) : undefined;
    },

    /** "Week 2" before "Week 10"; those of one name can be told apart. */
    async all(courseId: string): Promise<Activity[]> {
      const rows = await activities.find({ courseId, ...living }).lean<ActivityRow[]>();
      return toldApart(rows).map(toActivity);
    },

    /** Also those of a course that has started fresh: for copies of their settings. */
    async links(courseId: string, identity: string | undefined): Promise<KeptLink[]> {
      const filter = { courseId, identity: identity ?? { $exists: false } };
      const rows = await activities.find(filter).lean<ActivityRow[]>();
      return rows.map(toLink);
    },

    /** Activities by the identity of their link. */
    async byIdentity(courseId: string): Promise<Map<string, Activity>> {
      const rows = await activities.find({ courseId, identity: { $exists: true }, ...living }).lean<ActivityRow[]>();
      return new Map(toldApart(rows).map((row) => [row.identity ?? '', toActivity(row)]));
    },

    /** Puts all of a course out of sight of pages and jobs, or back. */
    async archive(courseId: string, archived: boolean): Promise<void> {
      await activities.updateMany({ courseId }, archived ? { $set: { archived } } : { $unset: { archived: 1 } });
    },

    async changeSettings(courseId: string, activityId: string, changed: Readonly<Record<string, unknown>>) {
      const change = changeOf(changed, 'settings.');
      if (change) await activities.updateOne({ courseId, _id: activityId }, change);
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

/** What is kept of it from page to page. */
export const keptActivities: KeptParts<ActivityStore> = {
  activity: 'kept',
  all: 'kept',
  byIdentity: 'kept',
  // Of other courses too, and of no page.
  links: 'read',
  upsertLaunched: { wrote: ({ written }) => (written ? 'all' : []) },
  archive: 'writes',
  changeSettings: 'writes',
  chooseKind: { wrote: (chosen) => (chosen ? 'all' : []) },
};

const living = { archived: { $ne: true } } as const;

function toLink({ externalId, title, kind, identity, settings }: ActivityRow): KeptLink {
  return { externalId, title, settings, ...(kind && { kind }), ...(identity !== undefined && { identity }) };
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
