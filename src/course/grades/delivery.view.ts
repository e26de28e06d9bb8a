/** How a delivery is doing, in words: for the teacher's table, and for the learner whose score it is. */
import { moment } from '../../web/moments.js';
import type { Banner } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Formats, Translate } from '../../web/texts.js';
import type { Person } from '../roster/person.js';
import type { Delivery, DeliveryState, Withdrawal } from './delivery.js';
import { isOverridden } from './grades.rules.js';

export interface Chip {
  tone: 'good' | 'info' | 'warn' | 'bad' | 'calm';
  text: string;
  icon: string;
}

type People = ReadonlyMap<string, Person>;

export function chipOf({ t, format, now }: Asked, delivery: Delivery): Chip {
  switch (delivery.state) {
    case 'delivered': {
      const time = moment(format, new Date(deliveredAt(delivery)), now);
      return { tone: 'good', icon: 'tick', text: t('grades.state.delivered', { time }) };
    }
    case 'held':
      return { tone: 'calm', icon: 'clock', text: t('grades.state.held') };
    case 'waiting':
    case 'taken':
      return { tone: 'info', icon: 'clock', text: t('grades.state.waiting') };
    case 'retrying': {
      const time = moment(format, delivery.nextTryAt ?? now, now);
      return { tone: 'warn', icon: 'clock', text: t('grades.state.retrying', { time }) };
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

/** What to do about it, or that there is nothing to do; undefined: the chip says it all. */
export function todoOf({ t, format, now }: Asked, people: People, delivery: Delivery): string | undefined {
  const { state, failure, withdrawal, nextTryAt } = delivery;
  if (withdrawal) return withdrawnText({ t, format, now }, people, withdrawal);
  if (state === 'held')
    return nextTryAt
      ? t('grades.state.heldText.until', { time: moment(format, nextTryAt, now) })
      : t('grades.state.heldText.open');
  if (state === 'refused') return refusedTodo(t, failure);
  if (state === 'taken') return t('grades.state.takenText');
  return state === 'waiting' || state === 'ungraded' ? t(`grades.state.${state}Text`) : undefined;
}

function refusedTodo(t: Translate, failure: Delivery['failure']): string {
  return t(`grades.failure.${failure?.code ?? 'refused'}.todo`, { detail: failure?.detail ?? '?' });
}

function withdrawnText(
  { t, format, now }: Pick<Asked, 't' | 'format' | 'now'>,
  people: People,
  { at, byId = '' }: Withdrawal,
): string {
  const name = people.get(byId)?.name ?? t('grades.gone.person');
  return t('grades.notNeeded.said', { name, time: moment(format, at, now) });
}

function deliveredAt(delivery: Delivery): number {
  return (delivery.deliveredAt ?? delivery.recordedAt).getTime();
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
  const { state, nextTryAt, deliveredAt } = delivery;
  const time = (value: Date | undefined) => (value ? moment(format, value, now) : '');
  const texts: Record<Exclude<DeliveryState, 'refused'>, () => { tone: Banner['tone']; text: string }> = {
    held: () => ({
      tone: 'info',
      text: nextTryAt ? t('grades.learner.held.until', { time: time(nextTryAt) }) : t('grades.learner.held.open'),
    }),
    waiting: () => ({ tone: 'info', text: t('grades.learner.waiting') }),
    taken: () => ({ tone: 'info', text: t('grades.learner.waiting') }),
    retrying: () => ({ tone: 'warn', text: t('grades.learner.retrying', { time: time(nextTryAt) }) }),
    ungraded: () => ({ tone: 'info', text: t('grades.learner.ungraded') }),
    withdrawn: () => ({ tone: 'info', text: t('grades.learner.withdrawn') }),
    delivered: () => ({ tone: 'good', text: t('grades.learner.delivered', { time: time(deliveredAt) }) }),
  };
  return state === 'refused' ? refusedText(t, delivery) : texts[state]();
}
