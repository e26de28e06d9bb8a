import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { longestName, pathInside } from './names.rules.js';
import type { NameSheet } from './names.service.js';

interface NameModel extends PageModel {
  /** Absent when the platform says how people are called. */
  form:
    | {
        action: string;
        name: FieldModel;
        next: string | undefined;
        send: string;
        skip: { href: string; label: string };
      }
    | undefined;
  whoSees: { text: string; icon: string };
}

const namePage: PageOf<NameModel> = pageOf('course/roster/name');

export function nameView(asked: Asked, sheet: NameSheet, problems?: Problems): Page {
  const { t, query } = asked;
  const { shown, source, chosen = '' } = sheet;
  const posted = problems?.posted.next;
  const next = pathInside(typeof posted === 'string' ? posted : query.next);
  const form = fieldsFor(t, { name: chosen }, problems);
  return namePage({
    title: source === 'none' && next !== undefined ? t('roster.name.ask') : t('roster.name.title', { name: shown }),
    lede: t(`roster.name.lede.${source}`, { name: shown }),
    banner: bannerOf(asked, sheet),
    problems: form.summary,
    narrow: true,
    form:
      source === 'platform'
        ? undefined
        : {
            action: '/name',
            name: form.field('text', 'name', {
              label: t('roster.name.label'),
              hint: t('roster.name.hint'),
              optional: true,
              maxLength: longestName,
            }),
            next,
            send: t('roster.name.send'),
            skip: next === undefined ? { href: '/mentoring', label: t('roster.name.home') } : skipTo(asked, next),
          },
    whoSees: { text: t('roster.name.who'), icon: 'people' },
  });
}

function skipTo({ t }: Asked, next: string) {
  return { href: next, label: t('roster.name.skip') };
}

function bannerOf({ t, query, visit }: Asked, { takenAway }: NameSheet): Banner | undefined {
  if (visit.preview) return { tone: 'info', text: t('roster.name.preview') };
  if (query.done === 'saved' || query.done === 'dropped') {
    return { tone: 'good', text: t(`roster.name.done.${query.done}`) };
  }
  return takenAway ? { tone: 'warn', text: t('roster.name.takenAway') } : undefined;
}
