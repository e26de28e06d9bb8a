import { takesPartHere, type Person, type Roster } from '../../course/roster/person.js';
import { NotFound } from '../../shared/errors.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { Mentorships } from '../mentorships/mentorship.js';
import { everybodyIn, pairKeyOf, type Closed, type Pair, type PairKey } from '../mentorships/pair.js';
import type { Doer, PairsService } from '../mentorships/pairs.service.js';
import type { Asking, Charter, CharterForm, CharterLine, Templates, Version } from './charter.js';
import {
  currentOf,
  dueOf,
  isOf,
  lineChanged,
  signatureOf,
  signed,
  withAsking,
  withoutPerson,
  type Changed,
  type LineChange,
  type Refused,
} from './charter.rules.js';
import type { CharterStore } from './charter.store.js';

/** The charter of a mentorship as one of its people sees it. */
export interface CharterSheet {
  pair: Pair;
  charter: Charter;
  current: Version;
  /** Who is to sign: those who are in the course. */
  signerIds: readonly string[];
  /** Undefined: asked, not owed. */
  dueAt: Date | undefined;
}

/** One that waits for somebody, as teachers see it. */
export interface Unsigned {
  key: PairKey;
  people: readonly Person[];
  waitsFor: readonly Person[];
  dueAt: Date;
}

export interface CharterNeeds {
  store: CharterStore;
  /** What is proposed. */
  library: Templates;
  pairs: PairsService;
  mentorships: Pick<Mentorships, 'running'>;
  roster: Pick<Roster, 'peopleById'>;
}

export type CharterService = ReturnType<typeof charterService>;
export type Outcome = Result<'done', Refused | Closed>;

export function charterService({ store, library, pairs, mentorships, roster }: CharterNeeds) {
  const known: { since?: Date } = {};

  /** It never changes once it is noted. */
  async function since(): Promise<Date | undefined> {
    const found = known.since ?? (await store.dueSince());
    if (found) known.since = found;
    return found;
  }

  async function templatesOf(courseId: string): Promise<Templates> {
    return { ...library, ...(await store.templates(courseId)) };
  }

  async function sheetOf(doer: Doer, pair: Pair): Promise<CharterSheet> {
    const [all, templates, begun] = await Promise.all([
      store.of(doer.courseId, doer.personId),
      templatesOf(doer.courseId),
      since(),
    ]);
    const { key, memberIds, mentorship } = pair;
    const charter = all.find((one) => one.key === key) ?? { key, memberIds, versions: [], signatures: [], asking: {} };
    const here = pair.partners.filter(takesPartHere).map(({ personId }) => personId);
    return {
      ...{ pair, charter, current: currentOf(charter, templates[mentorship.form], mentorship.startedAt) },
      signerIds: [doer.personId, ...here],
      dueAt: dueOf(mentorship.startedAt, begun),
    };
  }

  async function change(
    doer: Doer,
    key: PairKey,
    next: (charter: Charter, current: Version) => Changed,
  ): Promise<Outcome> {
    const pair = await pairs.one(doer, key);
    if (pair.closed) return failure(pair.closed);
    const template = (await templatesOf(doer.courseId))[pair.mentorship.form];
    const said: { outcome: Changed } = { outcome: failure('changed') };
    await store.change(doer.courseId, pair, (before) => {
      said.outcome = next(before, currentOf(before, template, pair.mentorship.startedAt));
      return said.outcome.ok && said.outcome.value !== before ? said.outcome.value : undefined;
    });
    return said.outcome.ok ? success('done') : said.outcome;
  }

  async function sheets(doer: Doer, all: readonly Pair[]): Promise<CharterSheet[]> {
    return Promise.all(all.map((pair) => sheetOf(doer, pair)));
  }

  /** Of mentorships that run, with those in them who are in the course. */
  async function waiting(courseId: string, now: Date): Promise<Unsigned[]> {
    const begun = await since();
    const running = (await mentorships.running(courseId)).filter(({ startedAt }) => {
      const dueAt = dueOf(startedAt, begun);
      return dueAt !== undefined && dueAt <= now;
    });
    if (running.length === 0) return [];
    const [all, templates, people] = await Promise.all([
      store.all(courseId),
      templatesOf(courseId),
      roster.peopleById(courseId),
    ]);
    const byKey = new Map(all.map((charter) => [charter.key, charter]));
    return running.flatMap((mentorship) => {
      const key = pairKeyOf(mentorship);
      const memberIds = everybodyIn(mentorship);
      const charter = byKey.get(key) ?? { key, memberIds, versions: [], signatures: [], asking: {} };
      const current = currentOf(charter, templates[mentorship.form], mentorship.startedAt);
      const here = memberIds.flatMap((id) => people.get(id) ?? []).filter(takesPartHere);
      const waitsFor = here.filter(({ personId }) => !signatureOf(charter, personId, current));
      const dueAt = dueOf(mentorship.startedAt, begun);
      return here.length < 2 || waitsFor.length === 0 || !dueAt ? [] : [{ key, people: here, waitsFor, dueAt }];
    });
  }

  return {
    sheet: async (doer: Doer, key: PairKey): Promise<CharterSheet> => sheetOf(doer, await pairs.one(doer, key)),

    running: async (doer: Doer): Promise<CharterSheet[]> => sheets(doer, await pairs.running(doer)),

    /** How this one may be asked, by those who share a charter with them. */
    async askingOf({ courseId, personId }: Doer, partnerId: string): Promise<Asking | undefined> {
      const all = await store.of(courseId, personId);
      return all.find(({ memberIds, asking }) => memberIds.includes(partnerId) && asking[partnerId])?.asking[partnerId];
    },

    /** Shown for ever to those who were in it. */
    async ever(doer: Doer): Promise<CharterSheet[]> {
      const all = await sheets(doer, await pairs.ever(doer));
      return all.filter(({ pair, charter }) => !pair.closed || charter.versions.length > 0);
    },

    sign: (doer: Doer, key: PairKey, words: string, now: Date): Promise<Outcome> =>
      change(doer, key, (charter, current) => signed(charter, words, { personId: doer.personId, current, now })),

    changeLine: (doer: Doer, key: PairKey, wish: LineChange, now: Date): Promise<Outcome> =>
      change(doer, key, (charter, current) => lineChanged(charter, wish, { personId: doer.personId, current, now })),

    ask: (doer: Doer, key: PairKey, asking: Asking): Promise<Outcome> =>
      change(doer, key, (charter) => success(withAsking(charter, doer.personId, asking))),

    waiting,

    /** For teachers: the words and who signed them. @throws NotFound */
    async read(courseId: string, key: PairKey): Promise<{ charter: Charter; people: readonly Person[] }> {
      const [charter] = await store.all(courseId, [key]);
      if (!charter) throw new NotFound();
      const people = await roster.peopleById(courseId, charter.memberIds);
      return { charter, people: charter.memberIds.flatMap((id) => people.get(id) ?? []) };
    },

    async templates(courseId: string): Promise<{ templates: Templates; changed: ReadonlySet<string> }> {
      const own = await store.templates(courseId);
      return { templates: { ...library, ...own }, changed: new Set(Object.keys(own)) };
    },

    /** @param written texts by the id of their line; what those who signed agreed on stays */
    async saveTemplate(
      courseId: string,
      form: CharterForm,
      written: ReadonlyMap<string, Pick<CharterLine, 'text' | 'open'>>,
    ): Promise<void> {
      const lines = library[form].flatMap((line) => {
        const own = written.get(line.id);
        return own && own.text !== '' ? [{ ...line, ...own }] : [];
      });
      await store.saveTemplate(courseId, form, lines);
    },

    forgetTemplate: (courseId: string, form: CharterForm): Promise<void> => store.forgetTemplate(courseId, form),

    async copySettings(fromCourseId: string, toCourseId: string): Promise<void> {
      await store.takeTemplates(toCourseId, await store.templates(fromCourseId));
    },

    begin: (now: Date): Promise<void> => store.dueFrom(now),

    /** All that is stored of this person in charters. */
    async partOf(courseId: string, personId: string): Promise<object[]> {
      return (await store.of(courseId, personId)).flatMap((charter) => isOf(charter, personId));
    },

    /** How many charters were changed. */
    async erasePartOf(courseId: string, personId: string): Promise<number> {
      const all = (await store.of(courseId, personId)).filter((charter) => isOf(charter, personId).length > 0);
      for (const charter of all) await store.change(courseId, charter, (before) => withoutPerson(before, personId));
      return all.length;
    },
  };
}
