/** The people of a course as the pairing sees them; shared by the services of this folder. */
import type { Activities } from '../../course/activities/activity.js';
import type { Intake } from '../intake/profile.js';
import type { Progress } from '../../course/progress/progress.js';
import type { Person, Roster } from '../../course/roster/person.js';
import { Conflict } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { boardFor, type Board, type Facts } from './board.rules.js';
import type { AfterStore } from '../publishing/after.store.js';
import { plainPair } from '../publishing/publishing.rules.js';
import type { ChoicesStore } from '../choices/choices.store.js';
import type { HistoryStore } from '../history/history.store.js';
import type { InvitationsStore } from '../publishing/invitations.store.js';
import type { PersonSaid } from '../measure/compared.rules.js';
import type { Draft, Round } from '../words/draft.js';
import type { DraftsStore } from '../drafts/drafts.store.js';
import { factsFrom, metIn, type Around, type PackedFacts, type PackedPublished } from './facts.rules.js';
import type { MentorMarksStore } from './mentor-marks.store.js';
import type { PairRulesStore } from './pair-rules.store.js';
import type { About, Answer, Question } from '../questions/questions.rules.js';
import type { Questions } from '../questions/questions.service.js';
import type { RoundsStore } from '../drafts/rounds.store.js';
import type { PairingSetup } from '../words/setup.js';
import type { SetupsStore } from './setups.store.js';
import { noKnots, readsMet } from '../measure/yardstick.rules.js';

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
  questions: Questions;
}

/** Of more people than that all profiles are read. */
const fewPeople = 1000;

const neverMet: PackedPublished = { whole: [], changes: [] };

export type Cohorts = ReturnType<typeof cohortsOf>;

export function cohortsOf(parts: PairingParts) {
  const { rounds, drafts, pairRules, marks, roster, intake, questions } = parts;

  async function published(courseId: string): Promise<PackedPublished> {
    return drafts.published(courseId, await rounds.publishedIds(courseId));
  }

  async function around(courseId: string): Promise<Around> {
    const [asked, rules, marked, gates, choices] = await Promise.all([
      intake.questions(courseId),
      pairRules.pairRules(courseId),
      marks.marks(courseId),
      gatesPassed(parts, courseId),
      parts.choices.chosen(courseId),
    ]);
    return { questions: asked, rules, marks: marked, gates, choices };
  }

  /** Everything that is compared, of all learners of the course, to be read in a thread. */
  async function packedFacts(courseId: string): Promise<PackedFacts> {
    const [people, profiles, met, rest] = await Promise.all([
      roster.packedPeople(courseId),
      intake.packedProfiles(courseId),
      published(courseId),
      around(courseId),
    ]);
    return { people, profiles, published: met, ...rest };
  }

  /** Some learners compared by this setup, and nobody else. */
  async function boardWith(courseId: string, setup: PairingSetup, learners: readonly Person[], now: Date) {
    const ids = learners.map(({ personId }) => personId);
    const [profiles, packed, rest] = await Promise.all([
      intake.profiles(courseId, ids.length > fewPeople ? undefined : ids),
      readsMet(setup) ? published(courseId) : neverMet,
      around(courseId),
    ]);
    const known = new Set(ids);
    const met = metIn(packed).filter((members) => members.some((member) => known.has(member)));
    return boardFor(setup, factsFrom({ learners, profiles, met }, rest), now);
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

  async function seenDraft(courseId: string, seen: Seen): Promise<Draft> {
    const round = await rounds.round(courseId);
    const draft = round?.draftId === seen.draftId ? await drafts.draft(courseId, seen.draftId) : undefined;
    if (draft?.revision !== seen.revision) throw new Conflict('draft_changed');
    return draft;
  }

  /** A publication that is still under way elsewhere is refused from then on. */
  async function reopened(closed: Draft): Promise<Draft> {
    const { courseId, draftId } = closed;
    const copy: Draft = { ...closed, draftId: newId(), state: 'ready', pairs: closed.pairs.map(plainPair) };
    delete copy.invites;
    await drafts.addDraft(courseId, copy);
    const isWorkedOn = await rounds.workOn(courseId, draftId, copy.draftId);
    await drafts.removeDraft(courseId, isWorkedOn ? draftId : copy.draftId);
    if (!isWorkedOn) throw new Conflict('draft_changed');
    return copy;
  }

  return {
    packedFacts,
    factsOfTwo,
    reopened,
    /** @param known the learners, where they were read already: a large roster is not read twice for one page */
    async boardOf(courseId: string, setup: PairingSetup, now: Date, known?: readonly Person[]): Promise<Board> {
      return boardWith(courseId, setup, known ?? (await roster.learners(courseId)), now);
    },

    /** Answered in a thread where the course is large. */
    async ask<Name extends Question>(courseId: string, name: Name, about: About<Name>): Promise<Answer<Name>> {
      return questions.ask(name, await packedFacts(courseId), about);
    },

    async draftOf(courseId: string, draftId: string | undefined): Promise<Draft | undefined> {
      return draftId === undefined ? undefined : drafts.draft(courseId, draftId);
    },

    /** The draft being worked on, exactly as it was seen; otherwise somebody was faster. */
    seenDraft,

    /** The same, open to edits: where its publication broke off, a copy of it. */
    async openDraft(courseId: string, seen: Seen): Promise<Draft> {
      const draft = await seenDraft(courseId, seen);
      return draft.state === 'closed' ? reopened(draft) : draft;
    },

    /** @param shown the only people that the page compares; also the only ones it names, unless it has `named` */
    async sheetOf(
      { round, draft, now }: { round: Round; draft: Draft; now: Date },
      shown: readonly string[],
      named?: ReadonlyMap<string, Person>,
    ): Promise<DraftSheet> {
      const people = named ?? (await roster.peopleById(draft.courseId, shown));
      const compared = shown.flatMap((personId) => people.get(personId) ?? []);
      const learners = compared.filter(({ role, status }) => role === 'learner' && status === 'active');
      const board = await boardWith(draft.courseId, draft.setup, learners, now);
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
