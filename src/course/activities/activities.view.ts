import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Translate } from '../../web/texts.js';
import type { KindOf, Kinds } from './kind.js';

interface KindModel extends PageModel {
  action: string;
  field: FieldModel & { size: 'wide' };
}

interface UnsetModel extends PageModel {
  todo: string;
}

const choosePage: PageOf<KindModel> = pageOf('course/activities/choose');
const unsetPage: PageOf<UnsetModel> = pageOf('course/activities/unset');

/** The kinds to choose from, as tiles. */
export function kindOptions(t: Translate, kinds: readonly KindOf[]): { value: string; label: string; hint: string }[] {
  return kinds.map(({ kind, words }) => ({ value: kind, label: t(words.title), hint: t(words.text) }));
}

export function chooseView({ t }: Asked, kinds: Kinds, problems?: Problems): Page {
  const fields = fieldsFor(t, {}, problems);
  return choosePage({
    title: t('activities.choose.title'),
    lede: t('activities.choose.lede'),
    problems: fields.summary,
    narrow: true,
    action: '/activity',
    field: {
      ...fields.field('tiles', 'kind', {
        label: t('activities.choose.field'),
        whoSees: t('activities.choose.whoSees'),
        options: kindOptions(t, kinds.all()),
      }),
      size: 'wide',
    },
  });
}

export function unsetView({ t, visit }: Asked): Page {
  const isAssistant = visit.role === 'assistant';
  return unsetPage({
    title: t('activities.unset.title'),
    lede: isAssistant ? undefined : t('activities.unset.lede'),
    narrow: true,
    todo: isAssistant ? t('activities.unset.assistant') : t('activities.unset.todo'),
  });
}
