/** What must hold, as sentences, each with what it does to the pairs of this course. */
import type { FieldModel, fieldsFor } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import type { Names } from '../shown/names.view.js';
import { groupsRuled } from '../words/rule-values.js';
import type { RuleCounts, RuleEffect } from './rule-counts.rules.js';
import { isWrong, type Folded } from './criteria-fields.view.js';
import { most, switches, valued } from './setup.forms.js';

export interface RuleRow {
  value: string;
  id: string;
  checked: boolean;
  /** A sentence, or what its field is about. */
  text: string;
  field: FieldModel | undefined;
  /** Undefined where nothing was counted. */
  effect: string | undefined;
}

export interface RulesModel {
  name: string;
  problem: string | undefined;
  text: string;
  rows: readonly RuleRow[];
  /** Rules that few courses have, folded away while they do not hold. */
  more: Folded<RuleRow>;
}

type MakeField = ReturnType<typeof fieldsFor>['field'];
/** Shown whether or not they hold. */
const usual: readonly string[] = ['minimumSharedHours', 'shareLanguage', 'mentorsAnswered'];

type Valued = (typeof valued)[number];

export interface Counted {
  counts: RuleCounts | undefined;
  names: Names;
}

export function rulesModel(asked: Asked, field: MakeField, counted: Counted): RulesModel {
  const { t, format } = asked;
  const { counts } = counted;
  const held = field('checkboxes', 'rules', {
    label: t('pairing.setup.three'),
    options: [...valued, ...switches].map((value) => ({ value, label: value })),
  });
  const values = valueFields(asked, field);
  const isCounted = (value: string) => !counts || counts.effects.some(({ rule }) => rule === value);
  const options = (held.options ?? []).filter(({ value }) => isCounted(value) || values.has(value));
  const rows = options.map(({ value, checked }): RuleRow => {
    const text = t(`pairing.setup.rule.${value}.${values.has(value) ? 'label' : 'text'}`);
    const effect = effectOf(asked, value, counted);
    return { value, id: `rule-${value}`, checked, text, field: values.get(value), effect };
  });
  const isFolded = ({ value, checked, field: own }: RuleRow) => !checked && !usual.includes(value) && !isWrong(own);
  const folded = rows.filter(isFolded);
  const text = counts
    ? t('pairing.setup.possible', { count: counts.possible, left: format.number(counts.left) })
    : t('pairing.setup.uncounted');
  return {
    name: held.name,
    problem: held.problem,
    text,
    rows: rows.filter((row) => !isFolded(row)),
    more: { title: t('pairing.setup.moreRules', { count: folded.length }), isOpen: false, items: folded },
  };
}

function valueFields({ t, format }: Asked, field: MakeField): Map<string, FieldModel> {
  const hours = (least: number, greatest: number) =>
    numbersTo(least, greatest).map((count) => ({ value: String(count), label: t('pairing.span.hours', { count }) }));
  const tens = numbersTo(1, most.lowest / 10).map((ten) => 10 * ten);
  const options: Readonly<Record<Valued, readonly { value: string; label: string }[]>> = {
    minimumSharedHours: hours(1, most.hours),
    maximumHoursApart: hours(0, most.hoursApart),
    groups: groupsRuled.map((rule) => ({ value: rule, label: t(`pairing.setup.groups.${rule}`) })),
    lowestScore: tens.map((score) => ({ value: String(score), label: format.number(score) })),
  };
  return new Map(
    valued.map((name) => [
      name,
      field('select', name, { label: t(`pairing.setup.rule.${name}.label`), options: options[name] }),
    ]),
  );
}

function effectOf({ t }: Asked, value: string, { counts, names }: Counted): string | undefined {
  const effect = counts?.effects.find(({ rule }) => rule === value);
  if (!effect) return undefined;
  const { holds, forbidden, alone } = effect;
  const told = t(`pairing.setup.${holds ? 'forbids' : 'wouldForbid'}`, { count: forbidden });
  if (alone.length === 0) return told;
  return t('pairing.sentences', { one: told, other: aloneText(t, names, effect) });
}

/** By name where they are few. */
function aloneText(t: Asked['t'], names: Names, { holds, alone }: RuleEffect): string {
  const people = names.several(alone);
  return t(`pairing.setup.${holds ? 'fitsNobody' : 'wouldFitNobody'}`, { count: alone.length, people });
}

function numbersTo(least: number, greatest: number): number[] {
  return Array.from({ length: greatest - least + 1 }, (_, index) => least + index);
}
