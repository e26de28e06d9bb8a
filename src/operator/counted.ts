import { minute } from '../shared/clock.js';

/** Counting goes through every course and person: at most once in this time, however often the console is opened. */
const countedEvery = minute;

/** One count for all who ask within a minute, or while it is being made. */
export function counted<Value>(count: () => Promise<Value>): (now: Date) => Promise<Value> {
  let last: { at: Date; value: Promise<Value> } | undefined;
  return (now) => {
    if (last && Math.abs(now.getTime() - last.at.getTime()) < countedEvery) return last.value;
    const mine = { at: now, value: count() };
    last = mine;
    mine.value.catch(() => {
      if (last === mine) last = undefined;
    });
    return mine.value;
  };
}
