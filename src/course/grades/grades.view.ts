import type { Activity } from '../activities/activity.js';
import type { Person } from '../roster/person.js';
import { moment } from '../../web/moments.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { PageOfList } from '../../web/paging.js';
import type { Asked } from '../../web/routing.js';
import type { Formats, Translate } from '../../web/texts.js';
import type { Delivery, DeliveryState, Withdrawal } from './delivery.js';
import { isOverridden, triesAtMost } from './grades.rules.js';
import type { GradesSheet } from './grades.service.js';
import { unopenedText } from '../../web/unopened.view.js';

interface Chip {
  tone: 'good' | 'info' | 'warn' | 'bad' | 'calm';
  text: string;
  icon: string;
}

interface Row {
  learner: string;
  avatar: { initials: string; hue: number } | undefined;
  activity: string;
  points: string;
  chip: Chip;
  todo: string | undefined;
  againAction: string | undefined;
  notNeededAction: string | undefined;
}

interface GradesModel extends PageModel {
  look: readonly Row[];
  arrived: PageOfList<Row>;
  arrivedPage: string;
  notNeeded: readonly Row[];
  /** Of people who left or are staff. */
  withdrawn: string | undefined;
  againAll: { action: string; label: string } | undefined;
  unopened: string | undefined;
}

const gradesPage: PageOf<GradesModel> = pageOf('course/grades/index');

export interface GradesFacts extends GradesSheet {
  people: ReadonlyMap<string, Person>;
  activities: readonly Activity[];
  unopened: readonly string[];
}

export function gradesView(asked: Asked, facts: GradesFacts): Page {
  const { t, query } = asked;
  const { refused, overridden, waiting, retrying, delivered, ungraded, withdrawn } = facts.counts;
  const count = { refused, overridden, delivered, ungraded, onWay: waiting + retrying };
  const { place } = facts;
  const sendable = refused + ungraded;
  return gradesPage({
    title: titleOf(t, count),
    lede: ledeOf(asked, count),
    banner: bannerOf(asked),
    tab: '/grades',
    refreshSeconds: query.done === 'again' && waiting > 0 ? 3 : undefined,
    look: facts.look.map((delivery) => rowOf(asked, facts, delivery)),
    arrived: { ...place, items: facts.arrived.map((delivery) => rowOf(asked, facts, delivery)) },
    arrivedPage: t('grades.pageOf', { page: place.page, pages: place.pages }),
    notNeeded: facts.notNeeded.map((delivery) => rowOf(asked, facts, delivery)),
    withdrawn: withdrawn === 0 ? undefined : t('grades.withdrawn', { count: withdrawn }),
    unopened: unopenedText(t, 'grades.unopened', facts.unopened),
    againAll:
      sendable === 0 ? undefined : { action: '/grades/again', label: t('grades.againAll', { count: sendable }) },
  });
}

interface Count {
  refused: number;
  /** A teacher set another grade in Moodle. */
  overridden: number;
  onWay: number;
  delivered: number;
  ungraded: number;
}

function titleOf(t: Translate, count: Count): string {
  if (count.refused > 0) return t('grades.title.refused', { count: count.refused });
  if (count.onWay > 0) return t('grades.title.onWay', { count: count.onWay });
  if (count.overridden > 0) return t('grades.title.overridden', { count: count.overridden });
  if (count.delivered > 0) return t('grades.title.delivered', { count: count.delivered });
  return count.ungraded > 0 ? t('grades.title.ungraded') : t('grades.title.none');
}

function ledeOf({ t, format }: Asked, count: Count): string {
  const total = count.refused + count.onWay + count.delivered + count.overridden;
  if (total === 0) return t('grades.lede.none');
  const numbers = { delivered: format.number(count.delivered), total: format.number(total), count: count.onWay };
  return t('grades.lede.counts', numbers);
}

function bannerOf({ t, query }: Asked): Banner | undefined {
  if (query.done === 'not-needed') return { tone: 'good', text: t('grades.notNeeded.done') };
  if (query.done === 'again') return { tone: 'good', text: t('grades.done') };
  return query.done === 'nothing' ? { tone: 'info', text: t('grades.nothingToSend') } : undefined;
}

const againFrom: readonly DeliveryState[] = ['refused', 'ungraded', 'withdrawn'];

function rowOf(asked: Asked, { people, activities }: GradesFacts, delivery: Delivery): Row {
  const { t, format } = asked;
  const { activityId, personId, state } = delivery;
  const person = people.get(personId);
  const activity = activities.find((candidate) => candidate.activityId === activityId);
  const numbers = { given: format.number(delivery.given), maximum: format.number(delivery.maximum) };
  return {
    learner: person?.name ?? t('grades.gone.person'),
    avatar: person && { initials: person.initials, hue: person.hue },
    activity: activity?.title ?? t('grades.gone.activity'),
    points: t('grades.points', numbers),
    chip: chipOf(asked, delivery),
    todo: todoOf(asked, people, delivery),
    againAction: againFrom.includes(state) ? `/grades/${activityId}/${personId}/again` : undefined,
    notNeededAction: state === 'refused' ? `/grades/${activityId}/${personId}/not-needed` : undefined,
  };
}

function chipOf({ t, format, now }: Asked, delivery: Delivery): Chip {
  switch (delivery.state) {
    case 'delivered': {
      const time = moment(format, new Date(deliveredAt(delivery)), now);
      return { tone: 'good', icon: 'tick', text: t('grades.state.delivered', { time }) };
    }
    case 'held':
      return { tone: 'calm', icon: 'clock', text: t('grades.state.held') };
    case 'waiting':
      return { tone: 'info', icon: 'clock', text: t('grades.state.waiting') };
    case 'retrying': {
      const time = moment(format, delivery.nextTryAt ?? now, now);
      const attempt = Math.min(delivery.attempts + 1, triesAtMost);
      return { tone: 'warn', icon: 'clock', text: t('grades.state.retrying', { attempt, tries: triesAtMost, time }) };
    }
    case 'ungraded':
      return { tone: 'calm', icon: 'info', text: t('grades.state.ungraded') };
    case 'refused':
      return refusedChip(t, delivery);
    case 'withdrawn':
      return { tone: 'calm', icon: 'info', text: t('grades.state.withdrawn') };
  }
}

function refusedChip(t: Translate, delivery: Delivery): Chip {
  const { code = 'refused', detail = '?' } = delivery.failure ?? {};
  if (isOverridden(delivery)) return { tone: 'info', icon: 'info', text: t('grades.state.overridden', { detail }) };
  const reason = t(`grades.failure.${code}.chip`);
  return { tone: 'bad', icon: 'triangle', text: t('grades.state.refused', { reason }) };
}

function todoOf(
  { t, format, now }: Asked,
  people: GradesFacts['people'],
  { state, failure, withdrawal, nextTryAt }: Delivery,
): string | undefined {
  if (withdrawal) return withdrawnText({ t, format, now }, people, withdrawal);
  if (state === 'held') return heldText(t, 'grades.state.heldText', nextTryAt ? moment(format, nextTryAt, now) : '');
  if (state === 'waiting') return t('grades.state.waitingText');
  if (state === 'ungraded') return t('grades.state.ungradedText');
  if (state === 'refused')
    return t(`grades.failure.${failure?.code ?? 'refused'}.todo`, { detail: failure?.detail ?? '?' });
  return undefined;
}

function withdrawnText(
  { t, format, now }: Pick<Asked, 't' | 'format' | 'now'>,
  people: GradesFacts['people'],
  { at, byId = '' }: Withdrawal,
): string {
  const name = people.get(byId)?.name ?? t('grades.gone.person');
  return t('grades.notNeeded.said', { name, time: moment(format, at, now) });
}

function deliveredAt(delivery: Delivery): number {
  return (delivery.deliveredAt ?? delivery.recordedAt).getTime();
}

function heldText(t: Translate, key: string, time: string): string {
  return time === '' ? t(`${key}.open`) : t(`${key}.until`, { time });
}

function refusedText(t: Translate, delivery: Delivery): { tone: Banner['tone']; text: string } {
  return isOverridden(delivery)
    ? { tone: 'info', text: t('grades.learner.overridden', { detail: delivery.failure?.detail ?? '?' }) }
    : { tone: 'warn', text: t('grades.learner.refused') };
}

/** What a learner reads about a score of theirs; `now` decides whether a time needs its day. */
export function deliveryText(
  t: Translate,
  format: Formats,
  delivery: Delivery,
  now: Date = delivery.recordedAt,
): { tone: Banner['tone']; text: string } {
  const time = (value: Date | undefined) => (value ? moment(format, value, now) : '');
  switch (delivery.state) {
    case 'held':
      return { tone: 'info', text: heldText(t, 'grades.learner.held', time(delivery.nextTryAt)) };
    case 'waiting':
      return { tone: 'info', text: t('grades.learner.waiting') };
    case 'retrying':
      return { tone: 'warn', text: t('grades.learner.retrying', { time: time(delivery.nextTryAt) }) };
    case 'refused':
      return refusedText(t, delivery);
    case 'ungraded':
      return { tone: 'info', text: t('grades.learner.ungraded') };
    case 'withdrawn':
      return { tone: 'info', text: t('grades.learner.withdrawn') };
    case 'delivered':
      return { tone: 'good', text: t('grades.learner.delivered', { time: time(delivery.deliveredAt) }) };
  }
}
