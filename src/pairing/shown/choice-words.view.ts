/** Says how the two of a pair chose each other. */
import type { Asked } from '../../web/routing.js';
import type { PairChoice } from '../words/choices.js';

/** "Ana ranked Ben 1st, Ben ranked Ana 3rd". @param couple the names of the two, in the order of the pair */
export function choiceText({ t }: Pick<Asked, 't'>, choice: PairChoice, couple: { first: string; second: string }) {
  if (choice.by === 'both') return t('choices.pair.both');
  const { first, second } = choice;
  const [one, other] = [couple.second, couple.first];
  const place = (rank: number) => t(`choices.place.${rank}`);
  if (first !== undefined && second !== undefined) {
    return t('choices.pair.each', { one, other, ofOne: place(second), ofOther: place(first) });
  }
  return first === undefined
    ? t('choices.pair.only', { one, other, place: place(second ?? 1) })
    : t('choices.pair.only', { one: other, other: one, place: place(first) });
}
