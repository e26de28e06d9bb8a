/** Several rows of the queue at once: put off, or taken. */
import { fieldsFor, type FieldModel, type Problems } from '../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import type { Work } from './home.js';
import { mostHarmFirst } from './home.rules.js';
import { putOffDays, type PutOff } from './later/later.js';
import { sorted } from './later/later.rules.js';

export const severalPath = '/mentoring/several';

interface SeveralModel extends PageModel {
  action: string;
  rows: FieldModel | undefined;
  what: FieldModel;
  send: string;
}

const severalPage: PageOf<SeveralModel> = pageOf('home/several');

export function severalView(
  asked: Asked,
  { work, putOff }: { work: readonly Work[]; putOff: readonly PutOff[] },
  problems?: Problems,
): Page {
  const { t } = asked;
  const { now } = sorted(mostHarmFirst(work), putOff, asked.now);
  const form = fieldsFor(t, { do: 'take', rows: [] }, problems);
  const options = now.map(({ item, size, title }) => ({ value: `${item} ${String(size)}`, label: title }));
  const choices = [
    { value: 'take', label: t('home.several.take') },
    ...putOffDays.map((count) => ({
      value: `days-${String(count)}`,
      label: t('home.several.later', { when: t('home.work.later', { count }) }),
    })),
  ];
  return severalPage({
    title: t('home.several.title'),
    lede: options.length === 0 ? t('home.several.none') : undefined,
    problems: form.summary,
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    tab: '/mentoring',
    narrow: true,
    action: severalPath,
    rows:
      options.length === 0 ? undefined : form.field('checkboxes', 'rows', { label: t('home.several.rows'), options }),
    what: form.field('radios', 'do', { label: t('home.several.what'), options: choices }),
    send: t('home.several.send'),
  });
}
