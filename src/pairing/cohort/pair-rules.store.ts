import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import { neverKey } from '../words/keys.rules.js';
import type { PairRule, PairRuleKind } from '../words/setup.js';

interface PairRuleRow {
  _id: string;
  courseId: string;
  /** One rule for each two people. */
  key: string;
  kind: PairRuleKind;
  personIds: [string, string];
  reason: string | null;
  by: string;
  at: Date;
}

export type PairRulesStore = ReturnType<typeof pairRulesStore>;

/** What the teacher says of two people, for every draft. */
export function pairRulesStore(connection: Connection) {
  const text = { type: String, required: true } as const;
  const schema = new Schema<PairRuleRow>(
    {
      ...{ _id: String, courseId: text, key: text, kind: text, personIds: [String] },
      ...{ reason: { type: String, default: null }, by: text, at: { type: Date, required: true } },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, key: 1 }, { unique: true });
  const rules = connection.model<PairRuleRow>('PairRule', schema);

  return {
    async pairRules(courseId: string): Promise<PairRule[]> {
      const rows = await rules.find({ courseId }).sort({ at: 1, _id: 1 }).lean<PairRuleRow[]>();
      return rows.map(({ _id, kind, personIds, reason, by, at }) => {
        return { ruleId: _id, kind, personIds, ...(reason !== null && { reason }), by, at };
      });
    },

    /** A newer rule for the same two replaces the one before. */
    async setPairRule(
      courseId: string,
      { kind, personIds: [one, other], reason }: Pick<PairRule, 'kind' | 'personIds' | 'reason'>,
      { by, now }: { by: string; now: Date },
    ): Promise<void> {
      const said = { kind, personIds: [one, other] as [string, string], reason: reason ?? null, by, at: now };
      await upserting(() =>
        rules.updateOne(
          { courseId, key: neverKey(one, other) },
          { $set: said, $setOnInsert: { _id: newId() } },
          { upsert: true },
        ),
      );
    },

    async removePairRule(courseId: string, ruleId: string): Promise<void> {
      await rules.deleteOne({ _id: ruleId, courseId });
    },
  };
}

/** What is kept of it from page to page. */
export const keptPairRules: KeptParts<PairRulesStore> = {
  pairRules: 'kept',
  setPairRule: 'writes',
  removePairRule: 'writes',
};
