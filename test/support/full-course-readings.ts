/** What the gates of {@link fillCourse} last read: each lets through most of the people. */
import type { FullCourse } from './full-course.js';
import { personId } from './full-course-reviews.js';

export function readingRows(course: FullCourse): Record<string, unknown>[] {
  const { courseId, activities, now, size } = course;
  return Object.values(activities).map((activityId, column) => ({
    ...{ _id: `${activityId}-reading`, courseId, activityId, readAt: now, learners: size },
    passed: Array.from({ length: size }, (_, index) => index)
      .filter((index) => index % (column + 2) !== 0)
      .map((index) => ({ personId: personId(course, index) })),
  }));
}
