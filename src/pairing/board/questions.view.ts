/** Acts that ask once before they are done. */
import type { Page } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { DraftSheet } from '../cohort/cohorts.service.js';
import { namesOf } from '../shown/names.view.js';
import { questionPage, seenFields, trailTo } from '../shown/pages.view.js';
import type { DraftPair } from '../words/draft.js';

export function discardView(asked: Asked, { draft }: DraftSheet): Page {
  const { t } = asked;
  return questionPage({
    title: t('pairing.discard.title'),
    lede: t('pairing.discard.lede', { count: draft.pairs.length }),
    ...inDraft(asked),
    text: t('pairing.discard.text'),
    button: { label: t('pairing.discard.button'), action: '/pairing/draft/discard', fields: seenFields(draft) },
    back: { label: t('pairing.discard.back'), href: '/pairing/draft', tone: 'quiet' },
  });
}

export function neverView(asked: Asked, { draft, people, pair }: DraftSheet & { pair: DraftPair }): Page {
  const { t, format } = asked;
  const names = namesOf(t, format, people);
  const [first = '', second = ''] = pair.members.map(names.name);
  return questionPage({
    title: t('pairing.neverAsk.title', { first, second }),
    lede: t('pairing.neverAsk.lede'),
    ...inDraft(asked),
    text: t('pairing.neverAsk.text'),
    button: {
      label: t('pairing.one.never'),
      action: '/pairing/draft/never',
      fields: [...seenFields(draft), { name: 'pairId', value: pair.pairId }],
    },
    back: { label: t('pairing.swap.back'), href: '/pairing/draft', tone: 'quiet' },
  });
}

function inDraft(asked: Asked) {
  const trail = trailTo(asked, { label: asked.t('pairing.draftTrail'), href: '/pairing/draft' });
  return { trail, tab: '/pairing', narrow: true };
}
