/** What a coordinator chooses before a draft is made. */
import type { FieldModel, fieldsFor } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import { capacities } from './readiness.forms.js';
import type { Overview } from './overview.service.js';
import { modes } from '../words/setup.js';

export function chosenBefore({ setup, published }: Overview) {
  return {
    mode: setup.mode,
    capacity: String(setup.capacity),
    around: published && !setup.rules.noRepeats ? 'most' : 'nothing',
  };
}

type MakeField = ReturnType<typeof fieldsFor>['field'];

export function makeFields({ t, format }: Asked, { published }: Overview, field: MakeField): FieldModel[] {
  const choice = (name: string, value: string) => ({
    value,
    label: t(`pairing.make.${name}.${value}.label`),
    hint: t(`pairing.make.${name}.${value}.hint`),
  });
  return [
    field('radios', 'mode', {
      label: t('pairing.make.mode.label'),
      options: modes.map((mode) => choice('mode', mode)),
    }),
    field('select', 'capacity', {
      label: t('pairing.make.capacity.label'),
      hint: t('pairing.make.capacity.hint'),
      options: capacities.map((count) => ({ value: String(count), label: format.number(count) })),
    }),
    ...(published
      ? [
          field('radios', 'around', {
            label: t('pairing.make.around.label'),
            options: ['most', 'published', 'nothing'].map((around) => choice('around', around)),
          }),
        ]
      : []),
  ];
}
