/** The criteria of a setup with their shares of 100. */
import type { FieldModel, fieldsFor } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import { twoWayCriteria, weighed, wishes } from '../words/setup.js';
import { most } from './setup.forms.js';
import { sharesOf } from './shares.rules.js';

export interface CriterionFields {
  name: string;
  about: string;
  weight: FieldModel;
  wish: FieldModel | undefined;
  /** Of 100. */
  share: number;
}

export interface Folded<Item> {
  title: string;
  isOpen: boolean;
  items: readonly Item[];
}

type MakeField = ReturnType<typeof fieldsFor>['field'];

export const chosenOf = (field: FieldModel) => field.options?.find(({ checked }) => checked)?.value;
export const isWrong = (field: FieldModel | undefined) => field?.problem !== undefined;

export function criteriaSplit(
  asked: Asked,
  field: MakeField,
): { criteria: CriterionFields[]; idle: Folded<CriterionFields> } {
  const all = criteriaFields(asked, field);
  const idle = all.filter(({ weight }) => weight.value === '0');
  const isOpen = idle.length === all.length || idle.some(({ weight, wish }) => isWrong(weight) || isWrong(wish));
  return {
    criteria: all.filter((one) => !idle.includes(one)),
    idle: { title: asked.t('pairing.setup.idle', { count: idle.length }), isOpen, items: idle },
  };
}

function criteriaFields({ t }: Asked, field: MakeField): CriterionFields[] {
  const fields = weighed.map((criterion) => {
    const name = t(`pairing.criterion.${criterion}`);
    const twoWay = twoWayCriteria.some((one) => one === criterion);
    return {
      name,
      about: t(`pairing.setup.short.${criterion}`),
      weight: field('number', `weight-${criterion}`, { label: t('pairing.setup.weight', { criterion: name }) }),
      wish: twoWay
        ? field('select', `wish-${criterion}`, {
            label: t('pairing.setup.wish', { criterion: name }),
            options: wishes.map((wish) => ({ value: wish, label: t(`pairing.setup.wishes.${criterion}.${wish}`) })),
          })
        : undefined,
    };
  });
  const shares = sharesOf(fields.map(({ weight }) => weightOf(weight)));
  return fields.map((one, place) => ({ ...one, share: shares[place] ?? 0 }));
}

/** Nonsense counts nothing: what is wrong with it stands beside it. */
function weightOf({ value }: FieldModel): number {
  const weight = Number(value);
  return Number.isInteger(weight) && weight >= 0 && weight <= most.weight ? weight : 0;
}
