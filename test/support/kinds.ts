/** Kinds of activities as features bring them, for tests of what knows no feature. */
import { kindsOf, type KindOf } from '../../src/course/activities/kind.js';

export function aKind(kind: string, more: Partial<KindOf> = {}): KindOf {
  return {
    kind,
    words: { title: `${kind}.title`, text: `${kind}.text`, about: `${kind}.about` },
    pathOf: (activityId) => `/${kind}/${activityId}`,
    settingsPathOf: (activityId) => `/${kind}/${activityId}/settings`,
    ...more,
  };
}

const graded = { completion: 'points', need: 'grade' } as const;

export const someKinds = kindsOf(() => [
  aKind('mentoring', { pathOf: () => '/mentoring', reviewPathOf: ({ name }) => `/progress?name=${name}` }),
  aKind('intake', { ...graded, points: 1 }),
  aKind('checkin', { ...graded, points: 2, reviewable: true, pathOf: (id) => `/checkins/${id}` }),
  aKind('peer-review', { ...graded, points: 10, reviewable: true, pathOf: (id) => `/reviews/${id}` }),
  aKind('gate', { completion: 'gate', need: 'restrict', pathOf: (id) => `/gates/${id}` }),
]);
