/**
 * Person and membership are one record: nothing in Tandem reaches across courses, so somebody in two courses is two
 * persons, and deleting a course leaves nothing behind.
 */
import { Schema, type Connection, type mongo } from 'mongoose';
import { isDuplicateKey, upserting } from '../../shared/duplicate-key.js';
import { holdsAll } from '../../shared/holds.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import { packRows, rowsAtATime, type PackedRows } from '../../shared/packed.js';
import type { CourseRole } from '../../lti/gateway.js';
import type { Listed, RosterChange, Told } from './roster.rules.js';
import type { Capacity } from './who-may.js';

export interface PersonRow extends Listed {
  _id: string;
  courseId: string;
  /** As the platform says. */
  timeZone?: string;
  /** As the person told Tandem; it wins. */
  saidZone?: string;
  locale?: string;
  /** Self-chosen, for a platform that shares no name; `chosenKey` is its folded form, one of each in a course. */
  chosenName?: string;
  chosenKey?: string;
  /** Folded names that a teacher took away. */
  refusedKeys?: readonly string[];
  /** Absent while no launch told them. */
  groupIds?: readonly string[];
  /** When a launch told them first. */
  groupsKnownAt?: Date;
  /** What a teacher said this person may be; it wins over what the course says of all. */
  saidMayBe?: readonly Capacity[];
  joinedAt: Date;
}

const standingFields = { status: 1, launchRole: 1, rosterRole: 1, saidZone: 1, groupIds: 1, saidMayBe: 1 } as const;

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
      saidZone: String,
      locale: String,
      chosenName: String,
      chosenKey: String,
      refusedKeys: { type: [String], default: undefined },
      groupIds: { type: [String], default: undefined },
      groupsKnownAt: Date,
      saidMayBe: { type: [String], default: undefined },
      joinedAt: { type: Date, required: true },
    },
    { versionKey: false, collection: 'people' },
  );
  schema.index({ courseId: 1, externalId: 1 }, { unique: true });
  schema.index(
    { courseId: 1, chosenKey: 1 },
    { unique: true, partialFilterExpression: { chosenKey: { $exists: true } } },
  );
  const people = connection.model<PersonRow>('Person', schema);
  // Every field is ours and of its type, and casting by the model costs more than the reads and writes.
  const native = people.db.collection<PersonRow>(people.collection.name);

  async function insertOrFind(courseId: string, launched: LaunchedPerson, now: Date): Promise<PersonRow> {
    const { externalId, ...told } = launched;
    const fresh = { _id: newId(), status: 'active', absences: 0, joinedAt: now } as const;
    const options = { upsert: true, returnDocument: 'after' } as const;
    const insert = { $setOnInsert: { ...fresh, ...told, ...(told.groupIds && { groupsKnownAt: now }) } };
    return upserting(() =>
      people.findOneAndUpdate({ courseId, externalId }, insert, options).orFail().lean<PersonRow>().exec(),
    );
  }

  async function writeChanges(courseId: string, changes: readonly RosterChange[], now: Date): Promise<void> {
    await native.bulkWrite(
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
      const isNews = launched.groupIds !== undefined && known.groupsKnownAt === undefined;
      const here = { status: 'active' as const, absences: 0, ...(isNews && { groupsKnownAt: now }) };
      const current = { ...launched, ...here };
      if (holdsAll(known, current)) return known;
      await people.updateOne({ courseId, _id: known._id }, { $set: current });
      return { ...known, ...current };
    },

    /** How many people each course has: for the operator, who stands above courses. */
    async findCourseSizes(): Promise<Map<string, number>> {
      const sizes = await people.aggregate<{ _id: string; count: number }>([
        { $group: { _id: '$courseId', count: { $sum: 1 } } },
      ]);
      return new Map(sizes.map(({ _id, count }) => [_id, count]));
    },

    async byExternalId(courseId: string, externalId: string): Promise<PersonRow | undefined> {
      return (await native.findOne({ courseId, externalId })) ?? undefined;
    },

    async byId(courseId: string, personId: string): Promise<PersonRow | undefined> {
      return (await native.findOne({ courseId, _id: personId })) ?? undefined;
    },

    /** As little as tells what somebody may do: asked at every page. */
    async standing(
      courseId: string,
      personId: string,
    ): Promise<Pick<PersonRow, keyof typeof standingFields> | undefined> {
      return (
        (await native.findOne({ courseId, _id: personId }, { projection: { _id: 0, ...standingFields } })) ?? undefined
      );
    },

    /** Also those who left. */
    async all(courseId: string, personIds?: readonly string[]): Promise<PersonRow[]> {
      const those = personIds ? { _id: { $in: [...personIds] } } : {};
      return people
        .find({ courseId, ...those })
        .batchSize(rowsAtATime)
        .lean<PersonRow[]>();
    },

    /** {@link PersonRow}s of everybody, also of those who left. */
    async packed(courseId: string): Promise<PackedRows> {
      return packRows(await native.find<Uint8Array>({ courseId }, { raw: true, batchSize: rowsAtATime }).toArray());
    },

    /** Forgets the launches as Instructor; the next one counts again. False: nothing of the kind was known. */
    async becomeLearner(courseId: string, personId: string): Promise<boolean> {
      const known = { courseId, _id: personId, launchRole: 'teacher', rosterRole: { $ne: 'teacher' } } as const;
      const { modifiedCount } = await people.updateOne(known, { $set: { launchRole: 'learner' } });
      return modifiedCount === 1;
    },

    /** As if they had launched as Instructor. False: they are staff already. */
    async becomeStaff(courseId: string, personId: string): Promise<boolean> {
      const known = {
        courseId,
        _id: personId,
        launchRole: { $ne: 'teacher' },
        rosterRole: { $ne: 'teacher' },
      } as const;
      const { modifiedCount } = await people.updateOne(known, { $set: { launchRole: 'teacher' } });
      return modifiedCount === 1;
    },

    /** Undefined: as the course says of all. */
    async sayMayBe(courseId: string, personId: string, said: readonly Capacity[] | undefined): Promise<void> {
      const change = said === undefined ? { $unset: { saidMayBe: 1 } } : { $set: { saidMayBe: said } };
      await people.updateOne({ courseId, _id: personId }, change);
    },

    /** Undefined: as the platform says again. */
    async sayZone(courseId: string, personId: string, zone: string | undefined): Promise<void> {
      const change = zone === undefined ? { $unset: { saidZone: 1 } } : { $set: { saidZone: zone } };
      await people.updateOne({ courseId, _id: personId }, change);
    },

    /** False: somebody else in the course has it already. */
    async chooseName(courseId: string, personId: string, chosen: { name: string; key: string }): Promise<boolean> {
      try {
        const $set = { chosenName: chosen.name, chosenKey: chosen.key };
        await people.updateOne({ courseId, _id: personId }, { $set });
        return true;
      } catch (problem) {
        if (isDuplicateKey(problem)) return false;
        throw problem;
      }
    },

    /** `refusedKey`: a teacher took it away, so it is not chosen again. */
    async dropName(courseId: string, personId: string, refusedKey?: string): Promise<void> {
      const $unset = { chosenName: 1, chosenKey: 1 };
      const refused = refusedKey !== undefined && { $addToSet: { refusedKeys: refusedKey } };
      await people.updateOne({ courseId, _id: personId }, { $unset, ...refused });
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

/** What is kept of it from page to page. */
export const keptPeople: KeptParts<PeopleStore> = {
  all: { rows: ({ _id }) => _id },
  byId: 'kept',
  standing: 'read',
  byExternalId: 'read',
  packed: 'read',
  findCourseSizes: 'read',
  saveLaunched: { wrote: (person, _courseId, found) => (person === found ? [] : [person._id]) },
  becomeLearner: { wrote: (_done, _courseId, personId) => [personId] },
  becomeStaff: { wrote: (_done, _courseId, personId) => [personId] },
  chooseName: { wrote: (_done, _courseId, personId) => [personId] },
  dropName: { wrote: (_done, _courseId, personId) => [personId] },
  sayZone: { wrote: (_done, _courseId, personId) => [personId] },
  sayMayBe: { wrote: (_done, _courseId, personId) => [personId] },
  applyChanges: { wrote: (_done, _courseId, changes) => (changes.length === 0 ? [] : 'all') },
};

function operation(courseId: string, change: RosterChange, now: Date): mongo.AnyBulkWriteOperation<PersonRow> {
  const filter = { courseId, externalId: change.externalId };
  if (change.kind === 'leave') return { updateOne: { filter, update: { $set: { status: 'left', absences: 0 } } } };
  if (change.kind === 'miss') return { updateOne: { filter, update: { $set: { absences: change.absences } } } };
  const $set = { ...change.set, status: 'active' as const, absences: 0 };
  const $setOnInsert = { _id: newId(), joinedAt: now };
  return { updateOne: { filter, update: { $set, $setOnInsert }, upsert: true } };
}
