import { fieldsFor, type FieldModel, type Problems } from '../web/forms.js';
import { maximumTopics } from '../intake/profile.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import { trailTo } from './draft.view.js';
import { namesOf } from './names.view.js';
import type { SettingsSheet } from './pairing.service.js';
import type { Button } from './rows.view.js';

interface SettingsModel extends PageModel {
  topics: FieldModel;
  never: readonly { title: string; text: string; actions: readonly Button[] }[];
}

const settingsPage: PageOf<SettingsModel> = pageOf('pairing/settings');

export function settingsView(asked: Asked, sheet: SettingsSheet, problems?: Problems): Page {
  const { t, format, query } = asked;
  const names = namesOf(t, format, sheet.people);
  const form = fieldsFor(t, { topics: sheet.topics.join('\n') }, problems);
  const done = ['topics', 'removed'].includes(query.done ?? '') ? query.done : undefined;
  return settingsPage({
    title: t('pairing.settings.title'),
    lede: t('pairing.settings.lede', { count: sheet.topics.length }),
    problems: form.summary,
    banner: done === undefined ? undefined : { tone: 'good', text: t(`pairing.settings.done.${done}`) },
    trail: trailTo(asked),
    tab: '/pairing',
    narrow: true,
    topics: form.field('textarea', 'topics', {
      label: t('pairing.settings.topics'),
      hint: t('pairing.settings.hint', { maximum: maximumTopics }),
      whoSees: t('pairing.settings.who'),
      rows: 12,
    }),
    never: sheet.never.map(({ neverId, personIds: [one, other], by, at }) => ({
      title: t('pairing.pair', { one: names.name(one), other: names.name(other) }),
      text: t('pairing.settings.neverBy', { name: names.name(by), date: format.date(at) }),
      actions: [
        {
          label: t('pairing.settings.remove'),
          action: '/pairing/settings/never',
          fields: [{ name: 'neverId', value: neverId }],
        },
      ],
    })),
  });
}
