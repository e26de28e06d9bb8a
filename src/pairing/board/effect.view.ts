/** What a swap does, in the same numbers wherever it is shown. */
import type { Asked } from '../../web/routing.js';
import { shownScore } from '../measure/pairing.rules.js';
import type { Names } from '../shown/names.view.js';
import type { Form } from '../words/setup.js';
import type { SwapChoice, SwapOffer } from './edits.rules.js';

export interface Effect {
  offer: SwapOffer;
  choice: SwapChoice;
  names: Names;
  form: Form;
}

/** To this pair, then to everybody else. */
export function effectText({ t, format }: Asked, { offer, choice, names, form }: Effect): string {
  const points = (score: number) => format.number(shownScore(score));
  const change = t('pairing.swap.change', { before: points(offer.pair.score), after: points(choice.score) });
  const rest = choice.other
    ? t('pairing.swap.moves', {
        pair: names.pair(form, choice.other.members),
        before: points(choice.other.before.score),
        after: points(choice.other.score),
      })
    : choice.leavesId === undefined
      ? t('pairing.swap.nobody')
      : t('pairing.swap.leaves', { name: names.name(choice.leavesId) });
  return t('pairing.sentences', { one: change, other: rest });
}
