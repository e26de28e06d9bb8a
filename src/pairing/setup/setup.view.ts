/** The page on which a teacher decides what counts. */
import { fieldsFor, type FieldModel, type Posted, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { trailTo, type Button } from '../shown/pages.view.js';
import type { Moved } from '../drafts/moves.rules.js';
import { setupFields, storedSetup, type SetupFields } from './setup-fields.view.js';
import type { SetupSheet } from './setup.service.js';

interface SetupModel extends PageModel {
  preset: FieldModel;
  fields: SetupFields;
  others: readonly Button[];
}

const setupPage: PageOf<SetupModel> = pageOf('pairing/setup');

/** What a form that was sent asks for: `moved` undefined when it could not be tried in time. */
export interface Tried {
  posted: Posted;
  moved: Moved | undefined;
}

export function setupView(asked: Asked, sheet: SetupSheet, more: { problems?: Problems; tried?: Tried } = {}): Page {
  const { t } = asked;
  const { problems, tried } = more;
  const { field, summary } = fieldsFor(t, tried?.posted ?? storedSetup(sheet.setup), problems);
  const presets = sheet.presets.map(({ presetId }) => ({
    value: presetId,
    label: t(`pairing.preset.${presetId}`),
  }));
  return setupPage({
    title: t('pairing.setup.title'),
    lede: t('pairing.setup.lede'),
    problems: summary,
    banner: bannerOf(asked, tried),
    trail: trailTo(asked),
    tab: '/pairing',
    narrow: true,
    preset: fieldsFor(t, {}).field('select', 'preset', { label: t('pairing.setup.preset'), options: presets }),
    fields: setupFields(asked, field),
    others: [
      { label: t('pairing.rules.link'), href: '/pairing/rules' },
      { label: t('pairing.mentors.link'), href: '/pairing/mentors' },
      { label: t('pairing.questions.link'), href: '/profile/questions' },
      { label: t('pairing.ask.link'), href: '/pairing/why' },
    ],
  });
}

function bannerOf({ t, query }: Asked, tried: Tried | undefined): Banner | undefined {
  if (tried) return { tone: 'info', text: triedText(t, tried.moved) };
  const word = query.done ?? '';
  return ['saved', 'preset'].includes(word) ? { tone: 'good', text: t(`pairing.setup.done.${word}`) } : undefined;
}

function triedText(t: Asked['t'], moved: Moved | undefined): string {
  if (!moved) return t('pairing.setup.tried.late');
  const { changed, pairs, matched, weakest } = moved;
  const pairsText = t('pairing.setup.tried.pairs', { count: changed, pairs });
  const matchedText = t('pairing.setup.tried.matched', matched);
  const both = t('pairing.sentences', { one: pairsText, other: matchedText });
  if (weakest.before === undefined || weakest.after === undefined) return both;
  const weakestText = t('pairing.setup.tried.weakest', { before: weakest.before, after: weakest.after });
  return t('pairing.sentences', { one: both, other: weakestText });
}
