/**
 * Person and membership are one record: nothing in Tandem reaches across courses, so somebody in two courses is two
 * persons, and deleting a course leaves nothing behind.
 */
import { Schema, type AnyBulkWriteOperation, type Connection } from 'mongoose';
import { isDuplicateKey, upserting } from '../shared/duplicate-key.js';
import { newId } from '../shared/ids.js';
import type { CourseRole } from '../lti/gateway.js';
import type { Listed, RosterChange, Told } from './roster.rules.js';

export interface PersonRow extends Listed {
  _id: string;
  courseId: string;
  timeZone?: string;
  locale?: string;
  groupIds: readonly string[];
  joinedAt: Date;
}

export interface LaunchedPerson extends Told {
  externalId: string;
  launchRole: CourseRole;
}

export type PeopleStore = ReturnType<typeof peopleStore>;

/** One command's worth; MongoDB takes far more, other work gets a turn in between. */
const batch = 1000;

export function peopleStore(connection: Connection) {
  const schema = new Schema<PersonRow>(
    {
      _id: String,
      courseId: { type: String, required: true },
      externalId: { type: String, required: true },
      name: String,
      launchRole: String,
      rosterRole: String,
      status: { type: String, required: true },
      absences: { type: Number, required: true },
      timeZone: String,
      locale: String,
      groupIds: { type: [String], default: [] },
      joinedAt: { type: Date, required: true },
    },
    { versionKey: false, collection: 'people' },
  );
  schema.index({ courseId: 1, externalId: 1 }, { unique: true });
  const people = connection.model<PersonRow>('Person', schema);

  async function insertOrFind(courseId: string, launched: LaunchedPerson, now: Date): Promise<PersonRow> {
    const { externalId, ...told } = launched;
    const fresh = { _id: newId(), groupIds: [], status: 'active', absences: 0, joinedAt: now } as const;
    const options = { upsert: true, returnDocument: 'after' } as const;
    const insert = { $setOnInsert: { ...fresh, ...told } };
    return upserting(() =>
      people.findOneAndUpdate({ courseId, externalId }, insert, options).orFail().lean<PersonRow>().exec(),
    );
  }

  async function writeChanges(courseId: string, changes: readonly RosterChange[], now: Date): Promise<void> {
    await people.bulkWrite(
      changes.map((change) => operation(courseId, change, now)),
      { ordered: false },
    );
  }

  return {
    /** The launched person, back from having left; written only when new or changed against `found`. */
    async saveLaunched(
      courseId: string,
      found: PersonRow | undefined,
      launched: LaunchedPerson,
      now: Date,
    ): Promise<PersonRow> {
      const known = found ?? (await insertOrFind(courseId, launched, now));
      const current = { ...launched, status: 'active' as const };
      if (holds(known, current)) return known;
      await people.updateOne({ courseId, _id: known._id }, { $set: { ...current, absences: 0 } });
      return { ...known, ...current, absences: 0 };
    },

    async byExternalId(courseId: string, externalId: string): Promise<PersonRow | undefined> {
      return (await people.findOne({ courseId, externalId }).lean<PersonRow>()) ?? undefined;
    },

    async byId(courseId: string, personId: string): Promise<PersonRow | undefined> {
      return (await people.findOne({ courseId, _id: personId }).lean<PersonRow>()) ?? undefined;
    },

    /** Also those who left. */
    async all(courseId: string): Promise<PersonRow[]> {
      return people.find({ courseId }).lean<PersonRow[]>();
    },

    async applyChanges(courseId: string, changes: readonly RosterChange[], now: Date): Promise<void> {
      for (let from = 0; from < changes.length; from += batch) {
        const part = changes.slice(from, from + batch);
        try {
          await writeChanges(courseId, part, now);
        } catch (problem) {
          if (!isDuplicateKey(problem)) throw problem;
          // First launches inserted some of them meanwhile: now they are there, and the same writes update.
          await writeChanges(courseId, part, now);
        }
      }
    },
  };
}

function operation(courseId: string, change: RosterChange, now: Date): AnyBulkWriteOperation<PersonRow> {
  const filter = { courseId, externalId: change.externalId };
  if (change.kind === 'leave') return { updateOne: { filter, update: { $set: { status: 'left', absences: 0 } } } };
  if (change.kind === 'miss') return { updateOne: { filter, update: { $set: { absences: change.absences } } } };
  const $set = { ...change.set, status: 'active' as const, absences: 0 };
  const $setOnInsert = { _id: newId(), groupIds: [], joinedAt: now };
  return { updateOne: { filter, update: { $set, $setOnInsert }, upsert: true } };
}

function holds(known: PersonRow, current: Partial<PersonRow>): boolean {
  return Object.entries(current).every(([field, value]) => {
    // SAFETY: the keys of a Partial<PersonRow> are keys of PersonRow.
    const stored = known[field as keyof PersonRow];
    return Array.isArray(value) ? JSON.stringify(stored) === JSON.stringify(value) : stored === value;
  });
}
