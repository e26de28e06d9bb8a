import {
  cardPlaces,
  headlineOrder,
  needOrder,
  stepOrder,
  urgencies,
  type Card,
  type Headline,
  type OwnPart,
  type PathStep,
  type PersonNow,
  type StartStep,
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

export function pathOf(parts: readonly OwnPart[]): Standing<PathStep>[] {
  return standingOn(parts.flatMap(({ path = [] }) => path));
}

/** The steps until a course runs; none once the last of them is done, whatever was left out on the way. */
export function startOf(steps: readonly StartStep[]): Standing<StartStep>[] {
  const all = standingOn(steps);
  return all.at(-1)?.done ? [] : all;
}

type Standing<Some extends PathStep> = Some & { state: 'done' | 'here' | 'ahead' };

function standingOn<Some extends PathStep>(all: readonly Some[]): Standing<Some>[] {
  const steps = [...all].sort((one, other) => one.at - other.at);
  const here = steps.findIndex(({ done }) => !done);
  return steps.map((step, index) => ({
    ...step,
    state: step.done ? ('done' as const) : index === here ? ('here' as const) : ('ahead' as const),
  }));
}

/** Each mentee once, with what is most urgent about them; the most urgent first, and what else is so beside it. */
export function menteesOf(parts: readonly OwnPart[]): (PersonNow & { beside: readonly string[] })[] {
  const byPerson = new Map<string, PersonNow[]>();
  for (const one of parts.flatMap(({ people = [] }) => people)) {
    byPerson.set(one.personId, [...(byPerson.get(one.personId) ?? []), one]);
  }
  const place = ({ need }: PersonNow) => needOrder.indexOf(need);
  const found = [...byPerson.values()]
    .filter((all) => all.some(({ isMentee }) => isMentee))
    .flatMap((all) => {
      const [first, ...others] = [...all].sort((one, other) => place(one) - place(other));
      return first ? [{ ...first, beside: others.map(({ text }) => text) }] : [];
    });
  return found.sort((one, other) => place(one) - place(other));
}
