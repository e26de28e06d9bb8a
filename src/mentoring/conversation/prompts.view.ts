/** The questions that begin conversations in this course, as a teacher writes them. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { longest } from './conversation.rules.js';
import { stages, type Prompts } from './prompts.rules.js';

interface PromptsModel extends PageModel {
  fields: readonly FieldModel[];
  changed: boolean;
}

const promptsPage: PageOf<PromptsModel> = pageOf('mentoring/conversation/prompts');

export const promptsPath = '/conversations/prompts';

export function promptsView(
  { t, query }: Asked,
  { prompts, changed }: { prompts: Prompts; changed: boolean },
  problems?: Problems,
): Page {
  const stored = { first: prompts.first.join('\n'), middle: prompts.middle.join('\n') };
  const form = fieldsFor(t, stored, problems);
  return promptsPage({
    title: t('conversation.prompts.title'),
    lede: t('conversation.prompts.lede'),
    banner: query.done === 'saved' ? { tone: 'good', text: t('conversation.prompts.saved') } : undefined,
    problems: form.summary,
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    tab: '/mentoring',
    narrow: true,
    fields: stages.map((stage) =>
      form.field('textarea', stage, {
        label: t(`conversation.prompts.${stage}`),
        hint: t('conversation.prompts.hint'),
        optional: true,
        rows: 8,
        maxLength: longest,
      }),
    ),
    changed,
  });
}
