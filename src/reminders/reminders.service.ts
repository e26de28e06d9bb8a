/** Writes the messages that are due, and what a person reads and wishes of them. */
import { after, day } from '../shared/clock.js';
import type { GatheringService } from './gathering.service.js';
import type { MailingService } from './mailing.service.js';
import type { MessagesStore } from './messages.store.js';
import type { ReadersStore } from './readers.store.js';
import { proposedWishes, type Account, type Message, type Reader, type Wishes } from './reminder.js';
import { canMail, messageFor, newsOf, type Case } from './reminders.rules.js';
import type { OpenFor } from './gathering.service.js';

export interface RemindersNeeds {
  gathering: GatheringService;
  readers: ReadersStore;
  messages: MessagesStore;
  /** Undefined while no mail is sent. */
  mailing: MailingService | undefined;
  logger: { error(fields: object): void };
}

/** So long a message is kept: longer than anything that it may speak of waits. */
const keptFor = 35 * day;
/** Accounts that are looked at in one go. */
const atOnce = 500;

export type RemindersService = ReturnType<typeof remindersService>;

export function remindersService({ gathering, readers, messages, mailing, logger }: RemindersNeeds) {
  async function readersOf(platformId: string, externalIds: readonly string[]): Promise<Map<string, Reader>> {
    const all = await readers.those(platformId, externalIds);
    return new Map(all.map((reader) => [reader.externalId, reader]));
  }

  async function pastOf(platformId: string, externalIds: readonly string[]): Promise<Map<string, Message[]>> {
    const byAccount = new Map<string, Message[]>();
    for (const one of await messages.those(platformId, externalIds)) {
      byAccount.set(one.externalId, [...(byAccount.get(one.externalId) ?? []), one]);
    }
    return byAccount;
  }

  /** One account after the other: broken off anywhere, the next run does the rest, and writes nothing again. */
  async function write(platformId: string, part: readonly (readonly [string, OpenFor])[], now: Date): Promise<number> {
    const ids = part.map(([externalId]) => externalId);
    const [known, pasts] = await Promise.all([readersOf(platformId, ids), pastOf(platformId, ids)]);
    let written = 0;
    for (const [externalId, found] of part) {
      const past = pasts.get(externalId) ?? [];
      const fresh = draftOf(known.get(externalId), { ...found, past }, now);
      const number = (past.at(-1)?.number ?? 0) + 1;
      if (fresh && (await messages.add({ platformId, externalId, ...fresh }, number))) written += 1;
    }
    return written;
  }

  function draftOf(reader: Reader | undefined, about: Omit<Case, 'wishes'>, now: Date) {
    const due = messageFor({ ...about, wishes: reader?.wishes ?? proposedWishes }, now);
    const mail = mailing && reader && canMail(reader) ? ('waiting' as const) : ('none' as const);
    return due && { ...due, at: now, mail };
  }

  async function platformPass(platformId: string, open: ReadonlyMap<string, OpenFor>, now: Date) {
    let done = 0;
    const all = [...open];
    for (let from = 0; from < all.length; from += atOnce) {
      done += await write(platformId, all.slice(from, from + atOnce), now);
    }
    const sent = await mailing?.deliver(platformId, open, now);
    return { done, failed: sent?.failed ?? 0 };
  }

  return {
    hasMail: mailing !== undefined,

    async pass(now: Date): Promise<{ done: number; failed: number }> {
      const outcome = { done: 0, failed: 0 };
      await messages.forgetBefore(after(now, -keptFor));
      if (!mailing) await readers.forgetAddresses();
      for (const [platformId, courses] of await gathering.platforms(now)) {
        const broken = (courseId: string, problem: unknown) => {
          logger.error({ code: 'reminders_not_gathered', courseId, err: problem });
          outcome.failed += 1;
        };
        const { done, failed } = await platformPass(platformId, await gathering.waitingIn(courses, now, broken), now);
        outcome.done += done;
        outcome.failed += failed;
      }
      return outcome;
    },

    /** What a launch or the platform's list says of people; kept only where it may be used, and written only when it is news. */
    async hear(platformId: string, people: readonly { externalId: string; email?: string; locale?: string }[]) {
      if (!mailing || people.length === 0) return;
      for (let from = 0; from < people.length; from += atOnce) {
        const part = people.slice(from, from + atOnce);
        const known = await readersOf(
          platformId,
          part.map(({ externalId }) => externalId),
        );
        for (const { externalId, email, locale } of part) {
          const news = newsOf(known.get(externalId) ?? {}, { email, locale });
          if (news) await readers.know({ platformId, externalId }, news);
        }
      }
    },

    async sheet(account: Account): Promise<{ wishes: Wishes; address?: string; isRefused: boolean }> {
      const reader = await readers.reader(account);
      const { address, refused } = reader ?? {};
      return {
        wishes: reader?.wishes ?? proposedWishes,
        ...(address && { address }),
        isRefused: refused !== undefined,
      };
    },

    wish: (account: Account, wishes: Wishes): Promise<void> =>
      readers.wish({ platformId: account.platformId, externalId: account.externalId }, wishes),

    /** The newest first. */
    said: (account: Account, limit: number): Promise<Message[]> => messages.last(account, limit),
    see: (account: Account, now: Date): Promise<void> => messages.see(account, now),

    async list(account: Account): Promise<readonly object[]> {
      const reader = await readers.reader(account);
      return [...(reader ? [reader] : []), ...(await messages.those(account.platformId, [account.externalId]))];
    },

    async erase(account: Account): Promise<number> {
      return (await messages.erase(account)) + (await readers.erase(account));
    },
  };
}
