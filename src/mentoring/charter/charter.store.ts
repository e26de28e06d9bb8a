import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey, upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import type { PairKey } from '../mentorships/pair.js';
import type { Charter, CharterForm, CharterLine } from './charter.js';

interface CharterRow extends Charter {
  _id: string;
  courseId: string;
  /** Of two changes at once one is made on top of the other. */
  revision: number;
}

interface TemplatesRow {
  /** The course's id. */
  _id: string;
  mentoring?: CharterLine[];
  peers?: CharterLine[];
}

interface BeginningRow {
  _id: string;
  at: Date;
}

export type CharterStore = ReturnType<typeof charterStore>;
export type OwnTemplates = Partial<Record<CharterForm, readonly CharterLine[]>>;
type Whose = Pick<Charter, 'key' | 'memberIds'>;
type Next = (before: Charter) => Charter | undefined;

const theBeginning = 'charters';

export function charterStore(connection: Connection) {
  const { charters, templates, beginnings } = modelsOf(connection);
  // Every field is ours and of its type; casting would drop what is empty.
  const native = charters.db.collection<CharterRow>(charters.collection.name);

  async function write(courseId: string, charter: Charter, revision: number): Promise<boolean> {
    const values = { ...charter, courseId, revision: revision + 1 };
    if (revision > 0) {
      const { matchedCount } = await native.updateOne({ courseId, key: charter.key, revision }, { $set: values });
      return matchedCount === 1;
    }
    try {
      await native.insertOne({ _id: newId(), ...values });
      return true;
    } catch (problem) {
      if (isDuplicateKey(problem)) return false;
      throw problem;
    }
  }

  async function change(courseId: string, { key, memberIds }: Whose, next: Next): Promise<Charter | undefined> {
    const row = await charters.findOne({ courseId, key }).lean<CharterRow | null>();
    const before = row ? charterOf(row) : { key, memberIds, versions: [], signatures: [], asking: {} };
    const wanted = next(before);
    if (!wanted || (await write(courseId, wanted, row?.revision ?? 0))) return wanted;
    return change(courseId, { key, memberIds }, next);
  }

  return {
    /** @param next told what is stored; undefined: nothing is to change. It may be asked again. */
    change: (courseId: string, whose: Whose, next: Next): Promise<Charter | undefined> => change(courseId, whose, next),

    /** All that this person is in. */
    async of(courseId: string, personId: string): Promise<Charter[]> {
      return (await charters.find({ courseId, memberIds: personId }).lean<CharterRow[]>()).map(charterOf);
    },

    /** Of everybody, or only these. */
    async all(courseId: string, keys?: readonly PairKey[]): Promise<Charter[]> {
      const which = keys === undefined ? {} : { key: { $in: keys } };
      return (await charters.find({ courseId, ...which }).lean<CharterRow[]>()).map(charterOf);
    },

    /** What the course has written itself. */
    async templates(courseId: string): Promise<OwnTemplates> {
      const row = await templates.findOne({ _id: courseId }).lean<TemplatesRow>();
      return { ...(row?.mentoring && { mentoring: row.mentoring }), ...(row?.peers && { peers: row.peers }) };
    },

    async saveTemplate(courseId: string, form: CharterForm, lines: readonly CharterLine[]): Promise<void> {
      const $set = { [form]: [...lines] };
      await upserting(() => templates.updateOne({ _id: courseId }, { $set }, { upsert: true }).exec());
    },

    /** What is proposed holds again. */
    async forgetTemplate(courseId: string, form: CharterForm): Promise<void> {
      await templates.updateOne({ _id: courseId }, { $unset: { [form]: 1 } });
    },

    /** Only where the course has written nothing itself. */
    async takeTemplates(courseId: string, own: OwnTemplates): Promise<void> {
      await upserting(() => templates.updateOne({ _id: courseId }, { $setOnInsert: own }, { upsert: true }).exec());
    },

    /** Since when this installation knows charters, for all its courses; undefined until the job has noted it. */
    async dueSince(): Promise<Date | undefined> {
      return (await beginnings.findOne({ _id: theBeginning }).lean<BeginningRow>())?.at;
    },

    /** Noted once: later it stays what it is. */
    async dueFrom(now: Date): Promise<void> {
      const $setOnInsert = { at: now };
      await upserting(() => beginnings.updateOne({ _id: theBeginning }, { $setOnInsert }, { upsert: true }).exec());
    },
  };
}

/** What is kept of it from page to page. */
export const keptCharters: KeptParts<CharterStore> = {
  of: 'kept',
  all: { rows: ({ key }) => key },
  templates: 'kept',
  change: { wrote: (changed, _courseId, { key }) => (changed ? [key] : []) },
  saveTemplate: 'writes',
  forgetTemplate: 'writes',
  takeTemplates: 'writes',
  dueSince: 'once',
  dueFrom: 'read',
};

function modelsOf(connection: Connection) {
  const text = { type: String, required: true } as const;
  const charters = new Schema<CharterRow>(
    {
      ...{ _id: String, courseId: text, key: text, memberIds: { type: [String], required: true } },
      ...{ revision: { type: Number, required: true }, asking: Schema.Types.Mixed },
      ...{ versions: [Schema.Types.Mixed], signatures: [Schema.Types.Mixed] },
    },
    { versionKey: false },
  );
  charters.index({ courseId: 1, key: 1 }, { unique: true });
  charters.index({ courseId: 1, memberIds: 1 });
  const lines = [{ _id: false, id: text, title: text, text, open: { type: Boolean, required: true } }];
  // An empty list would say that the course wants no lines.
  const whole = { type: lines, default: undefined };
  const templates = new Schema<TemplatesRow>({ _id: String, mentoring: whole, peers: whole }, { versionKey: false });
  const beginnings = new Schema<BeginningRow>({ _id: String, at: Date }, { versionKey: false });
  return {
    charters: connection.model<CharterRow>('Charter', charters),
    templates: connection.model<TemplatesRow>('CharterTemplate', templates),
    beginnings: connection.model<BeginningRow>('Beginning', beginnings),
  };
}

function charterOf({ key, memberIds, versions, signatures, asking }: CharterRow): Charter {
  return { key, memberIds, versions, signatures, asking };
}
