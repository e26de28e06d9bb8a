/** How deliveries are kept; the stores of this folder share the model. */
import { Schema, type Connection, type Model } from 'mongoose';
import type { DeliveryRow } from './deliveries.rules.js';

export function deliveryModel(connection: Connection): Model<DeliveryRow> {
  return connection.model<DeliveryRow>('Delivery', deliverySchema());
}

function deliverySchema(): Schema<DeliveryRow> {
  const required = { type: String, required: true } as const;
  const schema = new Schema<DeliveryRow>(
    {
      _id: String,
      courseId: required,
      activityId: required,
      personId: required,
      given: { type: Number, required: true },
      maximum: { type: Number, required: true },
      comment: String,
      state: required,
      recordedAt: { type: Date, required: true },
      wanted: { type: Number, required: true },
      attempts: { type: Number, required: true },
      nextTryAt: Date,
      takenAt: Date,
      proofAt: Date,
      proofs: Number,
      disputed: Boolean,
      deliveredAt: Date,
      shown: { type: Schema.Types.Mixed },
      sent: { type: [Number], default: undefined },
      proven: Boolean,
      insisted: Boolean,
      failure: { type: Schema.Types.Mixed },
      withdrawal: { type: Schema.Types.Mixed },
      stampAt: Date,
      claimedUntil: { type: Date, required: true },
      claims: { type: Number, required: true },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, personId: 1, activityId: 1 }, { unique: true });
  schema.index({ nextTryAt: 1 }, { sparse: true });
  schema.index({ proofAt: 1 }, { sparse: true });
  schema.index({ courseId: 1, state: 1, deliveredAt: -1 });
  schema.index({ state: 1 });
  return schema;
}
