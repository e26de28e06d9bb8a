import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Translate } from '../../web/texts.js';
import { kinds, type Kind } from './activity.js';

interface KindModel extends PageModel {
  action: string;
  field: FieldModel & { size: 'wide' };
}

interface UnsetModel extends PageModel {
  todo: string;
}

const choosePage: PageOf<KindModel> = pageOf('course/activities/choose');
const unsetPage: PageOf<UnsetModel> = pageOf('course/activities/unset');

export function kindTitle(t: Translate, kind: Kind): string {
  return t(`activities.kind.${kind}.title`);
}

export function kindText(t: Translate, kind: Kind): string {
  return t(`activities.kind.${kind}.text`);
}

/** For those who take part: stands as the link's description in Moodle. */
export function kindAbout(t: Translate, kind: Kind): string {
  return t(`activities.kind.${kind}.about`);
}

export function chooseView({ t }: Asked, problems?: Problems): Page {
  const fields = fieldsFor(t, {}, problems);
  return choosePage({
    title: t('activities.choose.title'),
    lede: t('activities.choose.lede'),
    problems: fields.summary,
    narrow: true,
    action: '/activity',
    field: kindField(t, fields, { label: 'activities.choose.field', whoSees: 'activities.choose.whoSees' }),
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

function kindField(
  t: Translate,
  fields: ReturnType<typeof fieldsFor>,
  words: { label: string; whoSees: string },
): KindModel['field'] {
  const options = kinds.map((kind) => ({ value: kind, label: kindTitle(t, kind), hint: kindText(t, kind) }));
  const field = fields.field('tiles', 'kind', { label: t(words.label), whoSees: t(words.whoSees), options });
  return { ...field, size: 'wide' };
}
