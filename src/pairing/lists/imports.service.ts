/** Pairs come in as a list: read whole, looked at, and made a draft only as they were looked at. */
import type { Person, Roster } from '../../course/roster/person.js';
import { Conflict } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Standing } from '../board/placing.rules.js';
import type { Cohorts } from '../cohort/cohorts.service.js';
import type { SetupsStore } from '../cohort/setups.store.js';
import { standsIn } from '../measure/may-be.rules.js';
import type { DraftsStore } from '../drafts/drafts.store.js';
import type { RoundsStore } from '../drafts/rounds.store.js';
import type { Working } from '../drafts/working.service.js';
import type { Doer } from '../words/doer.js';
import type { Draft } from '../words/draft.js';
import { deedOf, type Carry } from '../history/audit.service.js';
import { formOf, type PairingSetup } from '../words/setup.js';
import { drawnUp, fingerprintOf, judgeOn } from './imports.rules.js';
import type { ImportsStore, ListRead } from './imports.store.js';
import { judgePairs, readPairs, type BadPairLine, type BadPair } from './pairs-csv.rules.js';

export type ListReading = { ok: true } | { ok: false; bad: readonly BadPairLine[] };

/** What would become of a list, as of now. */
export interface ImportSheet {
  read: ListRead;
  drawn: Standing;
  setup: PairingSetup;
  /** Pairs that have become impossible since the list was read. */
  bad: readonly BadPair[];
  /** The draft whose place it would take. */
  working: Draft | undefined;
  people: ReadonlyMap<string, Person>;
  fingerprint: string;
}

export type ImportsService = ReturnType<typeof importsService>;

export interface ImportsParts {
  imports: ImportsStore;
  rounds: Pick<RoundsStore, 'round' | 'openRound' | 'workOn'>;
  drafts: Pick<DraftsStore, 'addDraft' | 'removeDraft' | 'retire'>;
  setups: Pick<SetupsStore, 'setup'>;
  roster: Pick<Roster, 'peopleById' | 'takingPart'>;
  cohorts: Pick<Cohorts, 'boardOf'>;
  working: Pick<Working, 'draftOf'>;
  carry: Carry;
}

export function importsService({ rounds, drafts, setups, roster, imports, cohorts, working, carry }: ImportsParts) {
  const { boardOf } = cohorts;
  const { draftOf } = working;

  async function groundFor(courseId: string, now: Date) {
    const [setup, people, all, round] = await Promise.all([
      setups.setup(courseId),
      roster.peopleById(courseId),
      roster.takingPart(courseId),
      rounds.round(courseId),
    ]);
    const learners = all.filter((person) => standsIn(setup.mode, person));
    const board = await boardOf(courseId, setup, now, learners);
    const working = await draftOf(courseId, round?.draftId);
    const judge = judgeOn(board, [...people.values()]);
    return { setup, people, board, working, judge, learnerIds: learners.map(({ personId }) => personId) };
  }

  async function sheet({ courseId, personId }: Doer, now: Date): Promise<ImportSheet | undefined> {
    const read = await imports.read(courseId, personId);
    if (!read) return undefined;
    const { setup, people, board, working, judge, learnerIds } = await groundFor(courseId, now);
    const { good, bad } = judgePairs(read.pairs, judge);
    const drawn = drawnUp(board, good, { learnerIds, by: personId });
    const fingerprint = fingerprintOf(drawn, setup, working);
    // The fingerprint is of what the teacher set up; the draft also keeps what it was measured with.
    const measured = { ...setup, norms: board.yardstick.norms };
    return { read, drawn, setup: measured, bad, working, people, fingerprint };
  }

  async function save(doer: Doer, { drawn, setup, working }: ImportSheet, now: Date): Promise<void> {
    const { courseId, personId } = doer;
    const round = await rounds.openRound(courseId);
    if (working && !(await drafts.retire(courseId, working))) throw new Conflict('draft_changed');
    const earlier = working ?? (await draftOf(courseId, round.publishedDraftId));
    const draft: Draft = {
      ...{ draftId: newId(), courseId, form: formOf(setup.mode), setup, state: 'ready', revision: 0, proven: false },
      ...{ madeAt: now, madeBy: personId, pairs: drawn.pairs, unpaired: drawn.unpaired },
      ...(round.publishedDraftId !== undefined && { basis: round.publishedDraftId }),
      ...(earlier && { before: earlier.pairs.map(({ members }) => members) }),
    };
    await drafts.addDraft(courseId, draft);
    const happened = { at: now, by: personId, deed: 'imported', personIds: [], count: draft.pairs.length } as const;
    if (!(await rounds.workOn(courseId, working?.draftId, draft.draftId, deedOf(courseId, happened)))) {
      await drafts.removeDraft(courseId, draft.draftId);
      throw new Conflict('draft_changed');
    }
    await carry(courseId);
    if (working) await drafts.removeDraft(courseId, working.draftId);
  }

  return {
    /** Keeps the list when every line of it can be; else names every bad line and keeps nothing. */
    async readList(
      { courseId, personId }: Doer,
      { text, file }: { text: string; file?: ListRead['file'] },
      now: Date,
    ): Promise<ListReading> {
      const { judge } = await groundFor(courseId, now);
      const { pairs, bad } = readPairs(text, judge);
      if (bad.length > 0 || pairs.length === 0) return { ok: false, bad };
      const members = pairs.map((pair) => pair.members);
      await imports.keep(courseId, personId, { pairs: members, at: now, ...(file && { file }) });
      return { ok: true };
    },

    sheet,

    /** False when something has changed since the page was shown: then the page has to be looked at again. */
    async importRead(doer: Doer, seen: { readId: string; fingerprint: string }, now: Date): Promise<boolean> {
      const found = await sheet(doer, now);
      if (!found || found.read.readId !== seen.readId || found.bad.length > 0) return false;
      if (found.fingerprint !== seen.fingerprint) return false;
      await save(doer, found, now);
      await imports.forget(doer.courseId, doer.personId, seen.readId);
      return true;
    },
  };
}
