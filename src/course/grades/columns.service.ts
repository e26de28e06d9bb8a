/**
 * Where the scores of a column go. An activity's own comes with its launch; one that stands alone is looked for by what we
 * called it (a copied course brings its own along) and made where there is none. None is ever renamed, rescaled or deleted.
 */
import { after, hour, type Clock } from '../../shared/clock.js';
import type { LineItem, LtiGateway, ServiceRef } from '../../lti/gateway.js';
import type { Activities } from '../activities/activity.js';
import type { Courses } from '../activities/course.js';
import type { ColumnAddress, Columns } from './columns.js';
import type { StandingColumn, StandingStore, WantedColumn } from './standing.store.js';

export interface ColumnsNeeds {
  activities: Pick<Activities, 'activity'>;
  courses: Courses;
  standing: StandingStore;
  gateway: Pick<LtiGateway, 'lineItems' | 'createLineItem'>;
  clock: Clock;
}

export type ColumnsService = ReturnType<typeof columnsService>;

/** A Moodle that made no column is not asked again sooner. */
const pause = hour;
const tag = 'tandem';
/** Other tools name their columns too. */
const nameOf = (key: string) => `tandem-${key}`;

/** Ours among all columns of the course: never one of an activity. */
export function ownAmong(items: readonly LineItem[], key: string): LineItem | undefined {
  return items.find(
    (item) => item.resourceId === nameOf(key) && item.tag === tag && item.activityExternalId === undefined,
  );
}

/** The column that came with the activity, where Moodle names none because the link has several: its first. */
export function coupledAmong(items: readonly LineItem[], activityExternalId: string): LineItem | undefined {
  return items.find((item) => item.activityExternalId === activityExternalId);
}

export function columnsService({ activities, courses, standing, gateway, clock }: ColumnsNeeds) {
  async function find(courseId: string, service: ServiceRef, column: StandingColumn): Promise<string | undefined> {
    const { columnId, key, label, maximum, triedAt } = column;
    const now = clock();
    if (triedAt && after(triedAt, pause) > now && triedAt <= now) return undefined;
    if (!(await standing.takeTurn(courseId, column, now))) return undefined;
    const items = await gateway.lineItems(service);
    if (!items.ok) return failed(courseId, columnId, items.failure.code);
    const own = ownAmong(items.value, key);
    const made = own ?? (await gateway.createLineItem(service, { label, maximum, resourceId: nameOf(key), tag }));
    if ('ok' in made && !made.ok) return failed(courseId, columnId, made.failure.code);
    const { url } = 'ok' in made ? made.value : made;
    await standing.found(courseId, columnId, url);
    return url;
  }

  async function failed(courseId: string, columnId: string, code: string): Promise<undefined> {
    await standing.notFound(courseId, columnId, code);
    return undefined;
  }

  async function standingAddress(courseId: string, columnId: string): Promise<ColumnAddress | undefined> {
    const column = await standing.column(courseId, columnId);
    const course = column && (await courses.course(courseId));
    if (!course) return undefined;
    const url = column.url ?? (await find(courseId, course.service, column));
    return { service: course.service, standsAlone: true, ...(url !== undefined && { lineItemUrl: url }) };
  }

  return {
    want: (courseId: string, wanted: WantedColumn): Promise<string> => standing.want(courseId, wanted),

    all: (courseId: string): Promise<StandingColumn[]> => standing.columns(courseId),

    /** Looks for it or makes it, when that was not done before. */
    async address(courseId: string, activityId: string): Promise<ColumnAddress | undefined> {
      const service = (await activities.activity(courseId, activityId))?.service;
      if (!service) return standingAddress(courseId, activityId);
      if (service.lineItemUrl !== undefined) return { service, standsAlone: false, lineItemUrl: service.lineItemUrl };
      if (service.lineItemsUrl === undefined) return { service, standsAlone: false };
      // A link with a second column names neither at its launch.
      const items = await gateway.lineItems(service);
      const coupled = items.ok ? coupledAmong(items.value, service.resourceLinkId) : undefined;
      // Which of them Moodle protects is not said: all are looked at before they are written.
      return { service, standsAlone: true, ...(coupled && { lineItemUrl: coupled.url }) };
    },
  } satisfies Columns & Record<string, unknown>;
}
