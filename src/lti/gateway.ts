/**
 * What the rest of Tandem sees of LTI. Terms of the standards stay in this folder:
 * a *platform* is one registered Moodle (issuer and client id); a *launch* is a verified arrival of a person;
 * a `ServiceRef` is the opaque address book for later calls about one activity, kept by us because ltijs forgets
 * its own copy after 24 h (LTI 1.3 core, NRPS 2.0, AGS 2.0, Deep Linking 2.0).
 */
import type { Express } from 'express';
import type { Result } from '../shared/result.js';
import type { PlatformFailure } from './platform-failure.js';
import type { KeyCare, Platforms, RegistrationLinkList, ToolSettings } from './platform.js';

export type * from './platform.js';
export type * from './platform-failure.js';

/** Everything a service call needs; plain JSON, stored with the activity and the course. */
export interface ServiceRef {
  platformId: string;
  deploymentId: string;
  contextId: string;
  resourceLinkId: string;
  membershipsUrl?: string;
  lineItemsUrl?: string;
  /** The activity's own column; absent when the activity is ungraded or its column was deleted. */
  lineItemUrl?: string;
  /** The platform's own page of the activity, for a browser: it lets in only whom it lets see the activity. */
  pageUrl?: string;
  scopes: readonly string[];
}

export type CourseRole = 'teacher' | 'learner';

export type LaunchMessage = 'activity' | 'deep-linking' | 'submission-review';

/** When a course runs; one without an end goes on. */
export interface TimeFrame {
  beginsAt: Date;
  endsAt?: Date;
}

/** A verified launch, translated. External ids are the platform's, unique only within the tenant. */
export interface Launch {
  message: LaunchMessage;
  /** The tenant whose course this is; `service` may name a younger registration of the same Moodle, joined to it. */
  platformId: string;
  deploymentId: string;
  /** `https://moodle.example`: who may frame the pages of this visit. */
  platformOrigin: string;
  person: {
    externalId: string;
    name?: string;
    givenName?: string;
    familyName?: string;
    email?: string;
    /** IANA zone; absent when Moodle sent "99" (server default) or nothing. */
    timeZone?: string;
    /** Moodle group ids in this course; undefined when the variable was not sent. */
    groupIds?: readonly string[];
  };
  /** Moodle sends Instructor for editing and non-editing teachers, managers and admins alike. */
  role: CourseRole;
  course: {
    externalId: string;
    title: string;
    label: string;
    copiedFrom: readonly string[];
    /** Absent when the variables were not sent. */
    timeFrame?: TimeFrame;
  };
  /** For deep-linking there is no activity yet: `externalId`, `title` and `description` are empty. */
  activity: {
    externalId: string;
    title: string;
    description: string;
    /** Lower-case keys; null and literal `$Variable` values are left out. */
    custom: Readonly<Record<string, string>>;
  };
  /** BCP 47, from Moodle's `pt_br` form. */
  locale: string;
  placement: 'iframe' | 'window' | 'frame';
  returnUrl?: string;
  /** Only for submission-review; a student can forge it, so it is a wish, never a right. */
  forPersonExternalId?: string;
  /** Only for deep-linking: hand back to {@link LtiGateway.deepLinkResponse}. */
  deepLinking?: DeepLinkingRequest;
  service: ServiceRef;
  /** When the platform signed it, by its own clock, in whole seconds. */
  issuedAt?: Date;
  /** Did the browser bring back the login's cookie? If not, the launch is not bound to this browser. */
  boundToBrowser: boolean;
}

export interface DeepLinkingRequest {
  platformId: string;
  deploymentId: string;
  returnUrl: string;
  acceptsMultiple: boolean;
  data?: string;
  /** Moodle's variables that the tool's own settings do not ask for: a tool set up by hand. Each link asks for them. */
  variables?: Readonly<Record<string, string>>;
}

export interface DeepLinkItem {
  title: string;
  text?: string;
  custom: Readonly<Record<string, string>>;
  /** Leave out for an ungraded activity: Moodle then makes no grade column. */
  points?: number;
  resourceId?: string;
  tag?: string;
  /** Moodle's gradebook then opens the activity for one person's work (submission review). */
  reviewable?: boolean;
}

export interface Member {
  externalId: string;
  role: CourseRole;
  name?: string;
  givenName?: string;
  familyName?: string;
  email?: string;
}

/** A roster as it was read. */
export interface Listing {
  members: Member[];
  /** False when a row could not be read: whoever is missing may be that row. */
  whole: boolean;
}

export interface LineItem {
  url: string;
  label: string;
  maximum: number;
  resourceId?: string;
  tag?: string;
  /** The activity's external id; absent for a column that stands alone. Never delete one that has it. */
  activityExternalId?: string;
}

export interface Score {
  personExternalId: string;
  /** 0 <= given <= maximum; only finished scores are ever sent, anything else erases the grade in Moodle. */
  given: number;
  maximum: number;
  comment?: string;
}

/** What the gradebook holds now: final grade, overridden or clamped by Moodle. */
export interface GradebookResult {
  personExternalId: string;
  /** The row is this person's, and says nothing that can be read: neither that a grade is there nor that none is. */
  unreadable?: true;
  score?: number;
  maximum?: number;
  comment?: string;
}

/** Decides where a verified launch goes: the browser is redirected there (303). */
export type LaunchHandler = (launch: Launch, browser: LaunchBrowser) => Promise<string>;

/** What the handler may know of the browser, and give it. */
export interface LaunchBrowser {
  cookie(name: string): string | undefined;
  /** @param header a whole `Set-Cookie`, sent with the redirect */
  keep(header: string): void;
}

export interface LtiGateway {
  /** Everything under /lti: login, launch, keys, register. Mount before any body parser. */
  mount(app: Express): void;
  onLaunch(handler: LaunchHandler): void;
  platforms: Platforms;
  /** What Moodle's manual form asks for. */
  toolSettings: ToolSettings;
  registrationLinks: RegistrationLinkList;
  keys: KeyCare;
  /** Whole roster, page after page. `throughActivity`: only those who may access that activity now (`rlid`). */
  roster(ref: ServiceRef, options?: { throughActivity?: boolean }): Promise<Result<Listing, PlatformFailure>>;
  /**
   * Asks for a new token and does nothing with it: `unauthorised` means that the platform does not take our key,
   * `scope_missing` that it knows us and may not let us do this.
   */
  access(ref: ServiceRef, service: 'roster' | 'scores'): Promise<Result<void, PlatformFailure>>;
  lineItems(ref: ServiceRef): Promise<Result<LineItem[], PlatformFailure>>;
  createLineItem(ref: ServiceRef, item: Omit<LineItem, 'url'>): Promise<Result<LineItem, PlatformFailure>>;
  submitScore(
    ref: ServiceRef,
    lineItemUrl: string,
    score: Score,
    /** Sent in whole seconds; Moodle refuses (409) a score not later than the last. */
    occurredAt: Date,
  ): Promise<Result<void, PlatformFailure>>;
  results(
    ref: ServiceRef,
    lineItemUrl: string,
    personExternalId?: string,
  ): Promise<Result<GradebookResult[], PlatformFailure>>;
  /** The signed answer to a deep-linking request: post `JWT` = jwt to `action` from the browser. */
  deepLinkResponse(
    request: DeepLinkingRequest,
    items: readonly DeepLinkItem[],
  ): Promise<{ action: string; jwt: string }>;
  failures: {
    /** Launches, logins and registrations that were refused, newest first; kept for 30 days, at most some thousands; of all platforms, or of these. */
    recent(limit: number, platformIds?: readonly string[]): Promise<FailedLaunch[]>;
  };
  close(): Promise<void>;
}

/** A launch, login or registration that was refused; `code` is from `launch-failures.ts` and picks the sentence. */
export interface LaunchFailure {
  code: string;
  /** 4xx. */
  status: number;
  /** What the person reads out and the record is found by: eight capitals and digits. */
  reference: string;
  /** The setting to look at, of Moodle or of Tandem: picks `launch.setting.<key>`; absent when no setting is at fault. */
  setting?: string;
  values: Readonly<Record<string, string>>;
}

/** A failure as it is remembered: nothing of a person, nothing that was sent. */
export interface FailedLaunch {
  at: Date;
  /** Of `launch-failures.ts`, or `internal` when Tandem itself broke. */
  code: string;
  reference: string;
  /** As the sender said, not proven; absent when no registered platform was named. */
  platformId?: string;
  setting?: string;
}
