/** A ready-made way, and what it would take the place of. */
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Button } from '../shown/pages.view.js';
import { changesFacts } from './changes.view.js';
import { setupTrail } from './rules.view.js';
import type { ReplacingSheet } from './setup.service.js';

interface ReplacingModel extends PageModel {
  facts: readonly { label: string; text: string }[];
  use: Button;
  keep: Button;
}

const replacingPage: PageOf<ReplacingModel> = pageOf('pairing/replacing');

export function replacingView(asked: Asked, { setup, revision, preset }: ReplacingSheet): Page {
  const { t } = asked;
  const facts = changesFacts(asked, 'replaced', { before: setup, after: preset.setup });
  return replacingPage({
    title: t(`pairing.preset.${preset.presetId}`),
    lede: t('pairing.setup.replacing', { count: facts.length }),
    trail: setupTrail(asked),
    tab: '/pairing',
    narrow: true,
    facts,
    use: {
      label: t('pairing.setup.usePreset'),
      tone: 'primary',
      action: '/pairing/setup/preset',
      fields: [
        { name: 'preset', value: preset.presetId },
        { name: 'revision', value: String(revision) },
      ],
    },
    keep: { label: t('pairing.setup.keep'), tone: 'quiet', href: '/pairing/setup' },
  });
}
