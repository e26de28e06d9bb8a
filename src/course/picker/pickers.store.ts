/** A *picker* is Moodle's question "what shall this link be?" (deep linking), kept until the teacher has answered. */
import { Schema, type Connection } from 'mongoose';
import { after, hour } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import type { DeepLinkingRequest } from '../../lti/gateway.js';

interface PickerRow {
  _id: string;
  courseId: string;
  request: DeepLinkingRequest;
  expiresAt: Date;
}

/** As long as a visit. */
const life = 12 * hour;

export type PickerStore = ReturnType<typeof pickerStore>;

export function pickerStore(connection: Connection) {
  const pickers = connection.model<PickerRow>(
    'Picker',
    new Schema<PickerRow>(
      {
        _id: String,
        courseId: { type: String, required: true },
        request: { type: Schema.Types.Mixed, required: true },
        expiresAt: { type: Date, required: true, index: { expireAfterSeconds: 0 } },
      },
      { versionKey: false, minimize: false },
    ),
  );

  return {
    async open(courseId: string, request: DeepLinkingRequest, now: Date): Promise<string> {
      const pickerId = newId();
      await pickers.create({ _id: pickerId, courseId, request, expiresAt: after(now, life) });
      return pickerId;
    },

    async request(courseId: string, pickerId: string, now: Date): Promise<DeepLinkingRequest | undefined> {
      const row = await pickers.findOne({ courseId, _id: pickerId, expiresAt: { $gt: now } }).lean<PickerRow>();
      return row?.request;
    },
  };
}
