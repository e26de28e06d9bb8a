import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Draft } from '../words/draft.js';
import type { Button } from '../shown/pages.view.js';

interface WaitModel extends PageModel {
  text: string;
  buttons: readonly Button[];
}

const waitPage: PageOf<WaitModel> = pageOf('pairing/wait');

/** Of the thread's stages; another one is told like the first. */
const stages = ['coverage', 'floor', 'sum', 'proof'];

/** While a thread is at it the page asks again every 3 seconds; if it failed it says what to do. */
export function waitView({ t }: Asked, { draftId, state, stage = '' }: Draft): Page {
  if (state === 'failed') {
    return waitPage({
      ...{ title: t('pairing.failed.title'), lede: t('pairing.failed.lede'), narrow: true, tab: '/pairing' },
      text: t('pairing.failed.text'),
      buttons: [{ label: t('pairing.failed.back'), href: '/pairing', tone: 'primary' }],
    });
  }
  return waitPage({
    ...{ title: t('pairing.making.title'), refreshSeconds: 3, narrow: true, tab: '/pairing' },
    lede: t(`pairing.making.stage.${stages.includes(stage) ? stage : 'scores'}`),
    text: t('pairing.making.text'),
    buttons: [
      { label: t('pairing.making.show'), href: '/pairing/draft' },
      {
        label: t('pairing.making.cancel'),
        tone: 'quiet',
        action: '/pairing/draft/cancel',
        fields: [{ name: 'draftId', value: draftId }],
      },
    ],
  });
}
