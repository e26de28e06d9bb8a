/** A fresh start: what it does, how it is undone. */
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Renewal } from './renewal.service.js';

interface Act {
  label: string;
  action: string;
  fields: readonly { name: string; value: string }[];
}

const fields = [{ name: 'confirm', value: 'yes' }];

interface RenewalModel extends PageModel {
  effects: readonly string[];
  fresh: Act;
  onward: Act | undefined;
  undo: (Act & { text: string }) | undefined;
  backHref: string;
}

interface FreshModel extends PageModel {
  todo: string;
  back: { label: string; href: string; top: boolean; tone: 'primary' } | undefined;
}

const renewalPage: PageOf<RenewalModel> = pageOf('course/launches/start-over');
const freshPage: PageOf<FreshModel> = pageOf('course/launches/started-fresh');

const effects = ['people', 'settings', 'visits', 'grades', 'undo'];

export function renewalView(asked: Asked, renewal: Renewal): Page {
  const { t, format } = asked;
  const { gone, stayed, looksReset, closesAt, startedFresh } = renewal;
  const state = startedFresh ? 'started' : looksReset ? 'reset' : 'plain';
  const values = { gone, count: gone + stayed, time: startedFresh ? format.dateTime(startedFresh.at) : '' };
  return renewalPage({
    title: t(`activities.renewal.${state}.title`, values),
    lede: t(`activities.renewal.${state}.lede`, values),
    banner: closesAt && {
      tone: 'info',
      text: t('activities.renewal.held', { count: gone, time: format.dateTime(closesAt) }),
    },
    trail: [{ label: t('activities.renewal.back'), href: '/set-up' }],
    narrow: true,
    effects: effects.map((name) => t(`activities.renewal.effect.${name}`)),
    fresh: { label: t('activities.renewal.fresh'), action: '/start-over', fields },
    onward: looksReset ? { label: t('activities.renewal.goOn'), action: '/start-over/go-on', fields } : undefined,
    undo: startedFresh && {
      label: t('activities.renewal.undo'),
      action: '/start-over/undo',
      fields,
      text: t('activities.renewal.undoText', { time: format.dateTime(startedFresh.undoUntil) }),
    },
    backHref: '/set-up',
  });
}

export function freshView({ t, visit }: Asked, done: 'fresh' | 'undone'): Page {
  const { returnUrl } = visit;
  return freshPage({
    title: t(`activities.renewal.${done}Done.title`),
    lede: t(`activities.renewal.${done}Done.lede`),
    narrow: true,
    todo: t('activities.renewal.reopen'),
    back:
      returnUrl === undefined
        ? undefined
        : { label: t('activities.renewal.toCourse'), href: returnUrl, top: true, tone: 'primary' },
  });
}
