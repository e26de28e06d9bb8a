import type { Formats } from './texts.js';

/** "14:02" today, else "Thursday, 26 November, 14:02", in the reader's zone. */
export function moment(format: Formats, time: Date, now: Date): string {
  return format.date(time) === format.date(now) ? format.time(time) : format.dateTime(time);
}
