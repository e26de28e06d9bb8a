/** One line of a charter, as somebody in it suggests it; and all lines, as a teacher proposes them. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { forms, longestLine, type CharterForm, type CharterLine, type Templates } from './charter.js';
import { wordsOf } from './charter.rules.js';
import type { CharterSheet } from './charter.service.js';
import { charterPath, namesIn } from './charter.view.js';

interface ChangeModel extends PageModel {
  action: string;
  hidden: readonly { name: string; value: string }[];
  whoSees: string;
  fields: readonly FieldModel[];
  button: string;
  note: string;
}

interface TemplateModel extends PageModel {
  action: string;
  lines: readonly { title: string; fields: readonly FieldModel[] }[];
  other: { href: string; label: string };
  forget: { action: string; label: string; tone: 'quiet' } | undefined;
}

const changePage: PageOf<ChangeModel> = pageOf('mentoring/charter/change');
const templatePage: PageOf<TemplateModel> = pageOf('mentoring/charter/template');

export const templatePath = '/charters/template';

export function changeView(asked: Asked, sheet: CharterSheet, line: CharterLine, problems?: Problems): Page {
  const { t } = asked;
  const names = namesIn(asked, sheet);
  const form = fieldsFor(t, { text: line.text, why: '' }, problems);
  const path = charterPath(sheet.pair.key);
  return changePage({
    title: t('charter.change.title', { title: line.title }),
    problems: form.summary,
    trail: [{ label: t('charter.title', { names }), href: path }],
    narrow: true,
    action: `${path}/change/${line.id}`,
    hidden: [{ name: 'words', value: wordsOf(sheet.current) }],
    whoSees: t('charter.who', { names }),
    fields: [
      form.field('textarea', 'text', { label: t('charter.change.text'), rows: 5, maxLength: longestLine }),
      form.field('text', 'why', { label: t('charter.change.why'), optional: true, maxLength: 300 }),
    ],
    button: t('charter.change.button'),
    note: t('charter.change.note'),
  });
}

export function templateView(
  asked: Asked,
  { form, templates, library, changed }: TemplateFacts,
  problems?: Problems,
): Page {
  const { t, query } = asked;
  const own = new Map(templates[form].map((line) => [line.id, line]));
  const stored = Object.fromEntries(
    library.flatMap(({ id }) => {
      const line = own.get(id);
      return [[`text-${id}`, line?.text ?? ''] as const, ...(line?.open ? [[`open-${id}`, 'yes'] as const] : [])];
    }),
  );
  const fields = fieldsFor(t, stored, problems);
  const other = forms.find((one) => one !== form) ?? form;
  return templatePage({
    title: t(`charter.template.title.${form}`),
    lede: t('charter.template.lede'),
    banner: query.done === 'saved' ? { tone: 'good', text: t('charter.template.saved') } : undefined,
    problems: fields.summary,
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    tab: '/mentoring',
    narrow: true,
    action: `${templatePath}/${form}`,
    lines: library.map(({ id, title }) => ({
      title,
      fields: [
        fields.field('textarea', `text-${id}`, {
          label: t('charter.template.text', { title }),
          optional: true,
          rows: 3,
          maxLength: longestLine,
        }),
        fields.field('checkboxes', `open-${id}`, {
          label: t('charter.template.open', { title }),
          options: [{ value: 'yes', label: t('charter.template.may') }],
        }),
      ],
    })),
    other: { href: `${templatePath}/${other}`, label: t(`charter.template.title.${other}`) },
    forget: changed.has(form)
      ? { action: `${templatePath}/${form}/forget`, label: t('charter.template.forget'), tone: 'quiet' }
      : undefined,
  });
}

export interface TemplateFacts {
  form: CharterForm;
  templates: Templates;
  /** The proposed lines: none is lost when a course leaves it empty. */
  library: readonly CharterLine[];
  changed: ReadonlySet<string>;
}
