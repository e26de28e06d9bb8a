/** Ways to give somebody a partner, in words: in a draft, or among the pairs that run. */
import { fieldsFor, type Problems } from '../../web/forms.js';
import type { Page } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { comparisonOn } from '../cohort/board.rules.js';
import type { Placing } from '../board/placing.rules.js';
import type { DraftSheet } from '../cohort/cohorts.service.js';
import { trailTo, seenFields, formPage } from '../shown/pages.view.js';
import { namesOf, type Names } from '../shown/names.view.js';
import { shownScore } from '../measure/pairing.rules.js';
import { reasonText } from '../shown/words.view.js';
import type { PlaceSheet } from './amendments.service.js';

type Looking = Pick<DraftSheet, 'board' | 'people'>;

export function placeView(asked: Asked, sheet: PlaceSheet, problems?: Problems): Page {
  const { t, format } = asked;
  const { person, own, placings, published, why } = sheet;
  const names = namesOf(t, format, sheet.people);
  const none = placings.length === 0;
  const form = fieldsFor(t, { placingId: placings[0]?.placingId ?? '' }, problems);
  return formPage({
    title: t('after.place.title', { name: person.name }),
    lede: own
      ? t('after.place.lede', { pair: names.pair(published.form, own.members) })
      : t(`after.why.${why ?? 'waiting'}`),
    problems: form.summary,
    trail: trailTo(asked, { label: t('after.seekers.trail'), href: '/pairing/seekers' }),
    tab: '/pairing',
    narrow: true,
    text: none ? t('after.place.none') : undefined,
    action: `/pairing/place/${person.personId}`,
    fields: [],
    questions: none ? [] : [choiceField(asked, sheet, { form, personId: person.personId, placings, names })],
    whoSees: t(published.invites ? 'after.place.whoInvites' : 'after.place.who'),
    button: none ? undefined : t(published.invites ? 'after.place.invite' : 'after.place.button'),
    others: [{ label: t('after.back'), href: '/pairing/seekers', tone: 'quiet' }],
  });
}

export function moveView(
  asked: Asked,
  sheet: DraftSheet & { personId: string; placings: readonly Placing[] },
  problems?: Problems,
): Page {
  const { t, format } = asked;
  const { draft, personId, placings, people } = sheet;
  const names = namesOf(t, format, people);
  const none = placings.length === 0;
  const form = fieldsFor(t, {}, problems);
  return formPage({
    title: t('after.move.title', { name: names.name(personId) }),
    lede: none ? t('after.place.none') : t('after.move.lede'),
    problems: form.summary,
    trail: trailTo(asked, { label: t('pairing.draftTrail'), href: '/pairing/draft' }),
    tab: '/pairing',
    narrow: true,
    text: undefined,
    action: `/pairing/draft/move/${personId}`,
    fields: seenFields(draft),
    questions: none ? [] : [choiceField(asked, sheet, { form, personId, placings, names })],
    whoSees: t('after.move.who'),
    button: none ? undefined : t('after.move.button'),
    others: [{ label: t('pairing.swap.back'), href: '/pairing/draft', tone: 'quiet' }],
  });
}

interface Choosing {
  form: ReturnType<typeof fieldsFor>;
  personId: string;
  placings: readonly Placing[];
  names: Names;
}

function choiceField(asked: Asked, sheet: Looking, { form, personId, placings, names }: Choosing) {
  const { t, format } = asked;
  return form.field('radios', 'placingId', {
    label: t('after.place.label'),
    options: placings.map((placing) => ({
      value: placing.placingId,
      label: t('after.place.choice', {
        people: format.list(placing.withIds.map(names.name)),
        score: format.number(shownScore(placing.score)),
      }),
      hint: t('pairing.sentences', {
        one: whyText(asked, sheet, { personId, placing, names }),
        other: effectText(asked, placing, names),
      }),
    })),
  });
}

function whyText(
  asked: Asked,
  { board }: Looking,
  { personId, placing, names }: { personId: string; placing: Placing; names: Names },
): string {
  const [first = personId, second = personId] = placing.comes[0]?.members ?? [];
  const [one, other] = board.form === 'mentoring' ? [first, second] : [personId, placing.withIds[0] ?? personId];
  const couple = { form: board.form, first: names.name(one), second: names.name(other) };
  return reasonText(asked, comparisonOn(board, one, other), couple);
}

/** What it does to everybody else, and to the whole. */
function effectText({ t, format }: Asked, { movesIds, leavesIds, gain }: Placing, names: Names): string {
  const word = shownScore(gain) === 0 ? 'same' : gain > 0 ? 'more' : 'less';
  return [
    ...(leavesIds.length > 0 ? [t('after.place.leaves', { people: names.several(leavesIds) })] : []),
    ...(movesIds.length > 0 ? [t('after.place.moves', { people: names.several(movesIds) })] : []),
    ...(leavesIds.length + movesIds.length === 0 ? [t('after.place.nobody')] : []),
    t(`after.place.sum.${word}`, { points: format.number(Math.abs(shownScore(gain))) }),
  ].reduce((one, other) => t('pairing.sentences', { one, other }));
}
