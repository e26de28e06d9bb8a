import { nothingApart, type Apart } from './allocation/allocation.js';
import type { Assignment } from './peer-review.js';
import type { PeerReviewParts } from './places.service.js';

/** What keeps these authors from each other's work, as the course knows it now. */
export async function apartOf(
  { roster, mentorships, reviews }: Pick<PeerReviewParts, 'roster' | 'mentorships' | 'reviews'>,
  { courseId, activityId, groups = 'any' }: Pick<Assignment, 'courseId' | 'activityId' | 'groups'>,
  authorIds: readonly string[],
): Promise<Apart> {
  if (authorIds.length === 0) return nothingApart;
  const [people, running, earlier] = await Promise.all([
    groups === 'any' ? undefined : roster.peopleById(courseId, authorIds),
    mentorships.running(courseId),
    reviews.earlier(courseId, activityId, authorIds),
  ]);
  const groupsOf = new Map([...(people ?? [])].flatMap(([id, { groupIds }]) => (groupIds ? [[id, groupIds]] : [])));
  const together = running.flatMap(({ mentorIds, menteeIds }) =>
    mentorIds.flatMap((mentor) => menteeIds.map((mentee): [string, string] => [mentor, mentee])),
  );
  return { groups, groupsOf, earlier, together };
}
