/** Which tenant a launch belongs to, and when two registrations of one Moodle may become one. Pure. */
import { second } from '../shared/clock.js';
import type { Platform, Tenant } from './platform.js';

/**
 * The tenant whose courses a deployment's launches land in: its own, unless an operator joined it to an older one. `continues`
 * is resolved to the oldest when it is read, so one step is enough.
 */
export function tenantOf(platform: Pick<Platform, 'platformId' | 'continues'>, deploymentId: string): Tenant {
  const joined = platform.continues.find((step) => step.deploymentId === deploymentId);
  return joined?.tenant ?? { platformId: platform.platformId, deploymentId };
}

/** Other processes believe their copy of a platform for some seconds more: until then a launch may still be let in. */
export const stopSettles = 10 * second;

/** - `join_not_older`: only a younger one continues an older, so that two joined at once never lead in a circle */
export type JoinObstacle =
  'join_other_moodle' | 'join_unknown_deployment' | 'join_not_older' | 'join_done' | 'join_active' | 'join_settling';

export function joinObstacle(
  newer: { platform: Platform; deploymentId: string },
  older: { platform: Platform; deploymentId: string },
  now: Date,
): JoinObstacle | undefined {
  if (newer.platform.issuer !== older.platform.issuer) return 'join_other_moodle';
  if (![newer, older].every(({ platform, deploymentId }) => platform.deploymentIds.includes(deploymentId)))
    return 'join_unknown_deployment';
  if (!isOlder(older.platform, newer.platform)) return 'join_not_older';
  if (newer.platform.continues.some(({ deploymentId }) => deploymentId === newer.deploymentId)) return 'join_done';
  if (newer.platform.active) return 'join_active';
  const { stoppedAt } = newer.platform;
  return stoppedAt && now.getTime() - stoppedAt.getTime() < stopSettles ? 'join_settling' : undefined;
}

export function isOlder(one: Platform, other: Platform): boolean {
  const difference = one.createdAt.getTime() - other.createdAt.getTime();
  return difference < 0 || (difference === 0 && one.platformId < other.platformId);
}
