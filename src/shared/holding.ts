/** What is held until a time: by one who renews it, or who died and is forgotten when the time is over. */
import { after, second } from './clock.js';

type Over<Field extends string> = Partial<Record<Field, { $lte: Date } | { $gt: Date }>>;

/**
 * Branches of an `$or`: the time is over, or it lies further ahead than anybody can hold, because the clock was stepped
 * back since.
 * @param longest milliseconds from taking to the end
 */
export function isOver<Field extends string>(field: Field, now: Date, longest: number): Over<Field>[] {
  // SAFETY: an object of one computed key of this very name.
  return [{ [field]: { $lte: now } } as Over<Field>, { [field]: { $gt: after(now, longest) } } as Over<Field>];
}

/** A claim of a process that died is free again after this; one that works holds it in time. */
export const claimLife = 12 * second;
const holdEvery = claimLife / 4;

/** However long the work takes: nobody else takes what is held meanwhile. */
export async function whileHeld<T>(hold: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  // A store that is away for a moment ends nothing: what the work writes at its end says so.
  const timer = setInterval(() => void hold().catch(() => undefined), holdEvery);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
