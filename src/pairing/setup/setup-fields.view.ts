/** The fields of the page of criteria and rules. */
import type { FieldModel, fieldsFor, Posted } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import { most, none, switches } from './setup.forms.js';
import {
  circleKinds,
  circleSizesOffered,
  circleTraits,
  groupRules,
  maximumCapacity,
  maximumCircleRules,
  modes,
  employs,
  objectives,
  rests,
  twoWayCriteria,
  weighed,
  wishes,
  type PairingSetup,
} from '../words/setup.js';

interface CriterionFields {
  weight: FieldModel;
  wish: FieldModel | undefined;
}

interface Folded<Item> {
  title: string;
  isOpen: boolean;
  items: readonly Item[];
}

export interface SetupFields {
  mode: FieldModel;
  objective: FieldModel;
  places: readonly FieldModel[];
  criteria: readonly CriterionFields[];
  /** With weight 0: folded away, unless something is wrong in them or nothing else counts. */
  idle: Folded<CriterionFields>;
  /** Folded away in other modes. */
  circles: Folded<FieldModel>;
  rules: readonly FieldModel[];
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
      groups: rules.groups,
    },
    minimumSharedHours: String(rules.minimumSharedHours ?? none),
    maximumHoursApart: String(rules.maximumHoursApart ?? none),
    lowestScore: String(rules.lowestScore ?? none),
    rules: switches.filter((one) => rules[one]),
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

function circlePlaces(): number[] {
  return Array.from({ length: maximumCircleRules }, (_, place) => place + 1);
}

export function setupFields(asked: Asked, field: MakeField): SetupFields {
  const { t, format } = asked;
  const number = (value: number) => ({ value: String(value), label: format.number(value) });
  return {
    mode: modeField(asked, field),
    objective: field('radios', 'objective', {
      label: t('pairing.setup.objective.label'),
      options: objectives.map(choiceOf(t, 'setup.objective')),
    }),
    places: [
      field('select', 'capacity', {
        label: t('pairing.make.capacity.label'),
        hint: t('pairing.setup.capacityHint'),
        options: numbersTo(1, maximumCapacity).map(number),
      }),
      field('select', 'employ', {
        label: t('pairing.setup.employ.label'),
        hint: t('pairing.setup.employ.hint'),
        options: employs.map((employ) => ({ value: employ, label: t(`pairing.setup.employ.${employ}`) })),
      }),
      field('select', 'circleSize', {
        label: t('pairing.setup.circleSize'),
        options: circleSizesOffered.map(number),
      }),
      field('select', 'rest', {
        label: t('pairing.setup.rest.label'),
        hint: t('pairing.setup.rest.hint'),
        options: rests.map((rest) => ({ value: rest, label: t(`pairing.setup.rest.${rest}`) })),
      }),
    ],
    ...criteriaSplit(asked, field),
    circles: circlesFolded(asked, field),
    rules: ruleFields(asked, field),
  };
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

const chosenOf = (field: FieldModel) => field.options?.find(({ checked }) => checked)?.value;
const isWrong = (field: FieldModel | undefined) => field?.problem !== undefined;

function criteriaSplit(asked: Asked, field: MakeField): Pick<SetupFields, 'criteria' | 'idle'> {
  const all = criteriaFields(asked, field);
  const idle = all.filter(({ weight }) => chosenOf(weight) === '0');
  const isOpen = idle.length === all.length || idle.some(({ weight, wish }) => isWrong(weight) || isWrong(wish));
  return {
    criteria: all.filter((one) => !idle.includes(one)),
    idle: { title: asked.t('pairing.setup.idle', { count: idle.length }), isOpen, items: idle },
  };
}

function circlesFolded(asked: Asked, field: MakeField): SetupFields['circles'] {
  const items = circleFields(asked, field);
  const isOpen = chosenOf(modeField(asked, field)) === 'circles' || items.some(isWrong);
  return { title: asked.t('pairing.setup.circles'), isOpen, items };
}

function criteriaFields({ t, format }: Asked, field: MakeField): CriterionFields[] {
  const weights = numbersTo(0, most.weight).map((weight) => ({
    value: String(weight),
    label: weight === 0 ? t('pairing.setup.notCompared') : format.number(weight),
  }));
  return weighed.map((criterion) => {
    const name = t(`pairing.criterion.${criterion}`);
    const twoWay = twoWayCriteria.some((one) => one === criterion);
    return {
      weight: field('select', `weight-${criterion}`, {
        label: t('pairing.setup.weight', { criterion: name }),
        hint: t(`pairing.setup.about.${criterion}`),
        options: weights,
      }),
      wish: twoWay
        ? field('select', `wish-${criterion}`, {
            label: t('pairing.setup.wish', { criterion: name }),
            options: wishes.map((wish) => ({ value: wish, label: t(`pairing.setup.wishes.${criterion}.${wish}`) })),
          })
        : undefined,
    };
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

/** Tens are fine enough for a judgement; another number that was set stays choosable. */
const lowestOffered = numbersTo(1, most.lowest / 10).map((tens) => 10 * tens);

function ruleFields({ t, format }: Asked, field: MakeField): FieldModel[] {
  const noRule = { value: none, label: t('pairing.setup.noRule') };
  const hours = (least: number, greatest: number) => [
    noRule,
    ...numbersTo(least, greatest).map((count) => ({
      value: String(count),
      label: t('pairing.span.hours', { count }),
    })),
  ];
  return [
    field('select', 'minimumSharedHours', {
      label: t('pairing.setup.minimumSharedHours'),
      hint: t('pairing.setup.unsaid'),
      options: hours(1, most.hours),
    }),
    field('select', 'maximumHoursApart', {
      label: t('pairing.setup.maximumHoursApart'),
      hint: t('pairing.setup.unsaid'),
      options: hours(0, most.hoursApart),
    }),
    field('select', 'lowestScore', {
      label: t('pairing.setup.lowestScore.label'),
      hint: t('pairing.setup.lowestScore.hint'),
      options: [noRule, ...lowestOffered.map((score) => ({ value: String(score), label: format.number(score) }))],
    }),
    field('select', 'groups', {
      label: t('pairing.setup.groups.label'),
      hint: t('pairing.setup.groups.hint'),
      options: groupRules.map((rule) => ({ value: rule, label: t(`pairing.setup.groups.${rule}`) })),
    }),
    field('checkboxes', 'rules', {
      label: t('pairing.setup.switches.label'),
      options: switches.map((one) => ({
        value: one,
        label: t(`pairing.setup.switches.${one}.label`),
        hint: t(`pairing.setup.switches.${one}.hint`),
      })),
    }),
  ];
}

function numbersTo(least: number, greatest: number): number[] {
  return Array.from({ length: greatest - least + 1 }, (_, index) => least + index);
}
