import {
  cardPlaces,
  headlineOrder,
  stepOrder,
  urgencies,
  type Card,
  type Headline,
  type OwnPart,
  type PathStep,
  type Step,
  type Work,
} from './home.js';

/** Most harm first; what is equally urgent stays in the order in which it was contributed. */
export function mostHarmFirst(rows: readonly Work[]): Work[] {
  return [...rows].sort((one, other) => urgencies.indexOf(one.urgency) - urgencies.indexOf(other.urgency));
}

/** The one thing to do next. */
export function nextStep(parts: readonly OwnPart[]): Step | undefined {
  const steps = parts.flatMap(({ steps = [] }) => steps);
  const place = ({ order, dueAt }: Step) => [stepOrder.indexOf(order), dueAt?.getTime() ?? Infinity] as const;
  return steps.sort((one, other) => {
    const [order, due] = place(one);
    const [otherOrder, otherDue] = place(other);
    return order - otherOrder || (due === otherDue ? 0 : due - otherDue);
  })[0];
}

export function headlineOf(parts: readonly OwnPart[]): Headline | undefined {
  return parts
    .flatMap(({ headline }) => headline ?? [])
    .sort((one, other) => headlineOrder.indexOf(other.order) - headlineOrder.indexOf(one.order))[0];
}

export function cardsOf(parts: readonly OwnPart[]): Card[] {
  return parts
    .flatMap(({ cards = [] }) => cards)
    .sort((one, other) => cardPlaces.indexOf(one.place) - cardPlaces.indexOf(other.place));
}

export function pathOf(parts: readonly OwnPart[]): (PathStep & { state: 'done' | 'here' | 'ahead' })[] {
  const steps = parts.flatMap(({ path = [] }) => path).sort((one, other) => one.at - other.at);
  const here = steps.findIndex(({ done }) => !done);
  return steps.map((step, index) => ({
    ...step,
    state: step.done ? ('done' as const) : index === here ? ('here' as const) : ('ahead' as const),
  }));
}
