/**
 * What may remind whom. A feature contributes *kinds*: each answers what waits for people of a course. Whether, when and
 * how somebody is told of it is decided here, for a person over all courses of a platform.
 */

export interface WaitingAsked {
  courseId: string;
  now: Date;
}

/** Something that one person has not done yet, and could do now. */
export interface Waiting {
  personId: string;
  /** Names it for good among all of its kind in this course: a person is told of it once. */
  waitingId: string;
  /** From when on it is worth a message of its own; before that it stands in the digest alone. */
  from: Date;
  /** When it is over, or no news any more: at most 30 days after `from`. */
  until: Date;
  /** When it is due, where it is. */
  dueAt?: Date;
  /** Where it is done, inside a visit. */
  path: string;
}

/** Text keys. */
export interface KindWords {
  /** "Check-ins". */
  name: string;
  /** Who is told of it, when, and when not. */
  when: string;
  /** What a message says of one, with the `time` at which it is due; no person's name: it travels by e-mail. */
  line: string;
}

export interface ReminderKind {
  /** Names it among all: lower case and dashes. */
  kind: string;
  words: KindWords;
  /** Nothing that is done, closed, or that nobody can do. Whoever left or takes a break is left out here as well as there. */
  waiting(asked: WaitingAsked): Promise<readonly Waiting[]>;
}

/** Somebody's account in a Moodle, the same in all its courses. */
export interface Account {
  platformId: string;
  externalId: string;
}

/** What a person wishes, in all courses of their Moodle. */
export interface Wishes {
  /** Whether an address is kept and written to. */
  mail: boolean;
  /** Kinds that never make a message, the digest among them. */
  off: readonly string[];
  /** Messages in seven days, 0 to 7. */
  most: number;
  /** Hours of the person's clock, 0 to 23, between which nothing is said; equal: never quiet. */
  quietFrom: number;
  quietUntil: number;
}

export const proposedWishes: Wishes = { mail: true, off: [], most: 2, quietFrom: 20, quietUntil: 8 };

/** The kind of the weekly digest, which is no feature's. */
export const digest = 'digest';

/** What waits, with its place among everything that waits for its account. */
export interface Open extends Omit<Waiting, 'personId'> {
  /** Names it among everything. */
  key: string;
  kind: string;
  courseId: string;
  courseTitle: string;
}

/** One thing of which a message speaks. */
export type Item = Pick<Open, 'key' | 'kind' | 'courseId' | 'courseTitle' | 'path' | 'dueAt'>;

/**
 * What became of a message as e-mail. `none`: it stands in Tandem alone. `sending`: handed over, and not known to have arrived;
 * it is not sent again, whatever happens. `over`: by the time it could be sent nothing waited any more.
 */
export const mailStates = ['none', 'waiting', 'sending', 'sent', 'refused', 'over', 'gaveUp'] as const;
export type MailState = (typeof mailStates)[number];

/** One automatic message to a person. */
export interface Message extends Account {
  /** Rises by one with each message of an account: two who write at once cannot both. */
  number: number;
  at: Date;
  isDigest: boolean;
  items: readonly Item[];
  mail: MailState;
  seenAt?: Date;
}

export type NewMessage = Omit<Message, 'number' | 'seenAt'>;

/** What is known of an account for the sake of reminders. */
export interface Reader extends Account {
  /** Names them in links. */
  readerId: string;
  wishes?: Wishes;
  address?: string;
  /** The address was refused, with the server's answer; another address ends it. */
  refused?: { at: Date; reply: string };
  /** BCP 47; as of the last launch. */
  locale?: string;
}

export function accountKey({ platformId, externalId }: Account): string {
  return JSON.stringify([platformId, externalId]);
}
