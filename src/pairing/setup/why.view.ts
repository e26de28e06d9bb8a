/** "Why not these two?": two people a teacher names, by the rules of today. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Comparison } from '../words/comparison.js';
import { trailTo } from '../shown/pages.view.js';
import { neverKey } from '../words/keys.rules.js';
import { namesOf, type Names } from '../shown/names.view.js';
import { loosenText } from '../shown/obstacles.view.js';
import { coupleModel, type CoupleModel } from '../shown/couple.view.js';
import { formOf } from '../words/setup.js';
import type { WhySheet } from './why.service.js';
import { shownScore } from '../measure/pairing.rules.js';

interface WhyModel extends PageModel {
  fields: readonly FieldModel[];
  reasons: { title: string; rows: readonly { title: string; text: string; icon: string }[] } | undefined;
  now: { title: string; rows: readonly string[] } | undefined;
  how: { title: string; rows: readonly string[]; example: string | undefined };
  couples: readonly CoupleModel[];
}

const whyPage: PageOf<WhyModel> = pageOf('pairing/why');

export function whyView(asked: Asked, sheet: WhySheet, problems?: Problems): Page {
  const { t, format, query } = asked;
  const names = namesOf(t, format, sheet.people);
  const said = { one: named(sheet, query.one), other: named(sheet, query.other) };
  const { field, summary } = fieldsFor(t, said, problems);
  return whyPage({
    title: titleOf(asked, sheet, names),
    lede: t('pairing.ask.lede'),
    problems: summary,
    trail: trailTo(asked),
    tab: '/pairing',
    fields: [
      field('text', 'one', { label: t('pairing.people.one'), hint: t('pairing.people.hint') }),
      field('text', 'other', { label: t('pairing.people.other') }),
    ],
    reasons: reasonsOf(asked, sheet),
    now: nowOf(asked, sheet, names),
    how: howOf(asked, sheet),
    couples: couplesOf(asked, sheet, names),
  });
}

function howOf({ t, format }: Asked, { example, measuredAt }: WhySheet): WhyModel['how'] {
  const age = measuredAt
    ? t('pairing.ask.how.measured', { date: format.date(measuredAt) })
    : t('pairing.ask.how.atLarge');
  const rows = ['weights', 'curve', 'stands', 'empty', 'withheld', 'kept'].map((what) => t(`pairing.ask.how.${what}`));
  return {
    title: t('pairing.ask.how.title'),
    rows: [...rows, age],
    example: example && t('pairing.ask.how.example'),
  };
}

function named({ people }: WhySheet, text = ''): string {
  return people.get(text)?.name ?? text;
}

function titleOf({ t, format }: Asked, { comparison: found, setup }: WhySheet, names: Names): string {
  if (!found) return t('pairing.ask.title');
  const { first, second, comparison, other } = found;
  const pair = { one: names.name(first), other: names.name(second) };
  if (comparison.forbidden.length > 0) return t('pairing.ask.forbidden', pair);
  const best = Math.max(comparison.score, other?.score ?? 0);
  const score = format.number(shownScore(best));
  return t(formOf(setup.mode) === 'mentoring' ? 'pairing.ask.mayMentor' : 'pairing.ask.may', { ...pair, score });
}

function reasonsOf({ t }: Asked, { comparison: found, rules }: WhySheet): WhyModel['reasons'] {
  if (!found || found.comparison.forbidden.length === 0) return undefined;
  const { first, second, comparison } = found;
  const said = rules.find(({ personIds }) => neverKey(...personIds) === neverKey(first, second));
  return {
    title: t('pairing.ask.reasons', { count: comparison.forbidden.length }),
    rows: comparison.forbidden.map((rule) => {
      const help = loosenText(t, rule);
      const reason = rule === 'never' ? said?.reason : undefined;
      return {
        title: t(`pairing.forbidden.${rule}`),
        text: reason === undefined ? help : t('pairing.sentences', { one: reason, other: help }),
        icon: 'never',
      };
    }),
  };
}

/** Whom each of them is with now, so that the teacher sees what a change would cost. */
function nowOf({ t, format }: Asked, { comparison: found, pairs, form }: WhySheet, names: Names): WhyModel['now'] {
  if (!found || pairs.length === 0) return undefined;
  return {
    title: t('pairing.ask.now'),
    rows: pairs.map(({ members, score }) =>
      t('pairing.ask.pair', { pair: names.pair(form, members), score: format.number(shownScore(score)) }),
    ),
  };
}

function couplesOf(asked: Asked, { comparison, example, setup, form: shown }: WhySheet, names: Names): CoupleModel[] {
  const found = comparison ?? example;
  if (!found) return [];
  const form = example ? shown : formOf(setup.mode);
  const model = (points: Comparison, first: string, second: string) =>
    coupleModel(asked, points, { form, first: names.name(first), second: names.name(second) });
  const { first, second, other } = found;
  return [model(found.comparison, first, second), ...(other ? [model(other, second, first)] : [])];
}
