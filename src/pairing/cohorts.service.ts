/** The people of a course as the pairing sees them; shared by the services of this folder. */
import type { Activities } from '../activities/activity.js';
import type { Intake, Profile } from '../intake/profile.js';
import type { Progress } from '../progress/progress.js';
import type { Person, Roster } from '../roster/person.js';
import { boardFor, couplesOf, type Board, type Facts } from './board.rules.js';
import type { AfterStore } from './after/after.store.js';
import type { ChoicesStore } from './choices/choices.store.js';
import type { HistoryStore } from './history/history.store.js';
import type { InvitationsStore } from './invitations/invitations.store.js';
import type { PersonSaid } from './compared.rules.js';
import type { Draft, Round } from './draft.js';
import type { DraftsStore } from './drafts.store.js';
import type { MentorMarksStore } from './mentor-marks.store.js';
import type { PairRulesStore } from './pair-rules.store.js';
import type { RoundsStore } from './rounds.store.js';
import type { PairingSetup } from './setup.js';
import type { SetupsStore } from './setups.store.js';
import { noKnots } from './yardstick.rules.js';

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
  pairRules: PairRulesStore;
  setups: SetupsStore;
  marks: MentorMarksStore;
  history: HistoryStore;
  invitations: InvitationsStore;
  after: AfterStore;
  choices: ChoicesStore;
  roster: Roster;
  intake: Intake;
  activities: Pick<Activities, 'ofKind'>;
  progress: Pick<Progress, 'passed'>;
}

/** So many profiles are read faster one by one than all of a large course. */
const fewPeople = 300;

export type Cohorts = ReturnType<typeof cohortsOf>;

export function cohortsOf(parts: PairingParts) {
  const { drafts, pairRules, marks, roster, intake } = parts;

  async function profilesOf(courseId: string, known: readonly Person[] | undefined): Promise<Map<string, Profile>> {
    if (!known || known.length > fewPeople) return intake.profiles(courseId);
    const found = await Promise.all(known.map(({ personId }) => intake.profile(courseId, personId)));
    return new Map(found.flatMap((profile) => (profile ? [[profile.personId, profile]] : [])));
  }

  /** Everything that is compared, of all learners of the course or of those given. */
  async function facts(courseId: string, known?: readonly Person[]): Promise<Facts> {
    const [learners, profiles, questions, rules, marked, gates, met, choices] = await Promise.all([
      known ?? roster.learners(courseId),
      profilesOf(courseId, known),
      intake.questions(courseId),
      pairRules.pairRules(courseId),
      marks.marks(courseId),
      gatesPassed(parts, courseId),
      drafts.publishedMembers(courseId),
      parts.choices.chosen(courseId),
    ]);
    const people = learners.map(({ personId, groupIds }): PersonSaid => {
      const mark = marked.get(personId);
      return {
        ...{ personId, answers: profiles.get(personId), trained: mark?.trained ?? false },
        ...(groupIds && { groupIds }),
        ...(gates && { gates: gates.get(personId) ?? 0 }),
        ...(mark?.capacity !== undefined && { capacity: mark.capacity }),
      };
    });
    const { topics, stages } = questions;
    return { people, lists: { topics, stages }, knots: { rules, met: met.flatMap(couplesOf) }, choices };
  }

  /** What two people said: enough to compare them, wherever they are in the course now. */
  async function factsOfTwo(courseId: string, pair: readonly [string, string]): Promise<Facts> {
    const { topics, stages } = await intake.questions(courseId);
    const people = await Promise.all(
      pair.map(async (personId): Promise<PersonSaid> => {
        const [person, answers] = await Promise.all([
          roster.person(courseId, personId),
          intake.profile(courseId, personId),
        ]);
        return { personId, answers, ...(person?.groupIds && { groupIds: person.groupIds }) };
      }),
    );
    return { people, lists: { topics, stages }, knots: noKnots };
  }

  /** @param known the learners, where they were read already: a large roster is not read twice for one page */
  async function boardOf(courseId: string, setup: PairingSetup, now: Date, known?: readonly Person[]): Promise<Board> {
    return boardFor(setup, await facts(courseId, known), now);
  }

  return {
    facts,
    factsOfTwo,
    boardOf,

    async draftOf(courseId: string, draftId: string | undefined): Promise<Draft | undefined> {
      return draftId === undefined ? undefined : drafts.draft(courseId, draftId);
    },

    /** @param shown the only people that the page names or compares */
    async sheetOf(round: Round, draft: Draft, now: Date, shown?: readonly string[]): Promise<DraftSheet> {
      const people = await roster.peopleById(draft.courseId, shown);
      const learners = [...people.values()].filter(({ role, status }) => role === 'learner' && status === 'active');
      const board = await boardOf(draft.courseId, draft.setup, now, learners);
      return { round, draft, board, people };
    },
  };
}

/** How many gates each person has passed; undefined while no gate of the course was read. */
async function gatesPassed(
  { activities, progress }: Pick<PairingParts, 'activities' | 'progress'>,
  courseId: string,
): Promise<Map<string, number> | undefined> {
  const gates = await activities.ofKind(courseId, 'gate');
  const read = await Promise.all(gates.map(({ activityId }) => progress.passed(courseId, activityId)));
  const known = read.filter((one) => one !== undefined);
  if (known.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const { personIds } of known) {
    for (const personId of personIds) counts.set(personId, (counts.get(personId) ?? 0) + 1);
  }
  return counts;
}
