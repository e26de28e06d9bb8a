/** *Time zone*: one's own, and for those who may set it the course's. */
import { timeZonesOffered } from '../../shared/local-time.js';
import { fieldsFor, summaryOf, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import type { Zones } from './zone.service.js';

export type ZoneForm = 'own' | 'course';

interface FormModel {
  title: string;
  action: string;
  field: FieldModel;
  send: string;
  /** Nothing is stored: the browser may propose its own zone, which is said. */
  proposal: string | undefined;
}

interface ZoneModel extends PageModel {
  forms: readonly FormModel[];
}

const zonePage: PageOf<ZoneModel> = pageOf('course/launches/zone');

export function zoneView(asked: Asked, zones: Zones, wrong?: { form: ZoneForm; problems: Problems }): Page {
  const { t, visit, query } = asked;
  const forms: ZoneForm[] = may(visit.role, 'configure') ? ['own', 'course'] : ['own'];
  const done = forms.find((form) => form === query.done);
  return zonePage({
    title: t(`zone.title.${visit.zoneFrom}`, { zone: spoken(visit.timeZone) }),
    lede: t(`zone.lede.${visit.zoneFrom}`),
    banner: done && { tone: 'good', text: t(`zone.done.${done}`) },
    problems: wrong && summaryOf(t, wrong.problems)?.map(({ text }) => ({ field: `${wrong.form}-zone`, text })),
    narrow: true,
    forms: forms.map((form) => formOf(asked, form, zones, wrong?.form === form ? wrong.problems : undefined)),
  });
}

function formOf({ t, visit }: Asked, form: ZoneForm, zones: Zones, problems?: Problems): FormModel {
  const stored = zones[form];
  // Whoever reads without script is asked about what is known of them.
  const known = form === 'course' && visit.zoneFrom === 'own' ? visit.timeZone : '';
  const options = [
    { value: '', label: t(`zone.${form}.unsaid`) },
    ...timeZonesOffered(stored, visit.timeZone).map((zone) => ({ value: zone, label: spoken(zone) })),
  ];
  const { field } = fieldsFor(t, { zone: stored ?? known }, problems);
  return {
    title: t(`zone.${form}.title`),
    action: form === 'own' ? '/time-zone' : '/time-zone/course',
    field: {
      ...field('select', 'zone', { label: t(`zone.${form}.label`), hint: t(`zone.${form}.hint`), options }),
      id: `${form}-zone`,
    },
    send: t(`zone.${form}.send`),
    proposal: stored === undefined && !problems ? t('zone.proposal') : undefined,
  };
}

/** "America/New York". */
export function spoken(zone: string): string {
  return zone.replaceAll('_', ' ');
}
