/** *When a pair goes silent*: the thresholds in words, and whom they would have called for in this course's own past. */
import { fieldsFor, type FieldModel, type Posted, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { LadderSettings } from './ladder.js';

export const settingsPath = '/ladder/settings';

interface SettingsModel extends PageModel {
  action: string;
  words: readonly string[];
  fields: readonly FieldModel[];
  preview: string | undefined;
}

const settingsPage: PageOf<SettingsModel> = pageOf('mentoring/ladder/settings');

export interface SettingsSheet {
  settings: LadderSettings;
  /** Calls in the last so many days, with what was typed and with what holds. */
  preview?: { wanted: number; now: number; days: number };
  /** What was typed, to be kept beside the preview. */
  typed?: Posted;
}

const names = ['silentDateDays', 'callAfter', 'among', 'silentDays', 'answerDays'] as const;

export function settingsView(asked: Asked, sheet: SettingsSheet, problems?: Problems): Page {
  const { t, query } = asked;
  const { settings, preview, typed } = sheet;
  const stored = Object.fromEntries(names.map((name) => [name, String(settings[name])]));
  const form = fieldsFor(t, typed ?? stored, problems);
  return settingsPage({
    title: t('ladder.settings.title'),
    lede: t('ladder.settings.lede'),
    banner: query.done === 'saved' ? { tone: 'good', text: t('ladder.settings.saved') } : undefined,
    problems: form.summary,
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    tab: '/mentoring',
    narrow: true,
    action: settingsPath,
    words: [
      t('ladder.settings.words.missed', { count: settings.silentDateDays }),
      t('ladder.settings.words.text'),
      t('ladder.settings.words.called', { callAfter: settings.callAfter, among: settings.among }),
      t('ladder.settings.words.silent', { count: settings.silentDays }),
      t('ladder.settings.words.answer', { count: settings.answerDays }),
      t('ladder.settings.words.free'),
    ],
    fields: names.map((name) =>
      form.field('number', name, { label: t(`ladder.settings.${name}`), size: 'short', maxLength: 3 }),
    ),
    preview: preview && previewText(asked, preview),
  });
}

function previewText({ t }: Asked, { wanted, now, days }: NonNullable<SettingsSheet['preview']>): string {
  return [t('ladder.settings.wouldHave', { count: wanted, days }), t('ladder.settings.asItIs', { count: now })].join(
    ' ',
  );
}
