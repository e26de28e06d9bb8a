/** Times as a browser's date-and-time field writes them ("2026-11-26T20:00"), in an IANA zone, without an offset. */
import { minute } from './clock.js';

const shape = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/;

/** Undefined when the text names no time. A time that the change to summer time skips is read as the one just after. */
export function fromLocal(text: string, timeZone: string): Date | undefined {
  if (!shape.test(text)) return undefined;
  const asUtc = new Date(`${text.slice(0, 16)}:00Z`);
  if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString().slice(0, 16) !== text.slice(0, 16)) return undefined;
  const guesses = [asUtc, new Date(asUtc.getTime() - offsetAt(asUtc, timeZone))].map(
    (near) => new Date(asUtc.getTime() - offsetAt(near, timeZone)),
  );
  const exact = guesses.find((guess) => toLocal(guess, timeZone) === text.slice(0, 16));
  return exact ?? new Date(Math.max(...guesses.map((guess) => guess.getTime())));
}

export function toLocal(time: Date, timeZone: string): string {
  return new Date(time.getTime() + offsetAt(time, timeZone)).toISOString().slice(0, 16);
}

/** Milliseconds by which the zone's clock is ahead of UTC. */
function offsetAt(time: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(time);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const found = /^GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return (found[1] === '-' ? -minutes : minutes) * minute;
}
