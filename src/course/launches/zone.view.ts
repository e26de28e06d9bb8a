/** *Time zone*: one's own, and for those who may set it the course's. */
import { cityOf, spoken, zonesMeant } from '../../shared/zones.js';
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
  /** Of several places that go by the words, one is chosen. */
  meant: FieldModel | undefined;
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

function formOf(asked: Asked, form: ZoneForm, zones: Zones, problems?: Problems): FormModel {
  const { t, visit } = asked;
  const stored = zones[form];
  // Whoever reads without script is asked about what is known of them.
  const known = form === 'course' && visit.zoneFrom === 'own' ? visit.timeZone : undefined;
  const { field } = fieldsFor(t, { zone: spoken(stored ?? known ?? '') }, problems);
  const labels = { label: t(`zone.${form}.label`), hint: t(`zone.${form}.hint`), maxLength: 100 };
  return {
    title: t(`zone.${form}.title`),
    action: form === 'own' ? '/time-zone' : '/time-zone/course',
    field: { ...field('text', 'zone', labels), id: `${form}-zone` },
    meant: problems && meantOf(asked, form, problems),
    send: t(`zone.${form}.send`),
    proposal: stored === undefined && !problems ? t('zone.proposal') : undefined,
  };
}

function meantOf({ t, visit, format, now }: Asked, form: ZoneForm, problems: Problems): FieldModel | undefined {
  const words = String(problems.posted.zone ?? '');
  const zones = zonesMeant(words, visit.locale);
  if (zones.length < 2) return undefined;
  const options = zones.map((zone) => {
    const place = { city: cityOf(zone), time: format.inZone(zone).time(now), zone: spoken(zone) };
    return { value: zone, label: t('zone.option', place) };
  });
  const { field } = fieldsFor(t, {}, problems);
  return { ...field('radios', 'meant', { label: t('zone.meant', { words }), options }), id: `${form}-meant` };
}
