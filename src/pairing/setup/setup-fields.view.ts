/** The fields of the page of criteria and rules. */
import type { FieldModel, fieldsFor, Posted } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import { none, switches, valued } from './setup.forms.js';
import { chosenOf, criteriaSplit, isWrong, type CriterionFields, type Folded } from './criteria-fields.view.js';
import { ruleValuesOf } from '../words/rule-values.js';
import {
  choosingOf,
  circleKinds,
  circleSizesOffered,
  circleTraits,
  maximumCapacity,
  maximumCircleRules,
  modes,
  employs,
  formOf,
  objectives,
  rests,
  type HardRules,
  type Mode,
  type PairingSetup,
} from '../words/setup.js';

export interface SetupFields {
  mode: FieldModel;
  /** How many of the ways are shown at once; the others open where one of them is chosen. */
  ways: { shown: number; more: string; isOpen: boolean };
  /** Of the chosen way alone. */
  own: readonly FieldModel[];
  /** What the other ways need, as it was. */
  kept: readonly { name: string; value: string }[];
  criteria: readonly CriterionFields[];
  /** With weight 0: folded away, unless something is wrong in them or nothing else counts. */
  idle: Folded<CriterionFields>;
  /** Behind a line to open. */
  more: Folded<FieldModel>;
}

type MakeField = ReturnType<typeof fieldsFor>['field'];

export function storedSetup(setup: PairingSetup): Posted {
  const { mode, objective, employ, capacity, circleSize, rest, rules, criteria, circleRules } = setup;
  return {
    ...{
      mode,
      objective,
      employ,
      rest,
      capacity: String(capacity),
      circleSize: String(circleSize),
    },
    ...Object.fromEntries(Object.entries(ruleValuesOf(rules)).map(([name, value]) => [name, String(value)])),
    rules: heldIn(rules),
    ...Object.fromEntries(criteria.map(({ criterion, weight }) => [`weight-${criterion}`, String(weight)])),
    ...Object.fromEntries(criteria.map(({ criterion, wish }) => [`wish-${criterion}`, wish])),
    ...Object.fromEntries(
      circlePlaces().map((place) => {
        const rule = circleRules[place - 1];
        return [`circle-${place}`, rule ? `${rule.kind} ${rule.trait}` : none];
      }),
    ),
  };
}

/** The names of the rules that hold. */
function heldIn(rules: HardRules): string[] {
  const { groups, ...others } = rules;
  const held = [...valued, ...switches].filter((one) => one !== 'groups' && (others[one] ?? false) !== false);
  return groups === 'any' ? held : [...held, 'groups'];
}

function circlePlaces(): number[] {
  return Array.from({ length: maximumCircleRules }, (_, place) => place + 1);
}

export function setupFields(asked: Asked, field: MakeField): SetupFields {
  const { t } = asked;
  const mode = modeField(asked, field);
  const chosen = modes.find((one) => one === chosenOf(mode)) ?? 'mentoring';
  const byWay = wayFields(asked, field);
  const isOwn = ({ name }: FieldModel) => fieldsOf(chosen).some((own) => name === own || name.startsWith(`${own}-`));
  const own = byWay.filter((one) => isOwn(one) || isWrong(one));
  const more = moreFields(asked, field);
  return {
    mode,
    ways: { shown: waysShown, more: t('pairing.setup.moreWays'), isOpen: modes.indexOf(chosen) >= waysShown },
    own,
    kept: byWay
      .filter((one) => !own.includes(one))
      .map((one) => ({ name: one.name, value: chosenOf(one) ?? one.value ?? '' })),
    ...criteriaSplit(asked, field),
    more: { title: t('pairing.setup.moreTitle'), isOpen: more.some(isWrong), items: more },
  };
}

const waysShown = 4;

/** What a way needs to be told; a name stands for all fields that begin with it. */
function fieldsOf(mode: Mode): readonly string[] {
  if (mode === 'circles') return ['circleSize', 'circle'];
  const places = formOf(mode) === 'mentoring' ? ['capacity'] : [];
  return choosingOf(mode) === undefined ? places : [...places, 'rest'];
}

function wayFields(asked: Asked, field: MakeField): FieldModel[] {
  const { t, format } = asked;
  const number = (value: number) => ({ value: String(value), label: format.number(value) });
  return [
    field('select', 'capacity', {
      label: t('pairing.make.capacity.label'),
      options: numbersTo(1, maximumCapacity).map(number),
    }),
    field('select', 'circleSize', {
      label: t('pairing.setup.circleSize'),
      options: circleSizesOffered.map(number),
    }),
    field('select', 'rest', {
      label: t('pairing.setup.rest.label'),
      options: rests.map((rest) => ({ value: rest, label: t(`pairing.setup.rest.${rest}`) })),
    }),
    ...circleFields(asked, field),
  ];
}

function moreFields({ t }: Asked, field: MakeField): FieldModel[] {
  return [
    field('radios', 'objective', {
      label: t('pairing.setup.objective.label'),
      options: objectives.map(choiceOf(t, 'setup.objective')),
    }),
    field('select', 'employ', {
      label: t('pairing.setup.employ.label'),
      hint: t('pairing.setup.employ.hint'),
      options: employs.map((employ) => ({ value: employ, label: t(`pairing.setup.employ.${employ}`) })),
    }),
  ];
}

function choiceOf(t: Asked['t'], name: string) {
  return (value: string) => ({
    value,
    label: t(`pairing.${name}.${value}.label`),
    hint: t(`pairing.${name}.${value}.hint`),
  });
}

function modeField({ t }: Asked, field: MakeField): FieldModel {
  return field('radios', 'mode', {
    label: t('pairing.make.mode.label'),
    options: modes.map(choiceOf(t, 'make.mode')),
  });
}

function circleFields({ t }: Asked, field: MakeField): FieldModel[] {
  const options = [
    { value: none, label: t('pairing.setup.noRule') },
    ...circleKinds.flatMap((kind) =>
      circleTraits
        .filter((trait) => kind !== 'balance' || ['stage', 'gates', 'confidence'].includes(trait))
        .map((trait) => ({
          value: `${kind} ${trait}`,
          label: t(`pairing.setup.circle.${kind}`, { trait: t(`pairing.trait.${trait}`) }),
        })),
    ),
  ];
  return circlePlaces().map((place) =>
    field('select', `circle-${place}`, { label: t('pairing.setup.circleRule', { place }), options }),
  );
}

function numbersTo(least: number, greatest: number): number[] {
  return Array.from({ length: greatest - least + 1 }, (_, index) => least + index);
}
