/** Pairs as rows of a list. */
import { absenceOf } from '../../course/roster/person.js';
import type { Asked } from '../../web/routing.js';
import { comparisonOn, couplesOf } from '../cohort/board.rules.js';
import { choiceText } from '../shown/choice-words.view.js';
import type { DraftSheet } from '../cohort/cohorts.service.js';
import type { DraftPair } from '../words/draft.js';
import { namesOf, type Names } from '../shown/names.view.js';
import { shownScore } from '../measure/pairing.rules.js';
import { choosingOf } from '../words/setup.js';
import { shortReasons } from '../shown/short.view.js';
import { seenFields, type Button } from '../shown/pages.view.js';

export interface PairRow {
  /** Names the pair to those who hear the page, and tells its buttons apart. */
  title: string;
  href: string;
  score: { value: string; of: string };
  /** In the order in which a pair is told: the mentor first. Equals have no role. */
  people: readonly { name: string; role: string | undefined; avatar: { initials: string; hue: number } }[];
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
  return {
    title: names.pair(form, pair.members),
    href: `/pairing/pair/${pair.pairId}`,
    score: { value: format.number(shownScore(pair.score)), of: t('pairing.of100') },
    people: pair.members.map((member, place) => ({
      name: names.name(member),
      role: form === 'peers' ? undefined : t(place === 0 ? 'pairing.role.mentor' : 'pairing.role.mentee'),
      avatar: names.avatar(member),
    })),
    text: whyText(asked, sheet, pair),
    meta: state === 'closed' ? undefined : nextBestText(asked, sheet, { pair, names }),
    chip: chipOf(asked, sheet, pair) ?? newChip(asked, sheet.isNew?.has(pair.pairId) ?? false),
    actions: state === 'closed' ? [] : actionsOf(asked, sheet, pair),
  };
}

/** Who has a free place comes first, else whom a swap brings; by what people say today, as on the page of the swap. */
function nextBestText(
  { t, format }: Asked,
  { board, draft }: DraftSheet,
  { pair, names }: { pair: DraftPair; names: Names },
): string | undefined {
  const stays = pair.members[draft.form === 'mentoring' ? 1 : 0] ?? '';
  const next = [...pair.runnerUps].sort((one, other) => Number(one.taken ?? false) - Number(other.taken ?? false));
  const [best] = next.flatMap(({ personId }) => {
    const [first, second] = draft.form === 'mentoring' ? [personId, stays] : [stays, personId];
    const { score, forbidden } = comparisonOn(board, first, second);
    return forbidden.length > 0 ? [] : [{ personId, score }];
  });
  if (!best) return undefined;
  return t('pairing.nextBest', { name: names.name(best.personId), score: format.number(shownScore(best.score)) });
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
  const couple = { first: names.name(lowest.first), second: names.name(lowest.second) };
  const chosen = chosenText(asked, sheet, { pair, couple });
  const reasons = shortReasons(asked, lowest.comparison, draft.form);
  return (chosen === undefined ? reasons : [chosen, ...reasons.slice(-1)]).reduce((one, other) =>
    asked.t('pairing.sentences', { one, other }),
  );
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
    const word = absenceOf(people.get(gone)) ?? 'left';
    return { tone: 'warn', icon: 'triangle', text: t(`pairing.${word}`, { name: names.name(gone) }) };
  }
  if (pair.lockedBy === undefined || draft.state === 'closed') return undefined;
  return { tone: 'info', icon: 'lock', text: lockText({ t }, pair, { names, reader: visit.personId }) };
}

/** Nobody pressed "Lock" on what stays because it is published, or because a rule says so. */
function lockText(
  { t }: Pick<Asked, 't'>,
  { lockedBy = '', lockedFor }: DraftPair,
  { names, reader }: { names: Names; reader: string },
): string {
  if (lockedFor === 'published') return t('pairing.locked.published');
  const name = names.name(lockedBy);
  if (lockedFor === 'rule')
    return lockedBy === reader ? t('pairing.locked.yourRule') : t('pairing.locked.rule', { name });
  return lockedBy === reader ? t('pairing.locked.you') : t('pairing.locked.by', { name });
}

function newChip({ t }: Asked, isNew: boolean): PairRow['chip'] {
  return isNew ? { tone: 'info', icon: 'pencil', text: t('pairing.isNew') } : undefined;
}

function actionsOf({ t }: Asked, { draft }: DraftSheet, pair: DraftPair): Button[] {
  const fields = [...seenFields(draft), { name: 'pairId', value: pair.pairId }];
  const locked = pair.lockedBy !== undefined;
  return [
    {
      label: locked ? t('pairing.unlock') : t('pairing.lock'),
      icon: locked ? 'unlock' : 'lock',
      action: '/pairing/draft/lock',
      fields: [...fields, { name: 'locked', value: locked ? 'no' : 'yes' }],
    },
    { label: t('pairing.swapButton'), icon: 'swap', href: `/pairing/draft/swap/${pair.pairId}` },
    ...(pair.members.length === 2 ? [neverButton({ t }, pair, 'pairing.never')] : []),
  ];
}

/** Leads to the question; nothing is done by it. */
export function neverButton({ t }: Pick<Asked, 't'>, { pairId }: DraftPair, label: string): Button {
  return { label: t(label), icon: 'never', tone: 'quiet', href: `/pairing/draft/never/${pairId}` };
}
