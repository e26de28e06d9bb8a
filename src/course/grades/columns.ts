/** A *column* of the gradebook: an activity's own, or one that stands alone. */
import type { GradebookResult, LtiGateway, PlatformFailure, ServiceRef } from '../../lti/gateway.js';
import { success, type Result } from '../../shared/result.js';

export interface ColumnAddress {
  service: ServiceRef;
  /** Absent: there is no such column in Moodle. */
  lineItemUrl?: string;
  /** It belongs to no activity: Moodle knows no override in it, and a later score replaces what was set by hand. */
  standsAlone: boolean;
}

export interface Columns {
  /** Undefined: nobody knows it any more, or its course has started fresh. */
  address(courseId: string, activityId: string): Promise<ColumnAddress | undefined>;
}

/** A column with so many cells to look at is read whole: one call, whatever their number. */
export const cellsReadSingly = 3;

/** What the gradebook holds in these cells, by the platform's id of the person. */
export async function readCells(
  gateway: Pick<LtiGateway, 'results'>,
  { service, lineItemUrl }: Required<Pick<ColumnAddress, 'service' | 'lineItemUrl'>>,
  externalIds: readonly string[],
): Promise<Result<ReadonlyMap<string, GradebookResult>, PlatformFailure>> {
  const found = new Map<string, GradebookResult>();
  const singly = externalIds.length <= cellsReadSingly;
  for (const externalId of singly ? externalIds : [undefined]) {
    const answer = await gateway.results(service, lineItemUrl, externalId);
    if (!answer.ok) return answer;
    for (const result of answer.value) found.set(result.personExternalId, result);
  }
  return success(found);
}
