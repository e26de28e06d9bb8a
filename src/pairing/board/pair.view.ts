/** One pair explained: points that add up, for every two of its people. */
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { comparisonOn, couplesOf } from '../cohort/board.rules.js';
import type { DraftSheet } from '../cohort/cohorts.service.js';
import type { DraftPair, RunnerUp } from '../words/draft.js';
import type { PairNote } from '../words/pair-notes.js';
import { trailTo, seenFields, type Button } from '../shown/pages.view.js';
import { namesOf } from '../shown/names.view.js';
import { shownScore } from '../measure/pairing.rules.js';
import { chosenText, neverButton } from './rows.view.js';
import { thousandths } from '../measure/yardstick.rules.js';
import type { SwapOffer } from './edits.rules.js';
import { effectText } from './effect.view.js';
import { coupleModel, type CoupleModel } from '../shown/couple.view.js';

interface PairModel extends PageModel {
  couples: readonly CoupleModel[];
  mean: string | undefined;
  /** Who else there would be, and what it would cost. */
  next: readonly { title: string; text: string }[];
  decision: { title: string; buttons: readonly Button[] } | undefined;
  /** Of other features. */
  notes: readonly PairNote[];
  whoSees: string;
}

const pairPage: PageOf<PairModel> = pageOf('pairing/pair');

type PairSheet = DraftSheet & { pair: DraftPair; offer?: SwapOffer | undefined };

export function pairView(asked: Asked, sheet: PairSheet, notes: readonly PairNote[]): Page {
  const { t, format } = asked;
  const { draft, pair, people } = sheet;
  const names = namesOf(t, format, people);
  const inDraft = draft.state === 'ready';
  const score = format.number(shownScore(pair.score));
  return pairPage({
    title: names.pair(draft.form, pair.members),
    lede: ledeOf(asked, sheet),
    trail: inDraft ? trailTo(asked, { label: t('pairing.draftTrail'), href: '/pairing/draft' }) : trailTo(asked),
    tab: '/pairing',
    couples: couplesOf(pair.members).map(([first, second]) => {
      const couple = { form: draft.form, first: names.name(first), second: names.name(second) };
      return coupleModel(asked, comparisonOn(sheet.board, first, second), couple);
    }),
    mean: pair.members.length > 2 ? t('pairing.one.mean', { score }) : undefined,
    next: nextBest(asked, sheet),
    decision: decisionFor(asked, sheet),
    notes,
    whoSees: t('pairing.one.who'),
  });
}

function nextBest(asked: Asked, { draft, pair, people, offer }: PairSheet): PairModel['next'] {
  const { t, format } = asked;
  if (!offer) return [];
  const names = namesOf(t, format, people);
  return offer.choices.map((choice) => {
    const effect = effectText(asked, { offer, choice, names, form: draft.form });
    const cost = costText(
      { t },
      pair.runnerUps.find(({ personId }) => personId === choice.personId),
    );
    return {
      title: t('pairing.swap.choice', {
        name: names.name(choice.personId),
        score: format.number(shownScore(choice.score)),
      }),
      text: cost === undefined ? effect : t('pairing.sentences', { one: effect, other: cost }),
    };
  });
}

/** What even the best arrangement of everybody else could not make good; undefined where nothing was proven. */
function costText({ t }: Pick<Asked, 't'>, other: RunnerUp | undefined): string | undefined {
  if (other?.isWeakest) return t('pairing.next.weakest');
  if (other?.shortfall === undefined) return undefined;
  return t(other.shortfall >= thousandths ? 'pairing.next.costs' : 'pairing.next.little');
}

/** The score, and how the two chose each other where people do. */
function ledeOf(asked: Asked, { draft, pair, people, board }: DraftSheet & { pair: DraftPair }): string {
  const { t, format } = asked;
  const names = namesOf(t, format, people);
  const isLowest = draft.pairs[0]?.pairId === pair.pairId && draft.state === 'ready';
  const score = t(isLowest ? 'pairing.one.lowest' : 'pairing.one.lede', {
    score: format.number(shownScore(pair.score)),
  });
  const [first = '', second = ''] = pair.members;
  const couple = { first: names.name(first), second: names.name(second) };
  const chosen = chosenText(asked, { draft, people }, { pair, couple });
  const stays =
    pair.stays && draft.kept && t('after.kept.bonus', { bonus: format.number(shownScore(draft.kept.bonus)) });
  return [score, keptText(asked, { draft, pair, board }), chosen, stays]
    .filter((text) => text !== undefined)
    .reduce((one, other) => t('pairing.sentences', { one, other }));
}

/** A published pair keeps its figure, also where people answer otherwise now. */
function keptText(
  { t, format }: Asked,
  { draft, pair, board }: Pick<DraftSheet, 'draft' | 'board'> & { pair: DraftPair },
) {
  const scores = couplesOf(pair.members).map(([one, other]) => comparisonOn(board, one, other).score);
  const now = shownScore(Math.floor(scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length)));
  if (draft.state !== 'closed' || now === shownScore(pair.score)) return undefined;
  return t('pairing.one.then', { date: format.date(draft.madeAt), now: format.number(now) });
}

function decisionFor(asked: Asked, sheet: DraftSheet & { pair: DraftPair }): PairModel['decision'] {
  const { draft, round } = sheet;
  if (draft.state === 'ready') return decisionOf(asked, sheet);
  return draft.draftId === round.publishedDraftId ? changesOf(asked, sheet) : undefined;
}

/** Who may get somebody else: mentors keep their place, so of a mentoring pair the mentee. */
function movable({ draft, pair }: DraftSheet & { pair: DraftPair }): readonly string[] {
  return draft.form === 'mentoring' ? pair.members.slice(1) : pair.members;
}

function changesOf({ t, format }: Asked, sheet: DraftSheet & { pair: DraftPair }): PairModel['decision'] {
  const names = namesOf(t, format, sheet.people);
  return {
    title: t('pairing.one.decision'),
    buttons: [
      ...movable(sheet).map((personId) => ({
        label: t('pairing.one.another', { name: names.name(personId) }),
        icon: 'swap',
        href: `/pairing/place/${personId}`,
      })),
      { label: t('pairing.one.end'), tone: 'quiet', href: `/pairing/end/${sheet.pair.pairId}` },
    ],
  };
}

function decisionOf(asked: Asked, sheet: DraftSheet & { pair: DraftPair }): PairModel['decision'] {
  const { t, format } = asked;
  const { draft, pair, people } = sheet;
  const names = namesOf(t, format, people);
  const fields = [...seenFields(draft), { name: 'pairId', value: pair.pairId }];
  const locked = pair.lockedBy !== undefined;
  return {
    title: t('pairing.one.decision'),
    buttons: [
      {
        label: locked ? t('pairing.one.unlock') : t('pairing.one.keep'),
        icon: locked ? 'unlock' : 'lock',
        tone: 'primary',
        action: '/pairing/draft/lock',
        fields: [...fields, { name: 'locked', value: locked ? 'no' : 'yes' }],
      },
      { label: t('pairing.swapButton'), icon: 'swap', href: `/pairing/draft/swap/${pair.pairId}` },
      ...movable(sheet).map((personId) => ({
        label: t('pairing.one.move', { name: names.name(personId) }),
        href: `/pairing/draft/move/${personId}`,
      })),
      ...(pair.members.length === 2 ? [neverButton({ t }, pair, 'pairing.one.never')] : []),
    ],
  };
}
