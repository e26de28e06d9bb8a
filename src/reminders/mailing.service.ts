/**
 * Sends the messages that wait as e-mail. Each is claimed before it is handed over, and only what surely did not arrive is
 * tried again: after a kill a letter may be missing, and never comes twice. In Tandem it stands all the same.
 */
import { after } from '../shared/clock.js';
import { secretHash } from '../shared/ids.js';
import type { OpenFor } from './gathering.service.js';
import type { MessagesStore, Outgoing } from './messages.store.js';
import type { ReadersStore } from './readers.store.js';
import { proposedWishes, type Item, type Open, type Reader } from './reminder.js';
import { canMail, inOrder, isQuiet, mailFor, nextTryAt } from './reminders.rules.js';
import type { Post } from './smtp.js';

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
    const [last, ...older] = [...all].reverse();
    if (!last) return undefined;
    for (const one of older) await messages.turn(one.messageId, 'waiting', 'over');
    const [reader, found] = [readers.get(last.externalId), open.get(last.externalId)];
    const items = stillOpen(all, found?.open ?? []);
    const fate = fateOf(last, reader, { items, now });
    if (fate) return end(last, fate);
    if (!reader || !found || isQuiet(reader.wishes ?? proposedWishes, found.timeZone, now)) return undefined;
    return { last, reader, items, timeZone: found.timeZone, isDigest: all.some(({ isDigest }) => isDigest) };
  }

  async function end(one: Outgoing, state: Fate): Promise<undefined> {
    await messages.turn(one.messageId, 'waiting', state);
    return undefined;
  }

  async function send({ last, reader, ...about }: NonNullable<Awaited<ReturnType<typeof ready>>>, now: Date) {
    const link = unsubscribe(reader.readerId);
    const letter = await words({ reader, ...about, unsubscribe: link });
    if (!(await messages.turn(last.messageId, 'waiting', 'sending'))) return true;
    const messageId = `<${secretHash(last.messageId).slice(0, 22)}@${host}>`;
    const sent = await post.send({ ...letter, to: reader.address ?? '', messageId, unsubscribe: link });
    if (sent.is === 'sent') await messages.turn(last.messageId, 'sending', 'sent');
    else if (sent.is === 'refused') {
      await messages.turn(last.messageId, 'sending', 'refused');
      await readers.refuse(accountOf(reader), { at: now, reply: sent.reply });
    } else if (sent.is === 'later') await messages.putOff(last.messageId, nextTryAt(last.tries, now));
    return sent.is === 'sent' || sent.is === 'refused';
  }

  return {
    /** How many could not be handed over, and are tried again or not known to have arrived. */
    async deliver(platformId: string, open: ReadonlyMap<string, OpenFor>, now: Date): Promise<{ failed: number }> {
      const byAccount = new Map<string, Outgoing[]>();
      for (const one of await messages.outgoing(platformId, now)) {
        byAccount.set(one.externalId, [...(byAccount.get(one.externalId) ?? []), one]);
      }
      const known = await readers.those(platformId, [...byAccount.keys()]);
      const letters = { platformId, open, now, readers: new Map(known.map((one) => [one.externalId, one])) };
      let failed = 0;
      try {
        for (const all of byAccount.values()) {
          const letter = await ready(all, letters);
          if (!letter) continue;
          // Where nobody takes letters, none is claimed: they all wait.
          if (!(await post.ready())) return { failed: failed + 1 };
          if (!(await send(letter, now))) failed += 1;
        }
      } finally {
        post.close();
      }
      return { failed };
    },
  };
}

function stillOpen(all: readonly Outgoing[], open: readonly Open[]): Open[] {
  const keys = new Set(all.flatMap(({ items }) => items.map(({ key }) => key)));
  return inOrder(open.filter(({ key }) => keys.has(key)));
}

/** Why a letter is not sent at all. */
function fateOf(
  { at }: Outgoing,
  reader: Reader | undefined,
  { items, now }: { items: readonly Open[]; now: Date },
): Fate | undefined {
  if (!reader || !canMail(reader)) return 'none';
  if (after(at, mailFor) <= now) return 'gaveUp';
  return items.length === 0 ? 'over' : undefined;
}

function accountOf({ platformId, externalId }: Reader) {
  return { platformId, externalId };
}
