/** What the console counts, per deployment and per platform. Pure. */
import type { Platform, Tenant } from '../lti/gateway.js';

export interface TenantSize extends Tenant {
  courses: number;
  people: number;
}

export interface CourseOfTenant extends Tenant {
  courseId: string;
}

/** Every deployment of every platform, and every tenant that has courses though its platform forgot the deployment. */
export function tenantSizes(
  platforms: readonly Platform[],
  courses: readonly CourseOfTenant[],
  people: ReadonlyMap<string, number>,
): TenantSize[] {
  const sizes = new Map<string, TenantSize>();
  const at = ({ platformId, deploymentId }: Tenant): TenantSize => {
    const key = JSON.stringify([platformId, deploymentId]);
    const known = sizes.get(key) ?? { platformId, deploymentId, courses: 0, people: 0 };
    sizes.set(key, known);
    return known;
  };
  for (const { platformId, deploymentIds } of platforms)
    for (const deploymentId of deploymentIds) at({ platformId, deploymentId });
  for (const course of courses) {
    const size = at(course);
    size.courses += 1;
    size.people += people.get(course.courseId) ?? 0;
  }
  return [...sizes.values()];
}

export interface BacklogOfCourse {
  courseId: string;
  state: string;
  code?: string;
  count: number;
}

export interface PlatformBacklog {
  platformId: string;
  waiting: number;
  retrying: number;
  refused: number;
  /** Why, the most frequent first. */
  reasons: readonly { code: string; count: number }[];
}

export function platformBacklogs(
  backlogs: readonly BacklogOfCourse[],
  courses: readonly CourseOfTenant[],
): PlatformBacklog[] {
  const platformOf = new Map(courses.map(({ courseId, platformId }) => [courseId, platformId]));
  const byPlatform = new Map<string, BacklogOfCourse[]>();
  for (const backlog of backlogs) {
    const platformId = platformOf.get(backlog.courseId);
    if (platformId !== undefined) byPlatform.set(platformId, [...(byPlatform.get(platformId) ?? []), backlog]);
  }
  return [...byPlatform].map(([platformId, own]) => ({
    platformId,
    waiting: sum(own.filter(({ state }) => state === 'waiting')),
    retrying: sum(own.filter(({ state }) => state === 'retrying')),
    refused: sum(own.filter(({ state }) => state === 'refused')),
    reasons: reasonsOf(own),
  }));
}

function reasonsOf(backlogs: readonly BacklogOfCourse[]): { code: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { code, count } of backlogs) if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + count);
  return [...counts].map(([code, count]) => ({ code, count })).sort((one, other) => other.count - one.count);
}

function sum(backlogs: readonly BacklogOfCourse[]): number {
  return backlogs.reduce((total, { count }) => total + count, 0);
}

/** Older registrations of the same Moodle that this one could go on with; of those joined already, none. */
export function olderTenants(
  platform: Platform,
  platforms: readonly Platform[],
): { platform: Platform; tenant: Tenant }[] {
  return platforms
    .filter(({ issuer, platformId }) => issuer === platform.issuer && platformId !== platform.platformId)
    .filter(({ createdAt }) => createdAt <= platform.createdAt)
    .flatMap((older) =>
      older.deploymentIds
        .filter((deploymentId) => !older.continues.some((step) => step.deploymentId === deploymentId))
        .map((deploymentId) => ({ platform: older, tenant: { platformId: older.platformId, deploymentId } })),
    );
}

/** Deployments that have not been joined. */
export function ownDeployments(platform: Platform): string[] {
  return platform.deploymentIds.filter(
    (deploymentId) => !platform.continues.some((step) => step.deploymentId === deploymentId),
  );
}
