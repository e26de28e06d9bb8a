/** Handing a call for help to a colleague. */
import type { Person } from '../../course/roster/person.js';
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { moment } from '../../web/moments.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { titleOf } from './checkins.view.js';
import type { WaitingCall } from './help.service.js';

interface HandOnModel extends PageModel {
  /** Undefined while there is nobody to give it to. */
  form:
    { action: string; asked: string; occurrence: string; whoSees: string; to: FieldModel; send: string } | undefined;
}

const handOnPage: PageOf<HandOnModel> = pageOf('mentoring/checkins/hand-on');

export function handOnView(
  asked: Asked,
  { call, colleagues }: { call: WaitingCall; colleagues: readonly Person[] },
  problems?: Problems,
): Page {
  const { t, format, now } = asked;
  const { activityId, occurrence, personId, person, askedAt } = call;
  const form = fieldsFor(t, { to: '' }, problems);
  const when = { title: titleOf(t, call), time: moment(format, askedAt, now) };
  const options = [{ value: '', label: t('checkins.handOn.choose') }, ...colleagues.map(optionOf)];
  return handOnPage({
    title: t('checkins.handOn.title', { name: person.name }),
    lede: colleagues.length === 0 ? t('checkins.handOn.nobody') : t('checkins.call.text', when),
    problems: form.summary,
    trail: [{ label: t('checkins.handOn.back'), href: '/mentoring' }],
    tab: '/mentoring',
    narrow: true,
    form:
      colleagues.length === 0
        ? undefined
        : {
            action: `/checkins/${activityId}/hand-on/${encodeURIComponent(personId)}`,
            ...{ asked: String(askedAt.getTime()), occurrence },
            whoSees: t('checkins.handOn.whoSees', { name: person.name }),
            to: form.field('select', 'to', { label: t('checkins.handOn.to'), options }),
            send: t('checkins.call.handOn'),
          },
  });
}

function optionOf({ personId, name }: Person) {
  return { value: personId, label: name };
}
