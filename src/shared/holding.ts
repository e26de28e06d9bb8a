/** What is held until a time: by one who renews it, or who died and is forgotten when the time is over. */
import { after } from './clock.js';

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
