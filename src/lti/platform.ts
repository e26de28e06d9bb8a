/** Registered Moodles, as operators see them; `gateway.ts` gives these types to the rest of Tandem. */
import type { SealedRecords } from '../shared/vault.js';

/** One installation of Tandem in a Moodle: courses belong to a tenant, and ids are unique only within one. */
export interface Tenant {
  platformId: string;
  deploymentId: string;
}

/** Launches of this deployment land in the courses of another registration of the same Moodle. */
export interface Continuation {
  deploymentId: string;
  tenant: Tenant;
}

export interface Platform {
  platformId: string;
  name: string;
  /** Issuer: the Moodle's own address. One Moodle registered twice is two platforms, so never a key. */
  issuer: string;
  clientId: string;
  authenticationEndpoint: string;
  accessTokenEndpoint: string;
  keysetUrl: string;
  /** Known deployments; a launch from any other is refused. */
  deploymentIds: readonly string[];
  /** False until the operator approves it: launches are refused with a page that says so. */
  active: boolean;
  /** When an operator stopped it; absent while it waits for its first approval, and while it is active. */
  stoppedAt?: Date;
  /** Empty unless an operator joined it to an older registration. */
  continues: readonly Continuation[];
  /** A key pair that is public already and signs from then on. */
  nextKeyFrom?: Date;
  createdAt: Date;
}

export type NewPlatform = Omit<Platform, 'platformId' | 'createdAt' | 'stoppedAt' | 'continues' | 'nextKeyFrom'>;

/** A Moodle whose tool was set up by hand; its other addresses follow from its own. */
export interface NewMoodle {
  /** `https://moodle.example`, with its folder if it has one. */
  address: string;
  clientId: string;
  deploymentIds: readonly string[];
  /** Its host when absent. */
  name?: string | undefined;
}

/** Tandem as Moodle's manual form wants it. */
export interface ToolSettings {
  name: string;
  description: string;
  launchUrl: string;
  loginUrl: string;
  keysUrl: string;
  /** Custom parameters: Moodle's variables under our names. */
  custom: Readonly<Record<string, string>>;
}

/** A registration link that nobody used yet. */
export interface OpenLink {
  linkId: string;
  approved: boolean;
  createdAt: Date;
  expiresAt: Date;
}

/** Private keys at rest; lost ones by the platforms whose keys must be made anew. */
export type KeysState = SealedRecords;

/**
 * The end of a dynamic registration, shown in a frame of Moodle's. Its button posts `{ subject: 'org.imsglobal.lti.close' }`
 * to `window.opener || window.parent` (Moodle's frame has no opener); Moodle then reloads its list of tools.
 */
export interface RegistrationFinish {
  platformName: string;
  issuer: string;
  clientId: string;
  /** False: the operator still has to approve the platform in Tandem. */
  approved: boolean;
  /** Moodle updated a tool it knew: courses and people stay, "Show in activity chooser" is reset. */
  updated: boolean;
  /** What the administrator clicks now, in this order. */
  next: readonly NextStep[];
}

export type NextStep =
  | 'activate'
  | 'close'
  | 'show_in_activity_chooser'
  | 'show_in_activity_chooser_again'
  | 'wait_for_approval'
  | 'wait_for_approval_after_stop'
  | 'join_or_not';

/** Registered Moodles: found, registered, judged and joined. */
export interface Platforms {
  list(): Promise<Platform[]>;
  get(platformId: string): Promise<Platform | undefined>;
  /** Whether launches of it are taken; true to 5 seconds, so that every page may ask. */
  isActive(platformId: string): Promise<boolean>;
  /** Registers by hand. The same issuer, client id again updates. Makes its key pair off the main thread. */
  register(platform: NewPlatform): Promise<Platform>;
  /** By hand, from what Moodle shows under "View configuration details". Active at once; the same client id updates. */
  registerMoodle(moodle: NewMoodle): Promise<Platform>;
  setActive(platformId: string, active: boolean): Promise<void>;
  /**
   * From now on launches of `newer` land in the courses of `older`; calls to Moodle's services keep their own client id.
   * Throws Conflict `join_...` when `joinObstacle` finds one.
   */
  join(newer: Tenant, older: Tenant): Promise<void>;
  remove(platformId: string): Promise<void>;
}

/** One-time links for administrators of Moodles. */
export interface RegistrationLinkList {
  /** One-time address for Moodle's "Tool URL" box; expires. `approved`: the platform is active at once. */
  create(options: { approved: boolean; hours: number }): Promise<{ url: string; expiresAt: Date }>;
  /** Those not used yet, newest first; the addresses themselves are not kept. */
  open(): Promise<OpenLink[]>;
  withdraw(linkId: string): Promise<void>;
}

/** Tandem's own keys. */
export interface KeyCare {
  /** A new pair for a platform: public at once, signing from `signsFrom`, the former one public for a day more. */
  rotate(platformId: string): Promise<{ signsFrom: Date }>;
  /** How the private keys at rest are sealed. */
  state(): Promise<KeysState>;
  /** Seals every private key with the first encryption key. Safe to run twice, and beside running servers. */
  reseal(): Promise<KeysState>;
}
