/** What was found out about each course's connection, one document per course. */
import { Schema, type Connection } from 'mongoose';
import { after, minute } from '../../shared/clock.js';
import { isDuplicateKey, upserting } from '../../shared/duplicate-key.js';
import type { KeptParts } from '../../kept/kept.js';
import type { Findings, ServiceCheck } from './diagnostic.js';

export interface DiagnosisRow {
  courseId: string;
  platformId: string;
  findings: Findings;
  changedAt: Date;
}

interface StoredRow extends Omit<DiagnosisRow, 'courseId'> {
  _id: string;
  /** When a person last asked for a test, by check. */
  asked?: Partial<Record<ServiceCheck, Date>>;
}

/** Moodle is somebody's shared server: the same test of a course runs at most once in this time. */
const askedPause = minute;

export type DiagnosticsStore = ReturnType<typeof diagnosticsStore>;

export function diagnosticsStore(connection: Connection) {
  const schema = new Schema<StoredRow>(
    {
      _id: String,
      platformId: { type: String, required: true },
      findings: { type: Schema.Types.Mixed, required: true },
      changedAt: { type: Date, required: true },
      asked: { type: Schema.Types.Mixed },
    },
    { versionKey: false, minimize: false, collection: 'diagnostics' },
  );
  schema.index({ changedAt: -1 });
  const diagnoses = connection.model<StoredRow>('Diagnosis', schema);

  return {
    async findings(courseId: string): Promise<Findings> {
      return (await diagnoses.findOne({ _id: courseId }).lean<StoredRow>())?.findings ?? {};
    },

    async save(courseId: string, platformId: string, { findings, now }: { findings: Findings; now: Date }) {
      const $set = { platformId, changedAt: now, ...fieldsOf(findings) };
      await upserting(() => diagnoses.updateOne({ _id: courseId }, { $set }, { upsert: true }).exec());
    },

    /** The right to run this test now; of two who ask at once one has it. */
    async claim(courseId: string, platformId: string, { check, now }: { check: ServiceCheck; now: Date }) {
      const field = `asked.${check}`;
      const free = { $or: [{ [field]: { $exists: false } }, { [field]: { $lte: after(now, -askedPause) } }] };
      const $set = { [field]: now };
      const $setOnInsert = { platformId, findings: {}, changedAt: now };
      try {
        await diagnoses.updateOne({ _id: courseId, ...free }, { $set, $setOnInsert }, { upsert: true });
        return true;
      } catch (problem) {
        // The course is there and the test is not free: the upsert ran into it.
        if (isDuplicateKey(problem)) return false;
        throw problem;
      }
    },

    async findCoursesDiagnosed(limit: number): Promise<DiagnosisRow[]> {
      const rows = await diagnoses.find().sort({ changedAt: -1 }).limit(limit).lean<StoredRow[]>();
      return rows.map(({ _id, platformId, findings, changedAt }) => ({
        courseId: _id,
        platformId,
        findings,
        changedAt,
      }));
    },
  };
}

/** What is kept of it from page to page. One document a course, which launches write: a page reads it, once. */
export const keptDiagnostics: KeptParts<DiagnosticsStore> = {
  findings: 'once',
  findCoursesDiagnosed: 'read',
  save: { wrote: () => [] },
  claim: { wrote: () => [] },
};

/** Field by field, so that a test and a launch at the same moment keep each other's findings. */
function fieldsOf(findings: Findings): Record<string, unknown> {
  return Object.fromEntries(Object.entries(findings).map(([check, finding]) => [`findings.${check}`, finding]));
}
