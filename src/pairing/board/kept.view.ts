import type { Asked } from '../../web/routing.js';
import type { Kept } from '../words/draft.js';
import { shownScore } from '../measure/pairing.rules.js';
import { thousandths } from '../measure/yardstick.rules.js';

/** What it costs that few move. */
export function keptFacts({ t, format }: Pick<Asked, 't' | 'format'>, kept: Kept | undefined) {
  if (!kept) return [];
  const { pairs, stay, stayWithout, loss, weakest, bonus } = kept;
  const move = pairs - stay;
  const values = {
    ...{ stay: format.number(stay), move: format.number(move), pairs: format.number(pairs) },
    ...{ without: format.number(pairs - stayWithout), bonus: format.number(shownScore(bonus)) },
  };
  const points = { loss: format.number(Math.max(0, loss) / thousandths), bonus: values.bonus };
  const weaker = weakest && shownScore(weakest.now) < shownScore(weakest.without) ? weakest : undefined;
  return [
    { label: t('after.kept.label'), text: t('after.kept.text', values) },
    { label: t('after.kept.cost'), text: t(loss > 0 ? 'after.kept.loses' : 'after.kept.losesNothing', points) },
    ...(weaker
      ? [
          {
            label: t('after.kept.weakest'),
            text: t('after.kept.weaker', {
              now: format.number(shownScore(weaker.now)),
              without: format.number(shownScore(weaker.without)),
            }),
          },
        ]
      : []),
  ];
}
