/** A draft that cannot be published any more: which pairs changed since it was made, and the way on. */
import type { Page } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { trailTo, seenFields, listPage } from '../shown/pages.view.js';
import { namesOf } from '../shown/names.view.js';
import type { OutdatedSheet } from './publishing.service.js';

/** More would not be read; the list of pairs has all. */
const mostRows = 50;

export function outdatedView(asked: Asked, { draft, changed, form, people }: OutdatedSheet): Page {
  const { t, format } = asked;
  const names = namesOf(t, format, people);
  const section = (id: 'came' | 'went') => {
    const pairs = changed[id];
    if (pairs.length === 0) return [];
    const rows = pairs.slice(0, mostRows).map((members) => ({ title: names.pair(form, members), icon: 'people' }));
    return [{ id, title: t(`after.outdated.${id}`, { count: pairs.length }), rows }];
  };
  const sections = [...section('came'), ...section('went')];
  return listPage({
    title: t('after.outdated.title'),
    lede: t('after.outdated.lede'),
    trail: trailTo(asked, { label: t('pairing.draftTrail'), href: '/pairing/draft' }),
    tab: '/pairing',
    sections,
    empty: sections.length === 0 ? t('after.outdated.same') : undefined,
    paging: undefined,
    others: [
      {
        label: t('after.outdated.button'),
        tone: 'primary',
        action: '/pairing/draft/again',
        fields: seenFields(draft),
      },
      { label: t('after.outdated.back'), tone: 'quiet', href: '/pairing/draft' },
    ],
  });
}
