import { NotFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { failure, success, type Result } from '../../shared/result.js';
import { placeInList, type PlaceInList } from '../../web/paging.js';
import type { Closed, Pair, PairKey } from '../mentorships/pair.js';
import type { Doer, PairsService } from '../mentorships/pairs.service.js';
import { onePage, type Entry } from './entry.js';
import type { EntryAnswers } from './journal.forms.js';
import type { JournalStore } from './journal.store.js';

export interface JournalSheet {
  entries: readonly Entry[];
  place: PlaceInList;
  /** With whom an entry can be shared, and with whom it was. */
  pairs: readonly Pair[];
  prompt: string;
  once: string;
}

export interface JournalNeeds {
  store: JournalStore;
  pairs: PairsService;
  prompts: readonly string[];
}

export type JournalService = ReturnType<typeof journalService>;

const longestLine = 140;

export function journalService({ store, pairs, prompts }: JournalNeeds) {
  /** @throws NotFound to everybody but its writer */
  async function own({ courseId, personId }: Doer, entryId: string): Promise<Entry> {
    const entry = await store.entry(courseId, personId, entryId);
    if (!entry) throw new NotFound();
    return entry;
  }

  return {
    /** @param wanted of the query: its page, and how many questions were passed over */
    async sheet(
      doer: Doer,
      wanted: { page: string | undefined; skipped: number; path: string },
    ): Promise<JournalSheet> {
      const count = await store.count(doer.courseId, doer.personId);
      const place = placeInList(count, onePage, { path: wanted.path, asked: wanted.page });
      const [entries, all] = await Promise.all([
        store.page(doer.courseId, doer.personId, { skip: place.skip, limit: onePage }),
        pairs.ever(doer),
      ]);
      const prompt = prompts[(count + wanted.skipped) % prompts.length] ?? '';
      return { entries, place, pairs: all, prompt, once: newId() };
    },

    async add({ courseId, personId }: Doer, { once, prompt, ...written }: EntryAnswers, now: Date): Promise<void> {
      const asked = prompt === undefined || prompt === '' ? {} : { prompt };
      await store.add(courseId, { ...written, ...asked, entryId: once, personId, at: now, sharedWith: [] });
    },

    async share(doer: Doer, entryId: string, key: PairKey): Promise<Result<'shared', Closed>> {
      const [entry, pair] = await Promise.all([own(doer, entryId), pairs.one(doer, key)]);
      if (pair.closed) return failure(pair.closed);
      await store.share(doer.courseId, entry, key);
      return success('shared');
    },

    /** Gone is gone, also where it was shared. */
    async remove(doer: Doer, entryId: string): Promise<void> {
      const { personId } = await own(doer, entryId);
      await store.remove(doer.courseId, { entryId, personId });
    },

    /** What was shared stays readable to those who were there. */
    async shared(doer: Doer, key: PairKey): Promise<{ pair: Pair; entries: Entry[] }> {
      const pair = await pairs.one(doer, key);
      return { pair, entries: await store.sharedIn(doer.courseId, key, onePage) };
    },

    /** Of each the last that they shared, about themselves and about a review. */
    async firstLines(doer: Doer, memberIds: readonly string[]) {
      const key = [...memberIds].sort().join('.');
      const entries = await store.sharedIn(doer.courseId, key, onePage);
      const last = new Map([...entries].reverse().map((entry) => [`${entry.personId} ${entry.kind}`, entry]));
      return [...last.values()].map(({ personId, kind, text }) => ({
        ...{ personId, kind, text: text.length > longestLine ? `${text.slice(0, longestLine)}…` : text },
        href: `/journal/with/${key}`,
      }));
    },

    /** All that is stored of this person's journal. */
    partOf: (courseId: string, personId: string): Promise<object[]> => store.all(courseId, personId),
    erasePartOf: (courseId: string, personId: string): Promise<number> => store.erase(courseId, personId),
  };
}
