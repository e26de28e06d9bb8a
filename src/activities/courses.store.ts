import { Schema, type Connection } from 'mongoose';
import { upserting } from '../shared/duplicate-key.js';
import { newId } from '../shared/ids.js';
import type { Launch, ServiceRef } from '../lti/gateway.js';
import { mergedService, sameService } from './activities.rules.js';
import type { Course } from './course.js';

interface CourseRow {
  _id: string;
  platformId: string;
  deploymentId: string;
  externalId: string;
  title: string;
  label: string;
  service: ServiceRef;
}

export type CourseStore = ReturnType<typeof courseStore>;

export function courseStore(connection: Connection) {
  const schema = new Schema<CourseRow>(
    {
      _id: String,
      platformId: { type: String, required: true },
      deploymentId: { type: String, required: true },
      externalId: { type: String, required: true },
      title: { type: String, default: '' },
      label: { type: String, default: '' },
      service: { type: Schema.Types.Mixed, required: true },
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ platformId: 1, deploymentId: 1, externalId: 1 }, { unique: true });
  const courses = connection.model<CourseRow>('Course', schema);

  async function insertOrFind(tenant: Tenant, facts: Facts): Promise<CourseRow> {
    const insert = { $setOnInsert: { _id: newId(), ...facts } };
    const options = { upsert: true, returnDocument: 'after' } as const;
    return upserting(() => courses.findOneAndUpdate(tenant, insert, options).orFail().lean<CourseRow>().exec());
  }

  return {
    /** The launched course; written only when it is new or something about it changed. */
    async upsertCourse(launch: Launch): Promise<Course> {
      const { platformId, deploymentId, course } = launch;
      const tenant = { platformId, deploymentId, externalId: course.externalId };
      const service = mergedService(launch.service, launch.service);
      const facts = { title: course.title, label: course.label, service };
      const known = (await courses.findOne(tenant).lean<CourseRow>()) ?? (await insertOrFind(tenant, facts));
      const current = { ...facts, service: mergedService(known.service, service) };
      const keeps = known.title === facts.title && known.label === facts.label;
      if (keeps && sameService(known.service, current.service)) {
        return toCourse(known);
      }
      await courses.updateOne({ _id: known._id }, { $set: current });
      return toCourse({ ...known, ...current });
    },

    async course(courseId: string): Promise<Course | undefined> {
      const row = await courses.findOne({ _id: courseId }).lean<CourseRow>();
      return row ? toCourse(row) : undefined;
    },
  };
}

type Tenant = Pick<CourseRow, 'platformId' | 'deploymentId' | 'externalId'>;
type Facts = Pick<CourseRow, 'title' | 'label' | 'service'>;

function toCourse(row: CourseRow): Course {
  return {
    courseId: row._id,
    platformId: row.platformId,
    title: row.title,
    label: row.label,
    service: row.service,
  };
}
