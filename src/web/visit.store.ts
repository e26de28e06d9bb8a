/** Visits and the tickets that open them. Secrets are kept as hashes: a copy of the database opens nothing. */
import { Schema, type Connection } from 'mongoose';
import { after, hour, minute, second } from '../shared/clock.js';
import { upserting } from '../shared/duplicate-key.js';
import { newId, newSecret, secretHash } from '../shared/ids.js';
import type { Visit } from './visit.js';

export type NewVisit = Omit<Visit, 'visitId' | 'bound'>;

/**
 * - `entry` (30 s): the redirect after a launch
 * - `transfer` (60 s): one link into a new tab, asked for from inside the visit
 * - `pending` (10 min): a launch whose browser keeps no cookie; the new tab asks "Continue as NAME?" first
 */
export type TicketPurpose = 'entry' | 'transfer' | 'pending';

const ticketLife: Record<TicketPurpose, number> = { entry: 30 * second, transfer: 60 * second, pending: 10 * minute };
const absoluteLife = 12 * hour;
const idleLife = 4 * hour;
/** Writing "seen" at most this often keeps a page view from costing a write. */
const seenEvery = 5 * minute;

interface VisitRow {
  _id: string;
  visit: NewVisit;
  cookieHash: string | null;
  expiresAt: Date;
  seenAt: Date;
}

interface TicketRow {
  _id: string;
  purpose: TicketPurpose;
  visit: NewVisit;
  path: string;
  expiresAt: Date;
}

export type VisitStore = ReturnType<typeof visitStore>;

export function visitStore(connection: Connection) {
  const rowOptions = { versionKey: false, minimize: false } as const;
  const visits = connection.model<VisitRow>(
    'Visit',
    new Schema<VisitRow>(
      {
        _id: String,
        visit: { type: Schema.Types.Mixed, required: true },
        cookieHash: { type: String, default: null },
        expiresAt: { type: Date, required: true, index: { expireAfterSeconds: 0 } },
        seenAt: { type: Date, required: true },
      },
      rowOptions,
    ),
  );
  const tickets = connection.model<TicketRow>(
    'Ticket',
    new Schema<TicketRow>(
      {
        _id: String,
        purpose: { type: String, required: true },
        visit: { type: Schema.Types.Mixed, required: true },
        path: { type: String, required: true },
        expiresAt: { type: Date, required: true, index: { expireAfterSeconds: 0 } },
      },
      rowOptions,
    ),
  );

  const closed = connection.model<{ _id: string }>(
    'ClosedCourse',
    new Schema<{ _id: string }>({ _id: String }, { versionKey: false }),
  );

  return {
    async issueTicket(purpose: TicketPurpose, visit: NewVisit, path: string, now: Date): Promise<string> {
      const secret = newSecret();
      const expiresAt = after(now, ticketLife[purpose]);
      await tickets.create({ _id: secretHash(secret), purpose, visit, path, expiresAt });
      return secret;
    },

    /** Takes the ticket: of two who come with the same one, the second gets nothing. */
    async takeTicket(secret: string, purposes: readonly TicketPurpose[], now: Date) {
      const row = await tickets
        .findOneAndDelete({ _id: secretHash(secret), purpose: { $in: purposes }, expiresAt: { $gt: now } })
        .lean<TicketRow>();
      return row && { purpose: row.purpose, visit: row.visit, path: row.path };
    },

    /** Looks without taking: the page that asks "Continue as NAME?". */
    async peekTicket(secret: string, purpose: TicketPurpose, now: Date) {
      const row = await tickets
        .findOne({ _id: secretHash(secret), purpose, expiresAt: { $gt: now } })
        .lean<TicketRow>();
      return row && { visit: row.visit };
    },

    /**
     * `cookieSecret` undefined: an unbound visit, see {@link Visit.bound}. Yields undefined when the course was closed
     * meanwhile.
     */
    async begin(visit: NewVisit, cookieSecret: string | undefined, now: Date): Promise<string | undefined> {
      const visitId = newId();
      await visits.create({
        _id: visitId,
        visit,
        cookieHash: cookieSecret === undefined ? null : secretHash(cookieSecret),
        expiresAt: after(now, absoluteLife),
        seenAt: now,
      });
      // Looked at after writing, as endAll deletes after closing: of the two, one sees the other.
      if (!(await closed.exists({ _id: visit.courseId }))) return visitId;
      await visits.deleteOne({ _id: visitId });
      return undefined;
    },

    /** The visit and how it is proven; undefined when it never was, or is over (12 h, or 4 h without a page). */
    async find(visitId: string, now: Date) {
      const row = await visits
        .findOne({ _id: visitId, expiresAt: { $gt: now }, seenAt: { $gt: after(now, -idleLife) } })
        .lean<VisitRow>();
      if (!row) return undefined;
      if (now.getTime() - row.seenAt.getTime() > seenEvery) await visits.updateOne({ _id: visitId }, { seenAt: now });
      const visit: Visit = { ...row.visit, visitId, bound: row.cookieHash !== null };
      return { visit, cookieHash: row.cookieHash };
    },

    /** Ends every visit to a course, also those that a ticket would begin, until {@link admitAgain}. */
    async endAll(courseId: string): Promise<void> {
      await upserting(() =>
        closed.updateOne({ _id: courseId }, { $setOnInsert: { _id: courseId } }, { upsert: true }).exec(),
      );
      await tickets.deleteMany({ 'visit.courseId': courseId });
      await visits.deleteMany({ 'visit.courseId': courseId });
    },

    async admitAgain(courseId: string): Promise<void> {
      await closed.deleteOne({ _id: courseId });
    },
  };
}
