/** The current time, as an argument, so that tests and jobs decide what "now" is. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export function after(time: Date, milliseconds: number): Date {
  return new Date(time.getTime() + milliseconds);
}
