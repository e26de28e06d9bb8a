import { after, day } from '../shared/clock.js';
import { AppError, Conflict, NotFound } from '../shared/errors.js';
import type { JobRun } from '../jobs/outcomes.js';
import type { FailedLaunch, KeysState, LtiGateway, NewMoodle, OpenLink, Platform, Tenant } from '../lti/gateway.js';
import { counted } from './counted.js';
import type { Decision, Deed } from './decision.js';
import type { MailFacts } from './mail.js';
import type { DecisionStore } from './decisions.store.js';
import type { OperatorStore } from './operators.store.js';
import {
  platformBacklogs,
  tenantSizes,
  type BacklogOfCourse,
  type CourseOfTenant,
  type PlatformBacklog,
  type TenantSize,
} from './overview.rules.js';
import { passwordHash, passwordMatches, passwordOfNobody } from './passwords.js';
import { inTurns } from './turns.js';

export interface ConsoleFacts {
  platforms: readonly Platform[];
  tenants: readonly TenantSize[];
  backlogs: readonly PlatformBacklog[];
  links: readonly OpenLink[];
  failures: readonly FailedLaunch[];
  jobs: readonly JobRun[];
  keys: KeysState;
  decisions: readonly Decision[];
  mail?: MailFacts;
}

export type OperatorService = ReturnType<typeof operatorService>;

export interface OperatorNeeds {
  store: OperatorStore;
  decisions: DecisionStore;
  gateway: Pick<LtiGateway, 'platforms' | 'registrationLinks' | 'keys' | 'failures' | 'toolSettings'>;
  lastOutcomes: () => Promise<JobRun[]>;
  /** All of them, or those named. */
  findCourseTenants: (courseIds?: readonly string[]) => Promise<readonly CourseOfTenant[]>;
  /** Has anybody ever opened a course there? */
  findCourseOf: (tenant: Tenant) => Promise<boolean>;
  findCourseSizes: () => Promise<ReadonlyMap<string, number>>;
  findCourseBacklogs: () => Promise<readonly BacklogOfCourse[]>;
  /** Undefined where no reminders are composed. */
  mailFacts: ((since: Date) => Promise<MailFacts>) | undefined;
}

const linkHours = 72;
const shownFailures = 25;
const shownDecisions = 20;
// A try takes 128 MiB and a third of a second: they wait for each other, and a crowd is sent away.
const triesAtOnce = 20;

export function operatorService(needs: OperatorNeeds) {
  const { store, decisions, gateway } = needs;

  async function platformOf(platformId: string): Promise<Platform> {
    const platform = await gateway.platforms.get(platformId);
    if (!platform) throw new NotFound();
    return platform;
  }

  async function tenants(): Promise<TenantSize[]> {
    const [platforms, courses, people] = await Promise.all([
      gateway.platforms.list(),
      needs.findCourseTenants(),
      needs.findCourseSizes(),
    ]);
    return tenantSizes(platforms, courses, people);
  }
  const recentTenants = counted(tenants);

  async function backlogs(): Promise<PlatformBacklog[]> {
    const found = await needs.findCourseBacklogs();
    const courses = await needs.findCourseTenants([...new Set(found.map(({ courseId }) => courseId))]);
    return platformBacklogs(found, courses);
  }

  const record = (who: Who, deed: Deed, about: string) =>
    decisions.record({ at: who.now, operator: who.operator, deed, about });

  return {
    ...signingIn(store),
    toolSettings: gateway.toolSettings,

    /** @param lately tenants as counted within the minute before; else counted now, where something is decided by them */
    async facts(lately?: Date): Promise<ConsoleFacts> {
      const [platforms, sizes, waiting] = await Promise.all([
        gateway.platforms.list(),
        lately ? recentTenants(lately) : tenants(),
        backlogs(),
      ]);
      const [links, failures, jobs, keys, decided] = await Promise.all([
        gateway.registrationLinks.open(),
        gateway.failures.recent(shownFailures),
        needs.lastOutcomes(),
        gateway.keys.state(),
        decisions.latest(shownDecisions),
      ]);
      const mail = lately && (await needs.mailFacts?.(after(lately, -7 * day)));
      const found = { platforms, tenants: sizes, backlogs: waiting, links, failures, jobs, keys, decisions: decided };
      return { ...found, ...(mail && { mail }) };
    },

    async setActive(who: Who, platformId: string, active: boolean): Promise<void> {
      const platform = await platformOf(platformId);
      await gateway.platforms.setActive(platformId, active);
      await record(who, active ? 'approved' : 'stopped', called(platform));
    },

    async registrationLink(who: Who, approved: boolean): Promise<{ url: string; expiresAt: Date }> {
      const link = await gateway.registrationLinks.create({ approved, hours: linkHours });
      await record(who, approved ? 'link_made_approved' : 'link_made', '');
      return link;
    },

    async withdrawLink(who: Who, linkId: string): Promise<void> {
      await gateway.registrationLinks.withdraw(linkId);
      await record(who, 'link_withdrawn', '');
    },

    /** Throws AppError `platform_address_...` when the Moodle's address may not be called. */
    async registerMoodle(who: Who, moodle: NewMoodle): Promise<void> {
      await record(who, 'registered', called(await gateway.platforms.registerMoodle(moodle)));
    },

    async rotateKeys(who: Who, platformId: string): Promise<void> {
      const platform = await platformOf(platformId);
      await gateway.keys.rotate(platformId);
      await record(who, 'keys_rotated', called(platform));
    },

    tenants,

    /**
     * Launches of the newer land in the older one's courses from then on. Refused when the newer has courses of its own:
     * they would stay behind, where nobody arrives any more. Throws Conflict `join_...`.
     */
    async join(who: Who, newer: Tenant, older: Tenant): Promise<void> {
      const [young, old] = [await platformOf(newer.platformId), await platformOf(older.platformId)];
      if (await needs.findCourseOf(newer)) throw new Conflict('join_not_empty');
      await gateway.platforms.join(newer, older);
      await record(who, 'joined', `${called(young, newer)} → ${called(old, older)}`);
    },
  };
}

/** The operator who decides, and when. */
export interface Who {
  operator: string;
  now: Date;
}

function called(platform: Platform, tenant?: Tenant): string {
  return [platform.name, platform.clientId, ...(tenant ? [tenant.deploymentId] : [])].join(' · ');
}

function signingIn(store: OperatorStore) {
  /** A wrong name costs as long as a wrong password, so names cannot be probed. */
  const nobody = passwordOfNobody();
  const inTurn = inTurns(triesAtOnce, () => new AppError(503, 'sign_in_busy'));
  return {
    async verify(name: string, password: string): Promise<{ name: string } | undefined> {
      const stored = await store.passwordOf(name);
      const matches = await inTurn(() => passwordMatches(password, stored ?? nobody));
      return stored !== undefined && matches ? { name } : undefined;
    },
    signIn: (name: string, now: Date) => store.signIn(name, now),
    signedIn: (secret: string, now: Date) => store.signedIn(secret, now),
    signOut: (secret: string) => store.signOut(secret),
    findPasswordLink: (secret: string, now: Date) => store.findPasswordLink(secret, now),

    async setPassword(secret: string, password: string, now: Date): Promise<boolean> {
      return store.setPassword(secret, await passwordHash(password), now);
    },
  };
}
