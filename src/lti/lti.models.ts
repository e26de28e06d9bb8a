import { Schema, type Connection, type Model } from 'mongoose';
import type { Continuation } from './platform.js';

export interface PlatformRow {
  _id: string;
  name: string;
  issuer: string;
  clientId: string;
  authenticationEndpoint: string;
  accessTokenEndpoint: string;
  keysetUrl: string;
  deploymentIds: string[];
  active: boolean;
  stoppedAt?: Date | null;
  continues?: Continuation[];
  /** Names our key pair for this platform, until the next one's time has come. */
  kid: string;
  next?: { kid: string; signsFrom: Date } | null;
  createdAt: Date;
}

export interface ToolKeyRow {
  _id: string;
  platformId: string;
  /** SPKI in PEM: public, served at /lti/keys. */
  publicKey: string;
  /** PKCS#8 in PEM, sealed. */
  privateKey: string;
  createdAt: Date;
  /** Not public any more from then on; absent while it signs. */
  retiresAt?: Date | null;
}

/** One login and the launch that may answer it, once. */
export interface HandshakeRow {
  _id: string;
  nonce: string;
  platformId: string;
  /** Hash of the secret in the cookie of the browser that logged in. */
  browserHash: string;
  used: boolean;
  createdAt: Date;
}

export interface RegistrationLinkRow {
  /** Hash of the secret in the link. */
  _id: string;
  approved: boolean;
  used: boolean;
  createdAt: Date;
  expiresAt: Date;
}

/** A launch that was refused; nothing of a person. */
export interface FailureRow {
  _id: string;
  code: string;
  reference: string;
  platformId?: string;
  createdAt: Date;
}

export interface LtiModels {
  platforms: Model<PlatformRow>;
  toolKeys: Model<ToolKeyRow>;
  handshakes: Model<HandshakeRow>;
  registrationLinks: Model<RegistrationLinkRow>;
  failures: Model<FailureRow>;
}

/** Seconds a login may wait for its launch. */
export const handshakeSeconds = 600;

/** Seconds a failure is remembered. */
export const failureSeconds = 30 * 24 * 3600;

const text = { type: String, required: true } as const;
const flag = { type: Boolean, required: true } as const;
const time = { type: Date, required: true } as const;
// ltijs and our rules ask by whole values only, so operators in a filter are always an attack.
const strict = { versionKey: false, strict: 'throw', strictQuery: 'throw', sanitizeFilter: true } as const;

const continuationSchema = new Schema<Continuation>(
  { deploymentId: text, tenant: new Schema({ platformId: text, deploymentId: text }, { ...strict, _id: false }) },
  { ...strict, _id: false },
);

const platformSchema = new Schema<PlatformRow>(
  {
    _id: text,
    name: text,
    issuer: text,
    clientId: text,
    authenticationEndpoint: text,
    accessTokenEndpoint: text,
    keysetUrl: text,
    deploymentIds: { type: [String], required: true },
    active: flag,
    stoppedAt: Date,
    continues: { type: [continuationSchema], default: undefined },
    kid: text,
    next: new Schema({ kid: text, signsFrom: time }, { ...strict, _id: false }),
    createdAt: time,
  },
  strict,
);
platformSchema.index({ issuer: 1, clientId: 1 }, { unique: true });

const toolKeySchema = new Schema<ToolKeyRow>(
  { _id: text, platformId: text, publicKey: text, privateKey: text, createdAt: time, retiresAt: Date },
  strict,
);
toolKeySchema.index({ platformId: 1 });
toolKeySchema.index({ retiresAt: 1 }, { expireAfterSeconds: 0 });

const handshakeSchema = new Schema<HandshakeRow>(
  { _id: text, nonce: text, platformId: text, browserHash: text, used: flag, createdAt: time },
  strict,
);
handshakeSchema.index({ createdAt: 1 }, { expireAfterSeconds: handshakeSeconds });

const registrationLinkSchema = new Schema<RegistrationLinkRow>(
  { _id: text, approved: flag, used: flag, createdAt: time, expiresAt: time },
  strict,
);
registrationLinkSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const failureSchema = new Schema<FailureRow>(
  { _id: text, code: text, reference: text, platformId: String, createdAt: time },
  strict,
);
failureSchema.index({ createdAt: 1 }, { expireAfterSeconds: failureSeconds });

export function ltiModels(connection: Connection): LtiModels {
  return {
    platforms: connection.model<PlatformRow>('LtiPlatform', platformSchema, 'lti_platforms'),
    toolKeys: connection.model<ToolKeyRow>('LtiToolKey', toolKeySchema, 'lti_tool_keys'),
    handshakes: connection.model<HandshakeRow>('LtiHandshake', handshakeSchema, 'lti_handshakes'),
    registrationLinks: connection.model<RegistrationLinkRow>(
      'LtiRegistrationLink',
      registrationLinkSchema,
      'lti_registration_links',
    ),
    failures: connection.model<FailureRow>('LtiFailure', failureSchema, 'lti_failures'),
  };
}

export async function createLtiIndexes(models: LtiModels): Promise<void> {
  await models.platforms.createIndexes();
  await models.toolKeys.createIndexes();
  await models.handshakes.createIndexes();
  await models.registrationLinks.createIndexes();
  await models.failures.createIndexes();
}
