/** A teacher lets learners choose for the next round, until a day. */
import { toLocal } from '../../shared/local-time.js';
import { fieldsFor, type Problems } from '../../web/forms.js';
import type { Page } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { formPage, trailTo } from '../shown/pages.view.js';
import type { ChoosingTime } from './window.rules.js';

export function windowView(
  asked: Asked,
  { open, until, published }: ChoosingTime & { published: boolean },
  problems?: Problems,
): Page {
  const { t, format, visit } = asked;
  const stored = { until: open && until ? toLocal(until, visit.timeZone) : '' };
  const form = fieldsFor(t, stored, problems);
  const state = open ? (until ? 'openUntil' : 'open') : published ? 'closed' : 'over';
  return formPage({
    title: t('choices.window.title'),
    lede: t(`choices.window.${state}`, { time: until ? format.dateTime(until) : '' }),
    problems: form.summary,
    trail: trailTo(asked, { label: t('choices.chosen.link'), href: '/pairing/choices' }),
    tab: '/pairing',
    narrow: true,
    text: published ? t('choices.window.text') : undefined,
    action: '/pairing/choices/open',
    fields: [],
    questions: [
      form.field('text', 'until', {
        label: t('choices.window.until'),
        hint: t('choices.window.hint', { zone: visit.timeZone }),
        type: 'datetime-local',
      }),
    ],
    whoSees: t('choices.window.who'),
    button: t(open ? 'choices.window.change' : 'choices.window.button'),
    others: [
      ...(open ? [{ label: t('choices.window.close'), action: '/pairing/choices/close', fields: [] }] : []),
      { label: t('after.back'), href: '/pairing/choices', tone: 'quiet' as const },
    ],
  });
}
