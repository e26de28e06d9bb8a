/** Asked once before a draft is published: who stays alone, who is told what, how long it can be undone. */
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { countsOf } from '../cohort/counts.rules.js';
import { differenceOf } from '../drafts/difference.rules.js';
import { aloneIn } from '../shown/alone.view.js';
import { namesOf, togetherWord } from '../shown/names.view.js';
import { seenFields, type Button, type ListRow } from '../shown/pages.view.js';
import type { PublishSheet } from './publishing.service.js';

interface PublishModel extends PageModel {
  rows: readonly ListRow[];
  button: Button;
  back: Button;
  whoSees: string;
}

const publishPage: PageOf<PublishModel> = pageOf('pairing/publish');

/** @param invite the pairs are asked first */
export function publishView(asked: Asked, sheet: PublishSheet, invite: boolean): Page {
  const { t, format } = asked;
  const { draft } = sheet;
  const how = invite ? 'invite' : 'publish';
  const { seeking: count, placed } = countsOf(draft);
  const words = `${how}.%.${togetherWord(draft.pairs)}`;
  const titleOf = (part: string) => t(`pairing.${words.replace('%', part)}`, { count: draft.pairs.length });
  return publishPage({
    title: titleOf('ask'),
    lede: t(`pairing.publish.lede.${draft.form}`, { count, placed: format.number(placed) }),
    trail: [{ label: t('pairing.draftTrail'), href: '/pairing/draft' }],
    narrow: true,
    tab: '/pairing',
    rows: [
      ...aloneRows(asked, sheet),
      toldRow(asked, sheet, invite),
      { icon: 'undo', title: t('pairing.publish.undo.title'), text: t('pairing.publish.undo.text') },
    ],
    button: {
      label: titleOf('button'),
      tone: 'primary',
      action: '/pairing/publish',
      fields: [...seenFields(draft), ...(invite ? [{ name: 'invite', value: 'yes' }] : [])],
    },
    back: { label: t('pairing.swap.back'), href: '/pairing/draft' },
    whoSees: t('pairing.one.who'),
  });
}

function aloneRows({ t, format }: Asked, { draft, people }: PublishSheet): ListRow[] {
  const names = namesOf(t, format, people);
  const reads = t('pairing.publish.aloneReads', { title: t('pairing.home.unpaired.title') });
  return aloneIn({ t }, names, { unpaired: draft.unpaired, rules: draft.setup.rules }).map(
    ({ who, why, obstacle: { personIds } }) => ({
      ...{ icon: 'person', tone: 'warn', title: who },
      text: t('pairing.sentences', { one: why, other: reads }),
      actions: personIds
        .slice(0, 1)
        .map((personId) => ({ label: t('pairing.unpaired.place'), href: `/pairing/draft/move/${personId}` })),
    }),
  );
}

/** Only those whose pair is new are told anything. */
function toldRow({ t, format }: Asked, { draft, before }: PublishSheet, invite: boolean): ListRow {
  const difference = differenceOf(before, draft.pairs);
  const fresh = draft.pairs.filter(({ pairId }) => difference.isNew.has(pairId));
  const { people: count, placed, mentors } = countsOf({ form: draft.form, pairs: fresh, unpaired: [] });
  const sides = { mentees: format.number(placed), mentors: format.number(mentors) };
  const text = t(invite ? 'pairing.invite.told' : 'pairing.publish.told');
  const stay = difference.stay;
  return {
    ...{ icon: 'people', tone: 'info' },
    title: t(`pairing.publish.toldTitle.${draft.form}`, { count, ...sides }),
    text: stay > 0 ? t('pairing.sentences', { one: text, other: t('pairing.publish.stay', { count: stay }) }) : text,
  };
}
