/** Where the pairing of a course stands, on one page. */
import type { Person, Roster } from '../../course/roster/person.js';
import type { Asking } from '../cohort/questions.rules.js';
import type { SetupsStore } from '../cohort/setups.store.js';
import { stateAt, undoUntil } from '../drafts/making.rules.js';
import type { RoundsStore } from '../drafts/rounds.store.js';
import type { Working } from '../drafts/working.service.js';
import type { AfterStore } from '../publishing/after.store.js';
import { changeFrom } from '../publishing/invitations.rules.js';
import type { Draft, Round } from '../words/draft.js';
import type { PairingSetup } from '../words/setup.js';
import type { Placed } from './otherwise.rules.js';
import type { Readiness, readinessAnswers } from './questions.rules.js';

export interface Overview {
  round: Round | undefined;
  setup: PairingSetup;
  readiness: Readiness;
  people: ReadonlyMap<string, Person>;
  /** Learners who have opened nothing yet. */
  unopened: readonly Person[];
  /** With the state it has now. */
  working: Draft | undefined;
  published: Draft | undefined;
  undoUntil: Date | undefined;
  /** From when pairs that are published are looked at again; undefined while none are. */
  againFrom: Date | undefined;
}

export interface OverviewParts {
  rounds: Pick<RoundsStore, 'round'>;
  setups: Pick<SetupsStore, 'setup'>;
  after: Pick<AfterStore, 'after'>;
  roster: Pick<Roster, 'peopleById' | 'unopened'>;
  working: Pick<Working, 'draftOf'>;
  ask: Asking<typeof readinessAnswers>;
}

export type OverviewService = ReturnType<typeof overviewOf>;

export function overviewOf({ rounds, setups, after, roster, working: { draftOf }, ask }: OverviewParts) {
  return {
    /** @param namedIn whom the page names */
    async overview(
      courseId: string,
      now: Date,
      namedIn: (overview: Omit<Overview, 'people'>) => readonly string[] = () => [],
    ): Promise<Overview> {
      const [round, setup] = await Promise.all([rounds.round(courseId), setups.setup(courseId)]);
      const [working, published] = await Promise.all([
        draftOf(courseId, round?.draftId),
        draftOf(courseId, round?.publishedDraftId),
      ]);
      const placed = placedBy(working?.state === 'ready' ? working : published);
      const [readiness, settings, unopened] = await Promise.all([
        ask.readiness(courseId, { setup, at: now, placed }),
        after.after(courseId),
        roster.unopened(courseId),
      ]);
      const found = {
        ...{ round, setup, published, readiness, unopened },
        working: working && { ...working, state: stateAt(working, now) },
        undoUntil: undoUntil(round, now),
        againFrom: round?.publishedAt && changeFrom(round.publishedAt, settings),
      };
      return { ...found, people: await roster.peopleById(courseId, namedIn(found)) };
    },
  };
}

/** No more of it than is asked about: it travels to a thread. */
function placedBy(draft: Draft | undefined): Placed | undefined {
  if (!draft) return undefined;
  const { form, setup, pairs } = draft;
  return { form, setup: { mode: setup.mode }, pairs: pairs.map(({ members }) => ({ members })) };
}
