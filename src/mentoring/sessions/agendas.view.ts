/** The agendas of a course, as a teacher changes them. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Agenda, Library } from './agenda.js';
import { linesText, minutesOf } from './agenda.rules.js';

interface AgendasModel extends PageModel {
  rows: readonly { title: string; href: string; text: string; meta: string; level: 2; actions: readonly [] }[];
}

interface AgendaModel extends PageModel {
  action: string;
  whoSees: string;
  fields: readonly FieldModel[];
  forget: { action: string; label: string; tone: 'quiet' } | undefined;
}

const agendasPage: PageOf<AgendasModel> = pageOf('mentoring/sessions/agendas');
const agendaPage: PageOf<AgendaModel> = pageOf('mentoring/sessions/agenda');

export const agendasPath = '/sessions/agendas';

export function agendasView({ t, query, format }: Asked, library: Library & { changed: ReadonlySet<string> }): Page {
  return agendasPage({
    title: t('sessions.agendas.title'),
    lede: t('sessions.agendas.lede'),
    banner: query.done === 'saved' ? { tone: 'good', text: t('sessions.agendas.saved') } : undefined,
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    tab: '/mentoring',
    narrow: true,
    rows: library.agendas.map((agenda) => ({
      title: agenda.title,
      href: `${agendasPath}/${agenda.agendaId}`,
      text: t('sessions.agenda.sum', {
        minutes: minutesOf(agenda),
        parts: format.list(agenda.lines.map(({ title, minutes }) => t('sessions.agenda.part', { title, minutes }))),
      }),
      meta: metaOf({ t }, library, agenda.agendaId),
      level: 2,
      actions: [],
    })),
  });
}

function metaOf(
  { t }: Pick<Asked, 't'>,
  { first, usual, changed }: Library & { changed: ReadonlySet<string> },
  id: string,
): string {
  const use =
    id === first
      ? t('sessions.agendas.first')
      : id === usual
        ? t('sessions.agendas.usual')
        : t('sessions.agendas.chosen');
  return changed.has(id) ? `${use} ${t('sessions.agendas.changed')}` : use;
}

export function agendaView(
  asked: Asked,
  { agenda, changed }: { agenda: Agenda; changed: boolean },
  problems?: Problems,
): Page {
  const { t } = asked;
  const stored = {
    ...{ title: agenda.title, lines: linesText(agenda.lines), points: agenda.points.join('\n') },
    ...{ prompts: agenda.prompts.join('\n'), writing: agenda.writing.join('\n') },
    ...{ caseTitle: agenda.miniCase?.title ?? '', caseText: agenda.miniCase?.text ?? '' },
  };
  const form = fieldsFor(t, stored, problems);
  const list = (name: 'points' | 'prompts' | 'writing', optional: boolean) =>
    form.field('textarea', name, {
      ...{ label: t(`sessions.agendas.form.${name}Label`), hint: t(`sessions.agendas.form.${name}Hint`) },
      ...{ rows: 4, optional, maxLength: 4000 },
    });
  const path = `${agendasPath}/${agenda.agendaId}`;
  return agendaPage({
    title: agenda.title,
    problems: form.summary,
    trail: [{ label: t('sessions.agendas.title'), href: agendasPath }],
    narrow: true,
    action: path,
    whoSees: t('sessions.agendas.who'),
    fields: [
      form.field('text', 'title', { label: t('sessions.agendas.form.titleLabel'), maxLength: 80 }),
      form.field('textarea', 'lines', {
        ...{ label: t('sessions.agendas.form.linesLabel'), hint: t('sessions.agendas.form.linesHint') },
        ...{ rows: 7, maxLength: 4000 },
      }),
      list('points', true),
      list('prompts', true),
      form.field('text', 'caseTitle', { label: t('sessions.agendas.form.caseTitle'), optional: true, maxLength: 80 }),
      form.field('textarea', 'caseText', {
        label: t('sessions.agendas.form.caseText'),
        optional: true,
        rows: 4,
        maxLength: 1500,
      }),
      list('writing', false),
    ],
    forget: changed ? { action: `${path}/forget`, label: t('sessions.agendas.forget'), tone: 'quiet' } : undefined,
  });
}
