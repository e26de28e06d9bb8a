import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { DraftSheet } from '../cohort/cohorts.service.js';
import type { DraftPair } from '../words/draft.js';
import type { SwapOffer } from './edits.rules.js';
import { effectText } from './effect.view.js';
import { trailTo, seenFields, type Button } from '../shown/pages.view.js';
import { namesOf, type Names } from '../shown/names.view.js';
import { shownScore } from '../measure/pairing.rules.js';

interface SwapModel extends PageModel {
  action: string;
  fields: readonly { name: string; value: string }[];
  choice: FieldModel | undefined;
  impossible: string | undefined;
  button: string;
  others: readonly Button[];
}

const swapPage: PageOf<SwapModel> = pageOf('pairing/swap');

type SwapSheet = DraftSheet & { pair: DraftPair };

export function swapView(
  asked: Asked,
  { offer, ...sheet }: SwapSheet & { offer: SwapOffer | undefined },
  problems?: Problems,
): Page {
  return offer ? offerView(asked, { ...sheet, offer }, problems) : whoGoesView(asked, sheet);
}

/** Of more than two, somebody must be named first. */
function whoGoesView(asked: Asked, { draft, people, pair }: SwapSheet): Page {
  const { t, format } = asked;
  const names = namesOf(t, format, people);
  return swapPage({
    title: t('pairing.swap.whoGoes'),
    lede: t('pairing.swap.whoGoesLede', { pair: names.pair(draft.form, pair.members) }),
    trail: trailTo(asked, { label: t('pairing.draftTrail'), href: '/pairing/draft' }),
    ...{ tab: '/pairing', narrow: true, action: '', fields: [], choice: undefined, impossible: undefined, button: '' },
    others: pair.members.map((member) => ({
      label: t('pairing.swap.goes', { name: names.name(member) }),
      href: `/pairing/draft/swap/${pair.pairId}?out=${member}`,
    })),
  });
}

function offerView(asked: Asked, sheet: SwapSheet & { offer: SwapOffer }, problems?: Problems): Page {
  const { t, format } = asked;
  const { draft, offer, people } = sheet;
  const names = namesOf(t, format, people);
  const form = fieldsFor(t, {}, problems);
  const ofMany = offer.pair.members.length > 2;
  const options = offer.choices.map((choice) => ({
    value: choice.personId,
    label: t('pairing.swap.choice', {
      name: names.name(choice.personId),
      score: format.number(shownScore(choice.score)),
    }),
    hint: effectText(asked, { offer, choice, names, form: draft.form }),
  }));
  const label = t('pairing.swap.label');
  const none = options.length === 0;
  return swapPage({
    title: titleOf(asked, draft.form, offer, names),
    lede: none
      ? t('pairing.swap.none')
      : t('pairing.swap.lede', {
          pair: names.pair(draft.form, offer.pair.members),
          score: format.number(shownScore(offer.pair.score)),
        }),
    problems: form.summary,
    trail: trailTo(asked, { label: t('pairing.draftTrail'), href: '/pairing/draft' }),
    tab: '/pairing',
    narrow: true,
    action: `/pairing/draft/swap/${offer.pair.pairId}`,
    fields: [
      ...[...seenFields(draft), { name: 'staysId', value: offer.staysId }],
      ...(ofMany ? [{ name: 'outId', value: offer.outId }] : []),
    ],
    choice: none ? undefined : form.field('radios', 'choice', { label, options, whoSees: t('pairing.swap.who') }),
    impossible: offer.impossible === 0 ? undefined : t('pairing.swap.impossible', { count: offer.impossible }),
    button: t('pairing.swap.button'),
    others: otherSides(asked, sheet, names),
  });
}

function titleOf({ t }: Asked, form: 'mentoring' | 'peers', { pair, staysId, outId }: SwapOffer, names: Names): string {
  if (pair.members.length > 2) return t('pairing.swap.titleCircle', { name: names.name(outId) });
  const name = names.name(staysId);
  return t(form === 'mentoring' ? 'pairing.swap.titleMentor' : 'pairing.swap.titlePeer', { name });
}

/** Peers: any of them may be the one who stays; of more than two, the one who goes. */
function otherSides({ t }: Asked, { draft, offer }: DraftSheet & { offer: SwapOffer }, names: Names): Button[] {
  if (draft.form === 'mentoring') return [];
  const back = `/pairing/draft/swap/${offer.pair.pairId}`;
  if (offer.pair.members.length > 2) return [{ label: t('pairing.swap.another'), href: back, tone: 'quiet' }];
  return offer.pair.members
    .filter((member) => member !== offer.staysId)
    .map((member) => ({
      label: t('pairing.swap.forOther', { name: names.name(member) }),
      href: `/pairing/draft/swap/${offer.pair.pairId}?for=${member}`,
      tone: 'quiet' as const,
    }));
}
