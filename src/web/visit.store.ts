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
 * - `pending` (10 min): opened by a browser that is not known to be the one that launched: it asks "Continue as NAME?"
 */
export type TicketPurpose = 'entry' | 'transfer' | 'pending';

export interface NewTicket {
  purpose: TicketPurpose;
  visit: NewVisit;
  path: string;
  /**
   * Hashes of secrets of the browser it was made for, one per partition; that of the launch first. Empty: it brought no
   * cookie back.
   */
  browsers: readonly string[];
}

/** Ended before its time: its browser is told why. */
export type Ending = { why: 'signed_out' } | { why: 'other_person'; name: string };

const ticketLife: Record<TicketPurpose, number> = { entry: 30 * second, transfer: 60 * second, pending: 10 * minute };
const absoluteLife = 12 * hour;
const idleLife = 4 * hour;
/** Writing "seen" at most this often keeps a page view from costing a write. */
const seenEvery = 5 * minute;

interface VisitRow {
  _id: string;
  visit: NewVisit;
  cookieHash: string | null;
  /** As in {@link NewTicket}; a tab that was opened from another one has both. */
  browsers: string[];
  ended?: Ending;
  expiresAt: Date;
  seenAt: Date;
}

interface TicketRow extends NewTicket {
  _id: string;
  expiresAt: Date;
}

export type VisitStore = ReturnType<typeof visitStore>;

/** An older version kept no account: whose visit or ticket that is cannot be asked any more, so it is over. */
const ofNow = { 'visit.account': { $exists: true } } as const;

export function visitStore(connection: Connection) {
  const { visits, tickets, closed } = collectionsOf(connection);

  async function issueTicket(ticket: NewTicket, now: Date): Promise<string> {
    const secret = newSecret();
    const expiresAt = after(now, ticketLife[ticket.purpose]);
    await tickets.insertOne({ _id: secretHash(secret), ...ticket, expiresAt });
    return secret;
  }

  async function browsersOf(visitId: string): Promise<string[]> {
    return (await visits.findOne({ _id: visitId }, { projection: { browsers: 1 } }))?.browsers ?? [];
  }

  return {
    issueTicket,

    /** Takes the ticket: of two who come with the same one, the second gets nothing. */
    async takeTicket(secret: string, purposes: readonly TicketPurpose[], now: Date): Promise<NewTicket | null> {
      const valid = { ...ofNow, _id: secretHash(secret), purpose: { $in: [...purposes] }, expiresAt: { $gt: now } };
      return tickets.findOneAndDelete(valid);
    },

    /** Looks without taking: the page that asks "Continue as NAME?". */
    async peekTicket(secret: string, purpose: TicketPurpose, now: Date): Promise<NewTicket | null> {
      return tickets.findOne({ ...ofNow, _id: secretHash(secret), purpose, expiresAt: { $gt: now } });
    },

    /**
     * `cookieSecret` undefined: an unbound visit, see {@link Visit.bound}. Visits of other people of the same platform in
     * this browser end. Yields undefined when the course was closed meanwhile.
     */
    async begin(
      { visit, browsers }: Pick<NewTicket, 'visit' | 'browsers'>,
      cookieSecret: string | undefined,
      now: Date,
    ): Promise<string | undefined> {
      const visitId = newId();
      const cookieHash = cookieSecret === undefined ? null : secretHash(cookieSecret);
      const mine = [...new Set([...browsers, ...(cookieHash === null ? [] : [cookieHash])])];
      await visits.insertOne({
        ...{ _id: visitId, visit, cookieHash, browsers: mine },
        ...{ expiresAt: after(now, absoluteLife), seenAt: now },
      });
      if (mine.length > 0) {
        const others = othersIn(mine, visit);
        const ended: Ending = { why: 'other_person', name: visit.personName };
        await visits.updateMany({ ...others, ended: { $exists: false } }, { $set: { ended } });
        await tickets.deleteMany(others);
      }
      // Looked at after writing, as endAll deletes after closing: of the two, one sees the other.
      if (!(await closed.findOne({ _id: visit.courseId }))) return visitId;
      await visits.deleteOne({ _id: visitId });
      return undefined;
    },

    /** The visit and how it is proven; undefined when it never was, or is over (12 h, or 4 h without a page). */
    async find(visitId: string, now: Date) {
      const living = { ...ofNow, _id: visitId, expiresAt: { $gt: now }, seenAt: { $gt: after(now, -idleLife) } };
      const row = await visits.findOne(living);
      if (!row) return undefined;
      if (now.getTime() - row.seenAt.getTime() > seenEvery) {
        await visits.updateOne({ _id: visitId }, { $set: { seenAt: now } });
      }
      const visit: Visit = { ...row.visit, visitId, bound: row.cookieHash !== null };
      return { visit, cookieHash: row.cookieHash, ended: row.ended };
    },

    /** For one link into a new tab, which belongs to the same browser. */
    async issueTransfer({ visitId, ...visit }: Visit, path: string, now: Date): Promise<string> {
      return issueTicket({ purpose: 'transfer', visit, path, browsers: await browsersOf(visitId) }, now);
    },

    /** Ends this visit, and all others that the same person has in this browser. */
    async signOut({ visitId, account }: Visit): Promise<void> {
      const ended: Ending = { why: 'signed_out' };
      const { platformId, externalId } = account;
      const same = {
        browsers: { $in: await browsersOf(visitId) },
        'visit.account.platformId': platformId,
        'visit.account.externalId': externalId,
      };
      await visits.updateMany({ $or: [{ _id: visitId }, same], ended: { $exists: false } }, { $set: { ended } });
      await tickets.deleteMany(same);
    },

    /** For those whose own zone is not known; undefined: the course has none any more. */
    async setCourseZone(courseId: string, timeZone: string | undefined): Promise<void> {
      const $set = {
        'visit.timeZone': timeZone ?? 'UTC',
        'visit.zoneFrom': timeZone === undefined ? 'none' : 'course',
      };
      const those = { 'visit.courseId': courseId, 'visit.zoneFrom': { $in: ['course', 'none'] } } as const;
      await tickets.updateMany(those, { $set });
      await visits.updateMany(those, { $set });
    },

    /** Ends every visit to a course, also those that a ticket would begin, until {@link admitAgain}. */
    async endAll(courseId: string): Promise<void> {
      await upserting(() => closed.updateOne({ _id: courseId }, { $setOnInsert: { _id: courseId } }, { upsert: true }));
      await tickets.deleteMany({ 'visit.courseId': courseId });
      await visits.deleteMany({ 'visit.courseId': courseId });
    },

    async admitAgain(courseId: string): Promise<void> {
      await closed.deleteOne({ _id: courseId });
    },
  };
}

function othersIn(browsers: readonly string[], { account }: NewVisit) {
  return {
    browsers: { $in: [...browsers] },
    'visit.account.platformId': account.platformId,
    'visit.account.externalId': { $ne: account.externalId },
  };
}

/** The models make collections and indexes; every field is ours and of its type, so casting by them would be for nothing. */
function collectionsOf(connection: Connection) {
  const { visits, tickets, closed } = modelsOf(connection);
  const { db } = visits;
  return {
    visits: db.collection<VisitRow>(visits.collection.name),
    tickets: db.collection<TicketRow>(tickets.collection.name),
    closed: db.collection<{ _id: string }>(closed.collection.name),
  };
}

function modelsOf(connection: Connection) {
  const rowOptions = { versionKey: false, minimize: false } as const;
  const common = {
    _id: String,
    visit: { type: Schema.Types.Mixed, required: true },
    browsers: { type: [String], index: true },
    expiresAt: { type: Date, required: true, index: { expireAfterSeconds: 0 } },
  } as const;
  return {
    visits: connection.model<VisitRow>(
      'Visit',
      new Schema<VisitRow>(
        {
          ...common,
          cookieHash: { type: String, default: null },
          ended: { type: Schema.Types.Mixed },
          seenAt: { type: Date, required: true },
        },
        rowOptions,
      ),
    ),
    tickets: connection.model<TicketRow>(
      'Ticket',
      new Schema<TicketRow>(
        { ...common, purpose: { type: String, required: true }, path: { type: String, required: true } },
        rowOptions,
      ),
    ),
    closed: connection.model<{ _id: string }>(
      'ClosedCourse',
      new Schema<{ _id: string }>({ _id: String }, { versionKey: false }),
    ),
  };
}
