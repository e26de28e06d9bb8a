/** Pairs as rows of a list. */
import type { Asked } from '../../web/routing.js';
import { comparisonOn, couplesOf } from '../cohort/board.rules.js';
import { choiceText } from '../shown/choice-words.view.js';
import type { DraftSheet } from '../cohort/cohorts.service.js';
import type { DraftPair, RunnerUp } from '../words/draft.js';
import { namesOf } from '../shown/names.view.js';
import { shownScore } from '../measure/pairing.rules.js';
import { choosingOf } from '../words/setup.js';
import { reasonText } from '../shown/words.view.js';
import { thousandths } from '../measure/yardstick.rules.js';
import { seenFields, type Button } from '../shown/pages.view.js';

export interface PairRow {
  title: string;
  href: string;
  score: { value: string; of: string };
  pair: readonly { initials: string; hue: number }[];
  text: string;
  meta: string | undefined;
  chip: { tone: 'info' | 'warn'; text: string; icon: string } | undefined;
  actions: readonly Button[];
}

/** @param sheet with the pairs that the draft before did not have, where it is known */
export function pairRow(
  asked: Asked,
  sheet: DraftSheet & { isNew?: ReadonlySet<string> | undefined },
  pair: DraftPair,
): PairRow {
  const { t, format } = asked;
  const names = namesOf(t, format, sheet.people);
  const { form, state } = sheet.draft;
  const others = pair.runnerUps
    .slice(0, 2)
    .map((other) => runnerUpText(asked, pair, other, names.name(other.personId)));
  return {
    title: names.pair(form, pair.members),
    href: `/pairing/pair/${pair.pairId}`,
    score: { value: format.number(shownScore(pair.score)), of: t('pairing.of100') },
    pair: pair.members.map((member) => names.avatar(member)),
    text: whyText(asked, sheet, pair),
    meta:
      others.length === 0 || state === 'closed' ? undefined : t('pairing.nextBest', { people: format.list(others) }),
    chip: chipOf(asked, sheet, pair) ?? newChip(asked, sheet.isNew?.has(pair.pairId) ?? false),
    actions: state === 'closed' ? [] : actionsOf(asked, sheet, pair),
  };
}

/** What somebody else would cost: all pairs together where it is proven, else this pair alone. */
export function runnerUpText(
  { t }: Pick<Asked, 't'>,
  pair: DraftPair,
  { score, shortfall, isWeakest }: RunnerUp,
  name: string,
): string {
  const values = { name, score: shownScore(score) };
  if (isWeakest) return t('pairing.next.weakest', values);
  if (shortfall === undefined) {
    const less = shownScore(pair.score) - values.score;
    return less > 0 ? t('pairing.next.less', { ...values, count: less }) : t('pairing.runnerUp', values);
  }
  const whole = Math.floor(shortfall / thousandths);
  return whole > 0 ? t('pairing.next.costs', { ...values, count: whole }) : t('pairing.next.little', values);
}

/** Of three, the two who fit least: that is where to look. */
function whyText(asked: Asked, sheet: DraftSheet, pair: DraftPair): string {
  const { board, people, draft } = sheet;
  const names = namesOf(asked.t, asked.format, people);
  const compared = couplesOf(pair.members)
    .map(([first, second]) => ({ first, second, comparison: comparisonOn(board, first, second) }))
    .sort((one, other) => one.comparison.score - other.comparison.score);
  const [lowest] = compared;
  if (!lowest) return asked.t('pairing.why.nothing');
  const couple = { form: draft.form, first: names.name(lowest.first), second: names.name(lowest.second) };
  const why = reasonText(asked, lowest.comparison, couple);
  const chosen = chosenText(asked, sheet, { pair, couple });
  return chosen === undefined ? why : asked.t('pairing.sentences', { one: chosen, other: why });
}

/** Where people choose, also that they did not; everywhere that a teacher put them together. */
export function chosenText(
  { t, format }: Pick<Asked, 't' | 'format'>,
  { draft, people }: Pick<DraftSheet, 'draft' | 'people'>,
  { pair, couple }: { pair: DraftPair; couple: { first: string; second: string } },
): string | undefined {
  const { choice, placedBy, lockedBy } = pair;
  if (choice) return choiceText({ t }, choice, couple);
  const names = namesOf(t, format, people);
  if (placedBy !== undefined) return t('pairing.placedBy', { name: names.name(placedBy) });
  if (choosingOf(draft.setup.mode) === undefined) return undefined;
  return lockedBy === undefined ? t('choices.pair.score') : t('pairing.keptBy', { name: names.name(lockedBy) });
}

function chipOf({ t, format, visit }: Asked, { people, draft }: DraftSheet, pair: DraftPair): PairRow['chip'] {
  const names = namesOf(t, format, people);
  const gone = pair.members.find((member) => names.isGone(member));
  if (gone !== undefined) {
    const word = people.get(gone)?.status === 'active' ? 'staff' : 'left';
    return { tone: 'warn', icon: 'triangle', text: t(`pairing.${word}`, { name: names.name(gone) }) };
  }
  if (pair.lockedBy === undefined || draft.state === 'closed') return undefined;
  const text =
    pair.lockedBy === visit.personId
      ? t('pairing.lockedByYou')
      : t('pairing.lockedBy', { name: names.name(pair.lockedBy) });
  return { tone: 'info', icon: 'lock', text };
}

function newChip({ t }: Asked, isNew: boolean): PairRow['chip'] {
  return isNew ? { tone: 'info', icon: 'pencil', text: t('pairing.isNew') } : undefined;
}

function actionsOf({ t }: Asked, { draft }: DraftSheet, pair: DraftPair): Button[] {
  const fields = [...seenFields(draft), { name: 'pairId', value: pair.pairId }];
  const locked = pair.lockedBy !== undefined;
  const never: Button = {
    label: t('pairing.never'),
    icon: 'never',
    tone: 'quiet',
    action: '/pairing/draft/never',
    fields,
  };
  return [
    {
      label: locked ? t('pairing.unlock') : t('pairing.lock'),
      icon: locked ? 'unlock' : 'lock',
      action: '/pairing/draft/lock',
      fields: [...fields, { name: 'locked', value: locked ? 'no' : 'yes' }],
    },
    { label: t('pairing.swapButton'), icon: 'swap', href: `/pairing/draft/swap/${pair.pairId}` },
    ...(pair.members.length === 2 ? [never] : []),
  ];
}
