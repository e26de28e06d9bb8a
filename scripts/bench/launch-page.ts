/**
 * The least a page costs: the visit is found, and what holds of it now is looked up, or (for comparison) taken from the
 * visit. Nothing is shown.
 */
import type { Express, RequestHandler } from 'express';
import type { Connection } from 'mongoose';
import { standingService, type StandingNeeds } from '../../src/course/launches/standing.service.js';
import { peopleStore } from '../../src/course/roster/people.store.js';
import { whoMayStore } from '../../src/course/roster/who-may.store.js';
import { systemClock } from '../../src/shared/clock.js';
import { createSignIn } from '../../src/web/sign-in.js';
import type { StandingOf } from '../../src/web/visit.js';
import { visitStore, type NewVisit } from '../../src/web/visit.store.js';

export const pageKinds = ['visit', 'standing'] as const;
export type PageKind = (typeof pageKinds)[number];

/** Mounts `/visit/:visitId` and `/standing/:visitId`. @returns the visit they open to a request from a frame */
export async function mountPages(
  app: Express,
  connection: Connection,
  { url, platformId, platforms }: { url: string; platformId: string; platforms: StandingNeeds['platforms'] },
): Promise<string> {
  const [visits, people] = [visitStore(connection), peopleStore(connection)];
  const now = systemClock();
  const course = 'course';
  const launched = { externalId: '7', launchRole: 'learner', locale: 'en' } as const;
  const { _id: personId } = await people.saveLaunched(course, undefined, launched, now);
  const visit: NewVisit = {
    ...{ courseId: course, personId, platformId, activityId: 'activity', role: 'learner' as const },
    ...{ account: { platformId, externalId: '7' }, preview: false, personName: 'Ana' },
    ...{ courseTitle: 'Course', activityTitle: 'Mentoring', locale: 'en', timeZone: 'UTC' },
    ...{ zoneFrom: 'none' as const, platformOrigin: url },
  };
  const visitId = await visits.begin({ visit, browsers: [] }, undefined, now);
  const standings: Record<PageKind, StandingOf> = {
    visit: ({ role, preview }) => Promise.resolve({ role, preview }),
    standing: standingService({ people, whoMay: whoMayStore(connection), platforms }).standingOf,
  };
  const nobody = () => Promise.resolve(undefined);
  for (const kind of pageKinds) {
    const needs = { visits, ownOrigin: url, clock: systemClock, standingOf: standings[kind] };
    const { passport } = createSignIn({ ...needs, verify: { operator: nobody, calendar: nobody } });
    const open = passport.authenticate('visit', { session: false }) as RequestHandler;
    app.get(`/${kind}/:visitId`, open, (_req, res) => void res.end());
  }
  return visitId ?? '';
}
