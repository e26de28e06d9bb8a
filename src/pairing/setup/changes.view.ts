/** What differs between two setups, in the words of the page. */
import type { Asked } from '../../web/routing.js';
import type { PairingSetup } from '../words/setup.js';
import { changedIn, type Changed } from './changes.rules.js';

/** A fact for each answer: what it is, and what becomes of it. */
export function changesFacts(
  asked: Asked,
  key: 'meanwhile' | 'replaced',
  { before, after }: { before: PairingSetup; after: PairingSetup },
): { label: string; text: string }[] {
  const { t } = asked;
  return changedIn(before, after).map((changed) => ({
    label: nameOf(asked, changed),
    text: t(`pairing.setup.change.${key}`, {
      from: valueOf(asked, before, changed),
      to: valueOf(asked, after, changed),
    }),
  }));
}

function nameOf({ t }: Asked, { kind, name }: Changed): string {
  if (kind === 'answer') return t(`pairing.setup.change.name.${name}`);
  if (kind === 'rule') return t(`pairing.setup.rule.${name}.label`);
  const criterion = t(`pairing.criterion.${name}`);
  return t(`pairing.setup.${kind === 'weight' ? 'weight' : 'wish'}`, { criterion });
}

function valueOf(asked: Asked, setup: PairingSetup, changed: Changed): string {
  const { t, format } = asked;
  if (changed.kind === 'answer') return answerOf(asked, setup, changed.name);
  if (changed.kind === 'rule') return ruleOf(asked, setup.rules[changed.name], changed.name);
  const found = setup.criteria.find(({ criterion }) => criterion === changed.name);
  if (changed.kind === 'weight') return format.number(found?.weight ?? 0);
  return t(`pairing.setup.wishes.${changed.name}.${found?.wish ?? 'similar'}`);
}

function answerOf({ t, format }: Asked, setup: PairingSetup, name: (Changed & { kind: 'answer' })['name']): string {
  switch (name) {
    case 'mode':
      return t(`pairing.make.mode.${setup.mode}.label`);
    case 'rest':
      return t(`pairing.setup.rest.${setup.rest}`);
    case 'objective':
      return t(`pairing.setup.objective.${setup.objective}.label`);
    case 'employ':
      return t(`pairing.setup.employ.${setup.employ}`);
    case 'circleRules':
      return setup.circleRules.length === 0
        ? t('pairing.setup.noRule')
        : format.list(
            setup.circleRules.map(({ kind, trait }) =>
              t(`pairing.setup.circle.${kind}`, { trait: t(`pairing.trait.${trait}`) }),
            ),
          );
    default:
      return format.number(setup[name]);
  }
}

type Rule = (Changed & { kind: 'rule' })['name'];

function ruleOf({ t, format }: Asked, value: PairingSetup['rules'][Rule], name: Rule): string {
  if (value === undefined || value === false || value === 'any') return t('pairing.setup.noRule');
  if (value === true) return t('pairing.setup.change.holds');
  if (typeof value === 'string') return t(`pairing.setup.groups.${value}`);
  return name === 'lowestScore' ? format.number(value) : t('pairing.span.hours', { count: value });
}
