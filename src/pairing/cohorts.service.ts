/** The people of a course as the pairing sees them; shared by the services of this folder. */
import type { Intake } from '../intake/profile.js';
import type { Person, Roster } from '../roster/person.js';
import { byPerson, type Board } from './board.rules.js';
import type { Form } from './comparison.js';
import type { Draft, Round } from './draft.js';
import { neverKey } from './keys.rules.js';
import type { DraftsStore } from './drafts.store.js';
import type { NeversStore } from './nevers.store.js';
import { comparedPeople } from './pairing.rules.js';
import type { RoundsStore } from './rounds.store.js';

/** Who does it, and where. */
export interface Doer {
  courseId: string;
  personId: string;
}

/** Which draft somebody looked at when they decided. */
export interface Seen {
  draftId: string;
  revision: number;
}

export interface DraftSheet {
  round: Round;
  draft: Draft;
  board: Board;
  people: ReadonlyMap<string, Person>;
}

export interface PairingParts {
  rounds: RoundsStore;
  drafts: DraftsStore;
  nevers: NeversStore;
  roster: Roster;
  intake: Intake;
}

export type Cohorts = ReturnType<typeof cohortsOf>;

export function cohortsOf({ drafts, nevers, roster, intake }: PairingParts) {
  async function cohort(courseId: string) {
    const [learners, profiles, topics, never] = await Promise.all([
      roster.learners(courseId),
      intake.profiles(courseId),
      intake.topics(courseId),
      nevers.nevers(courseId),
    ]);
    const people = learners.map(({ personId }) => ({ personId, answers: profiles.get(personId) }));
    return { people, topics, never: never.map(({ personIds }) => personIds) };
  }

  async function boardOf(courseId: string, form: Form, now: Date): Promise<Board> {
    const { people, topics, never } = await cohort(courseId);
    const compared = comparedPeople(people, topics, now);
    return {
      form,
      people: byPerson(compared.people),
      lexicon: compared.lexicon,
      never: new Set(never.map((pair) => neverKey(...pair))),
    };
  }

  return {
    cohort,
    boardOf,

    async draftOf(courseId: string, draftId: string | undefined): Promise<Draft | undefined> {
      return draftId === undefined ? undefined : drafts.draft(courseId, draftId);
    },

    async sheetOf(round: Round, draft: Draft, now: Date): Promise<DraftSheet> {
      const [board, people] = await Promise.all([
        boardOf(draft.courseId, draft.form, now),
        roster.peopleById(draft.courseId),
      ]);
      return { round, draft, board, people };
    },
  };
}
