/** Operators, their sign-ins and one-time password links. Above courses: an operator runs the whole of Tandem. */
import { Schema, type Connection } from 'mongoose';
import { after, hour } from '../shared/clock.js';
import { newSecret, secretHash } from '../shared/ids.js';

interface OperatorRow {
  _id: string;
  /** Null until the first password is set. */
  password: string | null;
}

interface SecretRow {
  _id: string;
  operator: string;
  expiresAt: Date;
}

const signInLife = 8 * hour;
const passwordLinkLife = 24 * hour;

export type OperatorStore = ReturnType<typeof operatorStore>;

export function operatorStore(connection: Connection) {
  const options = { versionKey: false } as const;
  const secretSchema = () =>
    new Schema<SecretRow>(
      {
        _id: String,
        operator: { type: String, required: true, index: true },
        expiresAt: { type: Date, required: true, index: { expireAfterSeconds: 0 } },
      },
      options,
    );
  const operators = connection.model<OperatorRow>(
    'Operator',
    new Schema<OperatorRow>({ _id: String, password: { type: String, default: null } }, options),
  );
  const signIns = connection.model<SecretRow>('OperatorSignIn', secretSchema());
  const passwordLinks = connection.model<SecretRow>('OperatorPasswordLink', secretSchema());

  return {
    /** Makes the operator when new; yields the secret of a link that sets the password once, within 24 h. */
    async passwordLink(name: string, now: Date): Promise<string> {
      await operators.updateOne({ _id: name }, { $setOnInsert: { password: null } }, { upsert: true });
      const secret = newSecret();
      await passwordLinks.create({ _id: secretHash(secret), operator: name, expiresAt: after(now, passwordLinkLife) });
      return secret;
    },

    async findPasswordLink(secret: string, now: Date): Promise<string | undefined> {
      const row = await passwordLinks.findOne({ _id: secretHash(secret), expiresAt: { $gt: now } }).lean<SecretRow>();
      return row?.operator;
    },

    /** Uses the link up, sets the password, and ends every other link and sign-in of before. */
    async setPassword(secret: string, password: string, now: Date): Promise<boolean> {
      const row = await passwordLinks
        .findOneAndDelete({ _id: secretHash(secret), expiresAt: { $gt: now } })
        .lean<SecretRow>();
      if (!row) return false;
      await operators.updateOne({ _id: row.operator }, { $set: { password } });
      await passwordLinks.deleteMany({ operator: row.operator });
      await signIns.deleteMany({ operator: row.operator });
      return true;
    },

    async passwordOf(name: string): Promise<string | undefined> {
      const row = await operators.findOne({ _id: name }).lean<OperatorRow>();
      return row?.password ?? undefined;
    },

    async signIn(name: string, now: Date): Promise<string> {
      const secret = newSecret();
      await signIns.create({ _id: secretHash(secret), operator: name, expiresAt: after(now, signInLife) });
      return secret;
    },

    async signedIn(secret: string, now: Date): Promise<string | undefined> {
      const row = await signIns.findOne({ _id: secretHash(secret), expiresAt: { $gt: now } }).lean<SecretRow>();
      return row?.operator;
    },

    async signOut(secret: string): Promise<void> {
      await signIns.deleteOne({ _id: secretHash(secret) });
    },
  };
}
