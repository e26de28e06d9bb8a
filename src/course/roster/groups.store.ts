/** The names of a course's groups, all in one document: an import is there as a whole or not at all. */
import { Schema, type Connection } from 'mongoose';
import { upserting } from '../../shared/duplicate-key.js';
import type { KeptParts } from '../../kept/kept.js';
import type { GroupName } from './groups.rules.js';

interface GroupNamesRow {
  _id: string;
  names: GroupName[];
}

export type GroupStore = ReturnType<typeof groupStore>;

export function groupStore(connection: Connection) {
  const schema = new Schema<GroupNamesRow>(
    { _id: String, names: { type: Schema.Types.Mixed, required: true } },
    { versionKey: false, collection: 'groupnames' },
  );
  const groups = connection.model<GroupNamesRow>('GroupNames', schema);

  return {
    async names(courseId: string): Promise<Map<string, string>> {
      const row = await groups.findOne({ _id: courseId }).lean<GroupNamesRow>();
      return new Map(row?.names.map(({ groupId, name }) => [groupId, name]));
    },

    async replaceNames(courseId: string, names: readonly GroupName[]): Promise<void> {
      const $set = { names: names.map(({ groupId, name }) => ({ groupId, name })) };
      await upserting(() => groups.updateOne({ _id: courseId }, { $set }, { upsert: true }).exec());
    },
  };
}

/** What is kept of it from page to page. */
export const keptGroups: KeptParts<GroupStore> = { names: 'kept', replaceNames: 'writes' };
