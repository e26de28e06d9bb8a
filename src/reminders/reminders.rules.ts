/** When somebody is told of what: guards, quiet hours, the most a week, one digest. Pure, so that a year can be replayed. */
import { after, day, hour } from '../shared/clock.js';
import { dayOf, daysAfter, fromLocal, toLocal, weekdayOf } from '../shared/local-time.js';
import { digest, proposedWishes, type Item, type Message, type Open, type Reader, type Wishes } from './reminder.js';

/** Of the digest: Monday, eight o'clock of the person's clock; later in the week it would be old. */
const digestTime = 'T08:00';
const digestFor = 4 * day;
const week = 7 * day;

/** A message that was tried so long in vain is not worth sending. */
export const mailFor = 3 * day;

export function isQuiet({ quietFrom, quietUntil }: Wishes, timeZone: string, now: Date): boolean {
  if (quietFrom === quietUntil) return false;
  const clock = Number(toLocal(now, timeZone).slice(11, 13));
  return quietFrom < quietUntil ? quietFrom <= clock && clock < quietUntil : quietFrom <= clock || clock < quietUntil;
}

/** When this week's digest was due; the one before while this week's is still to come. */
export function digestBegins(timeZone: string, now: Date): Date {
  const today = dayOf(now, timeZone);
  const monday = daysAfter(today, 1 - weekdayOf(today));
  const begins = fromLocal(`${monday}${digestTime}`, timeZone);
  if (begins && begins <= now) return begins;
  return fromLocal(`${daysAfter(monday, -7)}${digestTime}`, timeZone) ?? after(now, -week);
}

export type Past = Pick<Message, 'at' | 'isDigest' | 'items'>;

export interface Case {
  /** Everything that waits for this account, in all courses. */
  open: readonly Open[];
  /** Messages of at least the last 31 days. */
  past: readonly Past[];
  wishes: Wishes;
  timeZone: string;
}

/** The one message that is due now, with all that it speaks of; undefined where none is. */
export function messageFor(
  { open, past, wishes, timeZone }: Case,
  now: Date,
): Pick<Message, 'isDigest' | 'items'> | undefined {
  const wanted = open.filter(({ kind, until }) => until > now && !wishes.off.includes(kind));
  if (wanted.length === 0) return undefined;
  const said = new Set(past.flatMap(({ items }) => items.map(({ key }) => key)));
  const fresh = wanted.filter(({ key, from }) => from <= now && !said.has(key));
  const isDigest = isDigestDue(past, wishes, timeZone, now);
  if (fresh.length === 0 && !isDigest) return undefined;
  if (past.filter(({ at }) => after(at, week) > now).length >= wishes.most) return undefined;
  if (isQuiet(wishes, timeZone, now)) return undefined;
  return {
    isDigest,
    items: inOrder(isDigest ? wanted : fresh)
      .slice(0, itemsAtMost)
      .map(itemOf),
  };
}

/** More than anybody reads. */
const itemsAtMost = 30;

function isDigestDue(past: readonly Past[], { off }: Wishes, timeZone: string, now: Date): boolean {
  if (off.includes(digest)) return false;
  const begins = digestBegins(timeZone, now);
  if (after(begins, digestFor) <= now) return false;
  return !past.some((one) => one.isDigest && one.at >= begins);
}

/** What is due first; what is due at no time last. */
export function inOrder<Some extends Pick<Item, 'dueAt' | 'key'>>(items: readonly Some[]): Some[] {
  const place = ({ dueAt }: Some) => dueAt?.getTime() ?? Infinity;
  return [...items].sort((one, other) => {
    const [first, second] = [place(one), place(other)];
    return first === second ? (one.key < other.key ? -1 : 1) : first - second;
  });
}

function itemOf({ key, kind, courseId, courseTitle, path, dueAt }: Open): Item {
  return { key, kind, courseId, courseTitle, path, ...(dueAt && { dueAt }) };
}

export function canMail({ wishes = proposedWishes, address, refused }: Reader): boolean {
  return wishes.mail && address !== undefined && refused === undefined;
}

/** When a message that could not be handed over is tried again. */
export function nextTryAt(tries: number, now: Date): Date {
  return after(now, Math.min(10 * 60_000 * 2 ** tries, 6 * hour));
}

type Known = Partial<Pick<Reader, 'wishes' | 'address' | 'locale'>>;

/** What a platform says that is not known yet; undefined where nothing is news. A language alone is kept of nobody. */
export function newsOf(
  { wishes = proposedWishes, address: before, locale: spoken }: Known,
  { email = '', locale }: { email?: string | undefined; locale?: string | undefined },
): Pick<Known, 'address' | 'locale'> | undefined {
  const address = isAddress(email.trim()) ? email.trim() : before;
  if (!wishes.mail || address === undefined) return undefined;
  const moved = address === before ? {} : { address };
  const said = locale !== undefined && locale !== spoken ? { locale } : {};
  const news = { ...moved, ...said };
  return Object.keys(news).length === 0 ? undefined : news;
}

/** One address on one line, as SMTP takes it: what breaks the line or names several would write other headers. */
export function isAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@<>(),;:\\"[\]\p{C}]{1,64}@[^\s@<>(),;:\\"[\]\p{C}]+\.[^\s@<>(),;:\\"[\]\p{C}]+$/u.test(text)
  );
}
