/** What the ladder found, and what people did about it; its settings, and since when it watches a course. */
import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey, upserting } from '../../shared/duplicate-key.js';
import type { KeptParts } from '../../kept/kept.js';
import type { PairKey } from '../mentorships/pair.js';
import type { Act, LadderRow, LadderSettings } from './ladder.js';

interface LadderDoc {
  /** The course's id. */
  _id: string;
  begunAt?: Date;
  settings?: LadderSettings;
}

interface FoundRow extends LadderRow {
  _id: string;
  courseId: string;
}

interface ActRow extends Omit<Act, 'actId'> {
  _id: string;
  courseId: string;
  /** Taken back: it counts no more, and a second click finds it. */
  isBack?: boolean;
}

export interface Begun {
  /** Absent: it does not watch this course yet. */
  begunAt?: Date;
  settings?: LadderSettings;
}

export type LadderStore = ReturnType<typeof ladderStore>;

export function ladderStore(connection: Connection) {
  const { ladders, rows, acts } = modelsOn(connection);

  return {
    async begun(courseId: string): Promise<Begun> {
      const found = await ladders.findOne({ _id: courseId }).lean<LadderDoc>();
      return {
        ...(found?.begunAt && { begunAt: found.begunAt }),
        ...(found?.settings && { settings: found.settings }),
      };
    },

    /** The first time stands: nothing is demanded in arrears. */
    async begin(courseId: string, begunAt: Date): Promise<void> {
      await upserting(() => ladders.updateOne({ _id: courseId }, { $min: { begunAt } }, { upsert: true }).exec());
    },

    /** @param settings undefined: the proposed ones again */
    async save(courseId: string, settings: LadderSettings | undefined): Promise<void> {
      const change = settings ? { $set: { settings: { ...settings } } } : { $unset: { settings: 1 } };
      await upserting(() => ladders.updateOne({ _id: courseId }, change, { upsert: true }).exec());
    },

    /** Those that are not fine. */
    async rows(courseId: string, keys?: readonly PairKey[]): Promise<LadderRow[]> {
      const which = keys === undefined ? {} : { key: { $in: keys } };
      return (await rows.find({ courseId, ...which }).lean<FoundRow[]>()).map(rowOf);
    },

    async rowsOf(courseId: string, personId: string): Promise<LadderRow[]> {
      return (await rows.find({ courseId, memberIds: personId }).lean<FoundRow[]>()).map(rowOf);
    },

    async put(courseId: string, row: LadderRow): Promise<void> {
      const { key, ...values } = row;
      await upserting(() => rows.replaceOne({ courseId, key }, { ...values, courseId, key }, { upsert: true }).exec());
    },

    async drop(courseId: string, keys: readonly PairKey[]): Promise<void> {
      await rows.deleteMany({ courseId, key: { $in: [...keys] } });
    },

    /** Those that stand, oldest first. */
    async acts(courseId: string, keys?: readonly PairKey[]): Promise<Act[]> {
      const which = keys === undefined ? {} : { key: { $in: keys } };
      return (
        await acts
          .find({ courseId, ...which, isBack: { $ne: true } })
          .sort({ at: 1 })
          .lean<ActRow[]>()
      ).map(actOf);
    },

    /** @param actId names the page it was done from: done twice, it is one; done again after it was taken back, it stands */
    async act(courseId: string, { actId, ...act }: Act): Promise<void> {
      try {
        const own = { _id: actId, courseId, byId: act.byId };
        await acts.updateOne(own, { $set: { ...act }, $unset: { isBack: 1 } }, { upsert: true });
      } catch (problem) {
        if (!isDuplicateKey(problem)) throw problem;
      }
    },

    /** The act that is taken back now, or was already; undefined when somebody else did it, or nobody. */
    async takeBack(courseId: string, actId: string, byId: string): Promise<Act | undefined> {
      const found = await acts
        .findOneAndUpdate({ courseId, _id: actId, byId }, { $set: { isBack: true } })
        .lean<ActRow>();
      return found ? actOf(found) : undefined;
    },

    /** How many records are gone: what others did stays. */
    async erase(courseId: string, personId: string): Promise<number> {
      const done = await acts.deleteMany({ courseId, byId: personId });
      const found = await rows.deleteMany({ courseId, memberIds: personId });
      return done.deletedCount + found.deletedCount;
    },
  };
}

/** What is kept of it from page to page. */
export const keptLadder: KeptParts<LadderStore> = {
  begun: 'kept',
  rows: { rows: ({ key }) => key },
  rowsOf: 'kept',
  acts: { rows: ({ key }) => key },
  ...{ begin: 'writes', save: 'writes', erase: 'writes' },
  put: { wrote: (_done, _courseId, { key }) => [key] },
  drop: { wrote: (_done, _courseId, keys) => [...keys] },
  act: { wrote: (_done, _courseId, { key }) => [key] },
  takeBack: { wrote: (act) => (act ? [act.key] : []) },
};

function modelsOn(connection: Connection) {
  const text = { type: String, required: true } as const;
  const mixed = Schema.Types.Mixed;
  const ladder = new Schema<LadderDoc>(
    { _id: String, begunAt: Date, settings: mixed },
    { versionKey: false, collection: 'ladders' },
  );
  const found = new Schema<FoundRow>(
    {
      ...{ courseId: text, key: text, memberIds: [String], rung: text, misses: [mixed] },
      ...{ since: Date, silentSince: Date, lastKeptAt: Date, nextAt: Date, pairId: String },
    },
    { versionKey: false, collection: 'ladderrows' },
  );
  found.index({ courseId: 1, key: 1 }, { unique: true });
  found.index({ courseId: 1, memberIds: 1 });
  const act = new Schema<ActRow>(
    {
      ...{ _id: String, courseId: text, key: text, kind: text, byId: text },
      ...{ at: { type: Date, required: true }, excused: [String], isBack: Boolean },
    },
    { versionKey: false, collection: 'ladderacts' },
  );
  act.index({ courseId: 1, key: 1, at: 1 });
  return {
    ladders: connection.model<LadderDoc>('Ladder', ladder),
    rows: connection.model<FoundRow>('LadderRow', found),
    acts: connection.model<ActRow>('LadderAct', act),
  };
}

function rowOf({ key, memberIds, rung, misses, since, silentSince, lastKeptAt, nextAt, pairId }: FoundRow): LadderRow {
  return {
    ...{ key, memberIds, rung, misses },
    ...(since && { since }),
    ...(silentSince && { silentSince }),
    ...(lastKeptAt && { lastKeptAt }),
    ...(nextAt && { nextAt }),
    ...(pairId !== undefined && { pairId }),
  };
}

function actOf({ _id, key, kind, byId, at, excused }: ActRow): Act {
  return { actId: _id, key, kind, byId, at, excused };
}
