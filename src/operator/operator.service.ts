import { NotFound } from '../shared/errors.js';
import type { JobRun } from '../jobs/outcomes.js';
import type { LtiGateway, Platform } from '../lti/gateway.js';
import type { OperatorStore } from './operators.store.js';
import { passwordHash, passwordMatches, passwordOfNobody } from './passwords.js';

export interface ConsoleFacts {
  platforms: readonly Platform[];
  jobs: readonly JobRun[];
}

export type OperatorService = ReturnType<typeof operatorService>;

const linkHours = 72;

export function operatorService({
  store,
  gateway,
  lastOutcomes,
}: {
  store: OperatorStore;
  gateway: Pick<LtiGateway, 'platforms' | 'registrationLinks'>;
  lastOutcomes: () => Promise<JobRun[]>;
}) {
  /** A wrong name costs as long as a wrong password, so names cannot be probed. */
  const nobody = passwordOfNobody();

  return {
    async verify(name: string, password: string): Promise<{ name: string } | undefined> {
      const stored = await store.passwordOf(name);
      const matches = await passwordMatches(password, stored ?? nobody);
      return stored !== undefined && matches ? { name } : undefined;
    },
    signIn: (name: string, now: Date) => store.signIn(name, now),
    signedIn: (secret: string, now: Date) => store.signedIn(secret, now),
    signOut: (secret: string) => store.signOut(secret),
    findPasswordLink: (secret: string, now: Date) => store.findPasswordLink(secret, now),

    async setPassword(secret: string, password: string, now: Date): Promise<boolean> {
      return store.setPassword(secret, await passwordHash(password), now);
    },

    async facts(): Promise<ConsoleFacts> {
      const [platforms, jobs] = await Promise.all([gateway.platforms.list(), lastOutcomes()]);
      return { platforms, jobs };
    },
    async setActive(platformId: string, active: boolean): Promise<void> {
      if (!(await gateway.platforms.get(platformId))) throw new NotFound();
      await gateway.platforms.setActive(platformId, active);
    },
    registrationLink: (approved: boolean) => gateway.registrationLinks.create({ approved, hours: linkHours }),
  };
}
