import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import { namesOf } from '../shown/names.view.js';
import type { Overview } from './overview.service.js';

/** Asked before anybody is paired: a non-editing teacher is a learner to the platform until they open something. */
export function unopenedRow({ t, format, visit }: Asked, { unopened, people }: Pick<Overview, 'unopened' | 'people'>) {
  if (unopened.length === 0 || !may(visit.role, 'configure')) return [];
  const known = new Map([...people, ...unopened.map((person) => [person.personId, person] as const)]);
  const several = namesOf(t, format, known).several(unopened.map(({ personId }) => personId));
  return [
    {
      ...{ icon: 'people', tone: 'warn' as const },
      title: t('pairing.check.unopened', { count: unopened.length }),
      text: t('pairing.check.unopenedText', { people: several, count: unopened.length }),
      actions: [{ label: t('pairing.check.unopenedLink'), href: '/roster?show=unopened' }],
    },
  ];
}
