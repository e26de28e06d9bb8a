/**
 * What 400 people of a year are told by reminders, pass after pass through the real rules: a date a week and a check-in a week in
 * each of their courses, of which some have three. How much that is, and when, is counted here, apart from the rules.
 */
import { proposedWishes, type Message, type Open } from '../../src/reminders/reminder.js';
import { messageFor } from '../../src/reminders/reminders.rules.js';
import { after, day, hour } from '../../src/shared/clock.js';
import { seededRandom, type Random } from '../../src/shared/random.js';

const begin = new Date('2026-09-07T00:00:00Z');
const weeks = 44;
const zones = ['Europe/Vienna', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'] as const;
/** The job runs, or was away for some days. */
const passEvery = 6 * hour;
const isAway = (pass: number) => pass % 120 > 106;

export interface Told {
  people: number;
  /** Messages to one person in any seven days: the most. */
  mostInSevenDays: number;
  /** Between 20:00 and 8:00 of somebody's clock. */
  atNight: number;
  /** Things of which somebody was told twice beside the digest. */
  twice: number;
  perPersonAndMonth: number;
}

export function toldInAYear(seed: number, people: number): Told {
  const random = seededRandom(seed);
  const lived = Array.from({ length: people }, (_, index) => lifeOf(index, random));
  const all = lived.reduce((sum, { messages }) => sum + messages.length, 0);
  return {
    people,
    mostInSevenDays: Math.max(...lived.map(({ messages }) => mostIn(messages))),
    atNight: lived.reduce((sum, { messages, zone }) => sum + messages.filter(({ at }) => isNight(at, zone)).length, 0),
    twice: lived.reduce((sum, { messages }) => sum + toldTwice(messages), 0),
    perPersonAndMonth: (all / people) * (30 / (weeks * 7)),
  };
}

function lifeOf(index: number, random: Random) {
  const zone = zones[index % zones.length] ?? zones[0];
  const courses = index % 5 === 0 ? 3 : 1;
  const things = Array.from({ length: courses }, (_, course) => thingsIn(`c${String(course)}`, random)).flat();
  const messages: Pick<Message, 'at' | 'isDigest' | 'items'>[] = [];
  for (let pass = 0; pass * passEvery < weeks * 7 * day; pass += 1) {
    if (isAway(pass)) continue;
    const now = after(begin, pass * passEvery);
    const open = things.filter((one) => one.opens <= now && now < one.done);
    const found = messageFor({ open, past: messages.slice(-10), wishes: proposedWishes, timeZone: zone }, now);
    if (found) messages.push({ at: now, ...found });
  }
  return { zone, messages };
}

interface Thing extends Open {
  opens: Date;
  done: Date;
}

/** A session to come, one that nobody confirms at once, and a check-in that is sent or not, each week. */
function thingsIn(courseId: string, random: Random): Thing[] {
  const weekday = Math.floor(random() * 5);
  return Array.from({ length: weeks }, (_, week) => {
    const at = after(begin, (week * 7 + weekday) * day + 17 * hour);
    const due = after(begin, (week * 7 + 6) * day + 20 * hour);
    const isLate = random() < 0.4;
    const thing = (kind: string, from: Date, until: Date): Open => ({
      ...{ key: `${courseId}.${kind}.${String(week)}`, kind, waitingId: String(week), courseId, courseTitle: courseId },
      ...{ path: '/', from, until, dueAt: until },
    });
    return [
      { ...thing('session', after(at, -day), at), opens: after(at, -6 * day), done: at },
      { ...thing('said', after(at, day), after(at, 14 * day)), opens: at, done: after(at, isLate ? 5 * day : hour) },
      {
        ...thing('checkin', after(due, -day), due),
        opens: after(due, -6 * day),
        done: isLate ? due : after(due, -2 * day),
      },
    ];
  }).flat();
}

function mostIn(messages: readonly { at: Date }[]): number {
  return messages.reduce((most, { at }) => {
    const near = messages.filter((one) => one.at >= at && one.at.getTime() < at.getTime() + 7 * day).length;
    return Math.max(most, near);
  }, 0);
}

function isNight(time: Date, timeZone: string): boolean {
  const clock = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(time));
  return clock >= 20 || clock < 8;
}

function toldTwice(messages: readonly Pick<Message, 'isDigest' | 'items'>[]): number {
  const said = messages.filter(({ isDigest }) => !isDigest).flatMap(({ items }) => items.map(({ key }) => key));
  return said.length - new Set(said).size;
}
