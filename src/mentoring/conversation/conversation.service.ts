import type { Person, Roster } from '../../course/roster/person.js';
import { NotFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Mentorship, Mentorships } from '../mentorships/mentorship.js';
import type { Closed, Message, OwnPlace, Thread, ThreadKey } from './conversation.js';
import type { Written } from './conversation.forms.js';
import {
  closedFor,
  earlierShown,
  freeFrom,
  latestShown,
  mayBeNew,
  membersOf,
  sendingBounds,
  sentAtAfter,
  threadKey,
} from './conversation.rules.js';
import type { ConversationStore } from './conversation.store.js';
import { promptFor, type Prompts } from './prompts.rules.js';
import type { PromptsStore } from './prompts.store.js';

interface Doer {
  courseId: string;
  personId: string;
}

/** A thread as one of its people opens it. */
export interface OpenThread {
  key: ThreadKey;
  /** The others, also those who left. */
  partners: readonly Person[];
  closed: Closed | undefined;
  /** Oldest first. */
  messages: readonly Message[];
  /** Messages before the first of these. */
  earlier: number;
  own: OwnPlace;
  /** What the others say about where they talk. */
  elsewhere: readonly { person: Person; where: string }[];
  prompt: string | undefined;
  /** Names this page, so that a message sent twice from it is one. */
  once: string;
}

/** What a home says of one thread. */
export interface ThreadNews {
  key: ThreadKey;
  partners: readonly Person[];
  fresh: number;
  lastAt: Date | undefined;
  runs: boolean;
}

export type SendOutcome =
  { ok: true } | { ok: false; failure: Closed } | { ok: false; failure: 'tooMany'; freeFrom: Date };

export interface ConversationNeeds {
  store: ConversationStore;
  prompts: PromptsStore;
  /** What is asked where a course says nothing. */
  library: Prompts;
  mentorships: Pick<Mentorships, 'of'>;
  roster: Pick<Roster, 'peopleById'>;
}

export type ConversationService = ReturnType<typeof conversationService>;

/** Messages before and after one that is reported. */
const neighbours = 2;
const mostSent = Math.max(...sendingBounds.map(({ atMost }) => atMost));

export function conversationService({ store, prompts, library, mentorships, roster }: ConversationNeeds) {
  async function running({ courseId, personId }: Doer): Promise<Map<ThreadKey, Mentorship>> {
    const mine = await mentorships.of(courseId, personId);
    return new Map(mine.map((one) => [threadKey([...one.mentorIds, ...one.menteeIds, ...one.peerIds]), one]));
  }

  /** @throws NotFound to everybody who is not, and was not, in it */
  async function known(doer: Doer, key: ThreadKey) {
    const [stored, now] = await Promise.all([store.thread(doer.courseId, key), running(doer)]);
    const mentorship = now.get(key);
    if (!membersOf(key).includes(doer.personId) || (!stored && !mentorship)) throw new NotFound();
    const thread: Thread = stored ?? { key, memberIds: membersOf(key), places: {} };
    const others = thread.memberIds.filter((personId) => personId !== doer.personId);
    const people = await roster.peopleById(doer.courseId, others);
    const partners = others.flatMap((personId) => people.get(personId) ?? []);
    return { thread, partners, mentorship, closed: closedFor(mentorship !== undefined, partners) };
  }

  async function promptOf(courseId: string, since: Date | undefined, at: { now: Date; skipped: number }) {
    return since && promptFor((await prompts.prompts(courseId)) ?? library, since, at);
  }

  /** Only a question of the course is shown as one. */
  async function askedHere(courseId: string, question: string | undefined): Promise<string | undefined> {
    if (question === undefined) return undefined;
    const { first, middle } = (await prompts.prompts(courseId)) ?? library;
    return [...first, ...middle].find((one) => one === question);
  }

  return {
    /** What is shown counts as read from then on. @param before id of the message that earlier ones come before */
    async open(
      doer: Doer,
      key: ThreadKey,
      { before, skipped = 0, now }: { before?: string | undefined; skipped?: number; now: Date },
    ): Promise<OpenThread> {
      const { courseId, personId } = doer;
      const { thread, partners, mentorship, closed } = await known(doer, key);
      const first = before === undefined ? undefined : await store.message(courseId, key, before);
      const limit = first ? earlierShown : latestShown;
      const [newest, prompt] = await Promise.all([
        store.page(courseId, key, limit, first),
        promptOf(courseId, closed ? undefined : mentorship?.startedAt, { now, skipped }),
      ]);
      const last = newest.at(-1);
      const earlier = last && newest.length === limit ? await store.countBefore(courseId, key, last) : 0;
      const place = thread.places[personId] ?? {};
      const elsewhere = partners.flatMap((person) => {
        const { where } = thread.places[person.personId]?.elsewhere ?? {};
        return where === undefined ? [] : [{ person, where }];
      });
      return {
        key,
        partners,
        closed,
        messages: newest.reverse(),
        earlier,
        own: place,
        elsewhere,
        prompt,
        once: newId(),
      };
    },

    /** A person has seen everything that was sent until then. */
    async seen({ courseId, personId }: Doer, key: ThreadKey, until: Date): Promise<void> {
      await store.setPlace(courseId, { key, memberIds: membersOf(key) }, personId, { seenAt: until });
    },

    /** @param written its `prompt` comes from a form and counts where the course asks it; its `question` is a feature's own */
    async send(doer: Doer, key: ThreadKey, written: Written & { question?: string }, now: Date): Promise<SendOutcome> {
      const { courseId, personId } = doer;
      const { thread, closed } = await known(doer, key);
      if (closed) return { ok: false, failure: closed };
      const free = freeFrom(await store.sentTimes(courseId, personId, mostSent), now);
      if (free) return { ok: false, failure: 'tooMany', freeFrom: free };
      const { text, once = newId() } = written;
      const prompt = written.question ?? (await askedHere(courseId, written.prompt));
      const sentAt = sentAtAfter(thread.lastAt, now);
      await store.add(courseId, thread, { authorId: personId, text, prompt, once, sentAt });
      return { ok: true };
    },

    /** False: too late, or it was not theirs. */
    async takeBack(doer: Doer, key: ThreadKey, messageId: string, now: Date): Promise<boolean> {
      await known(doer, key);
      return store.takeBack(doer.courseId, key, { messageId, authorId: doer.personId }, now);
    },

    async mute(doer: Doer, key: ThreadKey, muted: boolean, now: Date): Promise<void> {
      const { thread } = await known(doer, key);
      await store.setPlace(doer.courseId, thread, doer.personId, { mutedSince: muted ? now : undefined });
    },

    /** @param where empty: they talk here */
    async sayElsewhere(doer: Doer, key: ThreadKey, where: string, now: Date): Promise<void> {
      const { thread } = await known(doer, key);
      const elsewhere = where === '' ? undefined : { where, at: now };
      await store.setPlace(doer.courseId, thread, doer.personId, { elsewhere });
    },

    /** Everything that was written, oldest first, for those who were there. */
    async whole(doer: Doer, key: ThreadKey): Promise<{ partners: readonly Person[]; messages: Message[] }> {
      const { partners } = await known(doer, key);
      return { partners, messages: (await store.page(doer.courseId, key, 0)).reverse() };
    },

    /** A message with two on either side, oldest first, for somebody who is in the thread. @throws NotFound */
    async excerpt(doer: Doer, key: ThreadKey, messageId: string) {
      const { partners } = await known(doer, key);
      const message = await store.message(doer.courseId, key, messageId);
      if (!message) throw new NotFound();
      const [earlier, later, people] = await Promise.all([
        store.page(doer.courseId, key, neighbours, message),
        store.later(doer.courseId, key, message, neighbours),
        roster.peopleById(doer.courseId, [doer.personId]),
      ]);
      const names = new Map([...partners, ...people.values()].map(({ personId, name }) => [personId, name]));
      return [...earlier.reverse(), message, ...later].map((one) => ({
        ...{ name: names.get(one.authorId) ?? '', sentAt: one.sentAt, text: one.text ?? '' },
        isReported: one.messageId === messageId,
      }));
    },

    /** Threads of mentorships that run, and of others in which something was written; the newest first. */
    async news(doer: Doer): Promise<ThreadNews[]> {
      const { courseId, personId } = doer;
      const [now, stored] = await Promise.all([running(doer), store.of(courseId, personId)]);
      const byKey = new Map(stored.map((thread) => [thread.key, thread]));
      const maybe = stored.filter((thread) => mayBeNew(thread, personId));
      const wanted = maybe.map(({ key, places }) => ({ key, seenAt: places[personId]?.seenAt }));
      const fresh =
        wanted.length === 0 ? new Map<ThreadKey, number>() : await store.countNew(courseId, personId, wanted);
      const keys = [...new Set([...now.keys(), ...stored.filter(({ lastAt }) => lastAt).map(({ key }) => key)])];
      const others = (key: ThreadKey) => membersOf(key).filter((one) => one !== personId);
      const people = await roster.peopleById(courseId, [...new Set(keys.flatMap(others))]);
      const found = keys.map((key) => ({
        key,
        partners: others(key).flatMap((one) => people.get(one) ?? []),
        fresh: fresh.get(key) ?? 0,
        lastAt: byKey.get(key)?.lastAt,
        runs: now.has(key),
      }));
      return found.sort((one, other) => (other.lastAt?.getTime() ?? 0) - (one.lastAt?.getTime() ?? 0));
    },

    async prompts(courseId: string): Promise<{ prompts: Prompts; changed: boolean }> {
      const own = await prompts.prompts(courseId);
      return { prompts: own ?? library, changed: own !== undefined };
    },

    /** All that is stored of what this person wrote, and of what they said of their threads. */
    async partOf(courseId: string, personId: string): Promise<object[]> {
      const [written, threads] = await Promise.all([store.writtenBy(courseId, personId), store.of(courseId, personId)]);
      const places = threads.flatMap(({ key, places: { [personId]: place } }) => (place ? [{ key, ...place }] : []));
      return [...written, ...places];
    },

    erasePartOf: (courseId: string, personId: string): Promise<number> => store.erase(courseId, personId),

    savePrompts: (courseId: string, chosen: Prompts): Promise<void> => prompts.save(courseId, chosen),
    forgetPrompts: (courseId: string): Promise<void> => prompts.forget(courseId),
  };
}
