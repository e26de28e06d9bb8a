import { fieldsFor, type FieldModel, type Problems } from '../web/forms.js';
import { maximumTopics } from '../intake/profile.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import { trailTo } from './draft.view.js';

interface SettingsModel extends PageModel {
  topics: FieldModel;
}

const settingsPage: PageOf<SettingsModel> = pageOf('pairing/settings');

export function settingsView(asked: Asked, topics: readonly string[], problems?: Problems): Page {
  const { t, query } = asked;
  const form = fieldsFor(t, { topics: topics.join('\n') }, problems);
  return settingsPage({
    title: t('pairing.settings.title'),
    lede: t('pairing.settings.lede', { count: topics.length }),
    problems: form.summary,
    banner: query.done === 'topics' ? { tone: 'good', text: t('pairing.settings.done.topics') } : undefined,
    trail: trailTo(asked),
    tab: '/pairing',
    narrow: true,
    topics: form.field('textarea', 'topics', {
      label: t('pairing.settings.topics'),
      hint: t('pairing.settings.hint', { maximum: maximumTopics }),
      whoSees: t('pairing.settings.who'),
      rows: 12,
    }),
  });
}
