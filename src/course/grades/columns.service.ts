/** Where the scores of a column go. */
import type { Activities } from '../activities/activity.js';
import type { ColumnAddress, Columns } from './columns.js';

export type ColumnsService = ReturnType<typeof columnsService>;

export function columnsService({ activities }: { activities: Pick<Activities, 'activity'> }) {
  return {
    async address(courseId: string, activityId: string): Promise<ColumnAddress | undefined> {
      const service = (await activities.activity(courseId, activityId))?.service;
      if (!service) return undefined;
      const { lineItemUrl } = service;
      return { service, standsAlone: false, ...(lineItemUrl !== undefined && { lineItemUrl }) };
    },
  } satisfies Columns;
}
