/**
 * Sends the messages that wait as e-mail. Each is claimed before it is handed over, and only what surely did not arrive is
 * tried again: after a kill a letter may be missing, and never comes twice. In Tandem it stands all the same.
 */
import { after } from '../shared/clock.js';
import { secretHash } from '../shared/ids.js';
import type { OpenFor } from './gathering.service.js';
import type { MessagesStore, Outgoing } from './messages.store.js';
import type { ReadersStore } from './readers.store.js';
import { digest, proposedWishes, type Item, type MailState, type Open, type Reader, type Wishes } from './reminder.js';
import { canMail, inOrder, isQuiet, mailFor, nextTryAt } from './reminders.rules.js';
import type { Post, Sent } from './smtp.js';

export interface MailingNeeds {
  messages: MessagesStore;
  readers: ReadersStore;
  post: Post;
  /** The words of a letter about these things, in the reader's language and zone. */
  words(about: {
    reader: Reader;
    items: readonly Item[];
    isDigest: boolean;
    timeZone: string;
    unsubscribe: string;
  }): Promise<{ subject: string; text: string; html: string }>;
  /** The address that ends letters to this reader. */
  unsubscribe(readerId: string): string;
  /** Of the messages' own names. */
  host: string;
}

interface Letters {
  platformId: string;
  open: ReadonlyMap<string, OpenFor>;
  readers: ReadonlyMap<string, Reader>;
  now: Date;
}

type Fate = 'none' | 'over' | 'gaveUp';

export type MailingService = ReturnType<typeof mailingService>;

export function mailingService({ messages, readers, post, words, unsubscribe, host }: MailingNeeds) {
  /** Ends what is not to be sent; undefined where it is sent later, or not at all. */
  async function ready(all: readonly Outgoing[], { readers, open, now }: Letters) {
    const last = all.at(-1);
    if (!last) return undefined;
    const [reader, found] = [readers.get(last.externalId), open.get(last.externalId)];
    const items = stillOpen(all, found?.open ?? []);
    const wishes = reader?.wishes ?? proposedWishes;
    const wanted = wantedOf(items, all, wishes);
    const fate = fateOf(last, reader, { items, wanted, now });
    if (fate) return turn(all, 'waiting', fate);
    if (!reader || !found || isQuiet(wishes, found.timeZone, now)) return undefined;
    return {
      ...{ all, last, reader, items: wanted, timeZone: found.timeZone },
      isDigest: all.some(({ isDigest }) => isDigest),
    };
  }

  async function turn(all: readonly Outgoing[], from: MailState, to: MailState): Promise<undefined> {
    for (const one of all) await messages.turn(one.messageId, from, to);
    return undefined;
  }

  /** All or none, the last first: whom another process has begun to write to waits for the next pass. */
  async function claim(all: readonly Outgoing[]): Promise<boolean> {
    const mine: Outgoing[] = [];
    for (const one of [...all].reverse()) {
      if (!(await messages.turn(one.messageId, 'waiting', 'sending'))) {
        await turn(mine, 'sending', 'waiting');
        return false;
      }
      mine.push(one);
    }
    return true;
  }

  /** Everything that waits for one account is one letter, and shares its fate. @returns undefined where none was handed over */
  async function send({ all, last, reader, ...about }: Ready, now: Date): Promise<Sent['is'] | undefined> {
    const link = unsubscribe(reader.readerId);
    const letter = await words({ reader, ...about, unsubscribe: link });
    if (!(await claim(all))) return undefined;
    // While others were written to, this reader may have asked for no letters.
    const asked = await readers.byId(reader.readerId);
    if (asked?.address === undefined || !canMail(asked)) return turn(all, 'sending', 'none');
    const messageId = `<${secretHash(last.messageId).slice(0, 22)}@${host}>`;
    const sent = await post.send({ ...letter, to: asked.address, date: now, messageId, unsubscribe: link });
    await settle(sent, { all, reader }, now);
    return sent.is;
  }

  async function settle(sent: Sent, { all, reader }: Pick<Ready, 'all' | 'reader'>, now: Date): Promise<void> {
    if (sent.is === 'sent' || sent.is === 'refused') await turn(all, 'sending', sent.is);
    if (sent.is === 'refused') await readers.refuse(accountOf(reader), { at: now, reply: sent.reply });
    if (sent.is === 'later') {
      const tryAt = nextTryAt(Math.max(...all.map(({ tries }) => tries)), now);
      for (const one of all) await messages.putOff(one.messageId, tryAt);
    }
  }

  type Ready = NonNullable<Awaited<ReturnType<typeof ready>>>;

  return {
    /** How many could not be handed over, and are tried again or not known to have arrived. */
    async deliver(platformId: string, open: ReadonlyMap<string, OpenFor>, now: Date): Promise<{ failed: number }> {
      const byAccount = grouped(await messages.outgoing(platformId, now));
      const known = await readers.those(platformId, [...byAccount.keys()]);
      const letters = { platformId, open, now, readers: new Map(known.map((one) => [one.externalId, one])) };
      let failed = 0;
      try {
        for (const all of byAccount.values()) {
          const letter = await ready(all, letters);
          if (!letter) continue;
          // Where nobody takes letters, none is claimed: they all wait.
          if (!(await post.ready())) return { failed: failed + 1 };
          const is = await send(letter, now);
          if (is === 'later' || is === 'unknown') failed += 1;
          // Who fell silent over one letter would lose the others as well: they wait.
          if (is === 'unknown') return { failed };
        }
      } finally {
        post.close();
      }
      return { failed };
    },
  };
}

function grouped(outgoing: readonly Outgoing[]): Map<string, Outgoing[]> {
  const byAccount = new Map<string, Outgoing[]>();
  for (const one of outgoing) byAccount.set(one.externalId, [...(byAccount.get(one.externalId) ?? []), one]);
  return byAccount;
}

function stillOpen(all: readonly Outgoing[], open: readonly Open[]): Open[] {
  const keys = new Set(all.flatMap(({ items }) => items.map(({ key }) => key)));
  return inOrder(open.filter(({ key }) => keys.has(key)));
}

/** What was switched off since the messages were written is left out. */
function wantedOf(items: readonly Open[], all: readonly Outgoing[], { off, most }: Wishes): Open[] {
  if (most === 0) return [];
  const said = all.filter(({ isDigest }) => !isDigest || !off.includes(digest));
  return stillOpen(said, items).filter(({ kind }) => !off.includes(kind));
}

/** Why a letter is not sent at all. */
function fateOf(
  { at }: Outgoing,
  reader: Reader | undefined,
  { items, wanted, now }: { items: readonly Open[]; wanted: readonly Open[]; now: Date },
): Fate | undefined {
  if (!reader || !canMail(reader)) return 'none';
  if (after(at, mailFor) <= now) return 'gaveUp';
  if (items.length === 0) return 'over';
  return wanted.length === 0 ? 'none' : undefined;
}

function accountOf({ platformId, externalId }: Reader) {
  return { platformId, externalId };
}
