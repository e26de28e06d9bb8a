import { Schema, type Connection } from 'mongoose';
import { day } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import type { Decision } from './decision.js';

interface DecisionRow extends Decision {
  _id: string;
}

const keptFor = 730 * day;

export type DecisionStore = ReturnType<typeof decisionStore>;

/** Written beside every act of an operator; nothing changes or deletes one but its age. */
export function decisionStore(connection: Connection) {
  const schema = new Schema<DecisionRow>(
    {
      _id: String,
      at: { type: Date, required: true, index: { expireAfterSeconds: keptFor / 1000 } },
      operator: { type: String, required: true },
      deed: { type: String, required: true },
      about: { type: String, default: '' },
    },
    { versionKey: false },
  );
  const decisions = connection.model<DecisionRow>('OperatorDecision', schema);
  return {
    async record(decision: Decision): Promise<void> {
      await decisions.create({ _id: newId(), ...decision });
    },
    async latest(limit: number): Promise<Decision[]> {
      const rows = await decisions.find().sort({ at: -1, _id: 1 }).limit(limit).lean<DecisionRow[]>();
      return rows.map(({ at, operator, deed, about }) => ({ at, operator, deed, about }));
    },
  };
}
