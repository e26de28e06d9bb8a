/** The people of a course as the pairing sees them. */
import type { Activities } from '../../course/activities/activity.js';
import type { Progress } from '../../course/progress/progress.js';
import { takesPartHere, type Person, type Roster } from '../../course/roster/person.js';
import type { StampOf } from '../../kept/kept.js';
import type { Intake } from '../intake/profile.js';
import { comparedPeople, silent, type PersonSaid } from '../measure/compared.rules.js';
import { commonOf } from '../measure/pairing.rules.js';
import { termFrom } from '../measure/term.rules.js';
import { readsMet } from '../measure/yardstick.rules.js';
import { chosenOf, type Choice, type Proposal } from '../words/choices.js';
import type { Common } from '../words/comparison.js';
import type { Draft, Round } from '../words/draft.js';
import type { PairingSetup } from '../words/setup.js';
import { boardFor, type Board } from './board.rules.js';
import { factsFrom, type Around, type Members, type PackedFacts, type PackedPublished } from './facts.rules.js';
import type { MentorMarksStore } from './mentor-marks.store.js';
import type { PairRulesStore } from './pair-rules.store.js';

export interface DraftSheet {
  round: Round;
  draft: Draft;
  board: Board;
  people: ReadonlyMap<string, Person>;
}

export interface CohortParts {
  rounds: { publishedIds(courseId: string): Promise<readonly string[]> };
  drafts: { published(courseId: string, publishedIds: readonly string[]): Promise<PackedPublished> };
  /** Of drafts that were published and not taken back, which nobody changes. */
  met: { couples(courseId: string, publishedIds: readonly string[]): Promise<Members> };
  stampOf: StampOf;
  pairRules: Pick<PairRulesStore, 'pairRules'>;
  marks: Pick<MentorMarksStore, 'marks'>;
  choices: {
    choices(courseId: string): Promise<readonly Choice[]>;
    proposals(courseId: string): Promise<readonly Proposal[]>;
  };
  roster: Pick<Roster, 'packedPeople' | 'takingPart' | 'person' | 'peopleById'>;
  intake: Pick<Intake, 'questions' | 'packedProfiles' | 'profiles' | 'profile'>;
  activities: Pick<Activities, 'ofKind'>;
  progress: Pick<Progress, 'passed'>;
}

/** Of more people than that all profiles are read. */
const fewPeople = 1000;

/** Whose rows are the facts; published pairs and gates are told beside. */
const subjects = ['people', 'whoMay', 'profiles', 'intakeQuestions', 'pairRules', 'marks', 'choices'] as const;

export type Cohorts = ReturnType<typeof cohortsOf>;

export function cohortsOf(parts: CohortParts) {
  const { rounds, drafts, pairRules, marks, roster, intake } = parts;

  async function published(courseId: string): Promise<PackedPublished> {
    return drafts.published(courseId, await rounds.publishedIds(courseId));
  }

  async function metBefore(courseId: string): Promise<Members> {
    return parts.met.couples(courseId, await rounds.publishedIds(courseId));
  }

  async function around(courseId: string): Promise<Around> {
    const [asked, rules, marked, gates, choices, proposals] = await Promise.all([
      intake.questions(courseId),
      pairRules.pairRules(courseId),
      marks.marks(courseId),
      gatesPassed(parts, courseId),
      parts.choices.choices(courseId),
      parts.choices.proposals(courseId),
    ]);
    return { questions: asked, rules, marks: marked, gates, choices: chosenOf(choices, proposals) };
  }

  /** Everything that is compared, of all who take part, to be read in a thread. */
  async function packedFacts(courseId: string): Promise<PackedFacts> {
    const [people, profiles, met, rest] = await Promise.all([
      roster.packedPeople(courseId),
      intake.packedProfiles(courseId),
      published(courseId),
      around(courseId),
    ]);
    return { people, profiles, published: met, ...rest };
  }

  /** Of that what two people are compared by: not what they chose, and not whom the teacher lets mentor. */
  async function between(courseId: string): Promise<Around> {
    const [asked, rules, gates] = await Promise.all([
      intake.questions(courseId),
      pairRules.pairRules(courseId),
      gatesPassed(parts, courseId),
    ]);
    return { questions: asked, rules, marks: new Map(), gates, choices: { ranked: [], agreed: [] } };
  }

  /** Another one after every change of what {@link packedFacts} yields. */
  async function factsStamp(courseId: string): Promise<string> {
    const [rows, publishedIds, gates] = await Promise.all([
      parts.stampOf(courseId, subjects),
      rounds.publishedIds(courseId),
      gatesPassed(parts, courseId),
    ]);
    return JSON.stringify([rows, publishedIds, gates && [...gates]]);
  }

  /** Some people compared by this setup, and nobody else. */
  async function boardWith(
    courseId: string,
    setup: PairingSetup,
    learners: readonly Person[],
    { now, read }: { now: Date; read: typeof around },
  ): Promise<Board> {
    const ids = learners.map(({ personId }) => personId);
    const [profiles, couples, rest] = await Promise.all([
      intake.profiles(courseId, ids.length > fewPeople ? undefined : ids),
      readsMet(setup) ? metBefore(courseId) : [],
      read(courseId),
    ]);
    const known = new Set(ids);
    const met = couples.filter((members) => members.some((member) => known.has(member)));
    return boardFor(setup, factsFrom({ learners, profiles, met }, rest), now);
  }

  /** What these people said, wherever they are in the course now. */
  async function said(courseId: string, personIds: readonly string[]): Promise<PersonSaid[]> {
    return Promise.all(
      personIds.map(async (personId): Promise<PersonSaid> => {
        const [person, answers] = await Promise.all([
          roster.person(courseId, personId),
          intake.profile(courseId, personId),
        ]);
        return { personId, answers, ...(person?.groupIds && { groupIds: person.groupIds }) };
      }),
    );
  }

  return {
    packedFacts,
    factsStamp,

    /** @param known those who take part, where they were read already: a large roster is not read twice for one page */
    async boardOf(courseId: string, setup: PairingSetup, now: Date, known?: readonly Person[]): Promise<Board> {
      return boardWith(courseId, setup, known ?? (await roster.takingPart(courseId)), { now, read: around });
    },

    /** A few of them, to be compared and nothing else. */
    async boardOfFew(courseId: string, setup: PairingSetup, few: readonly Person[], now: Date): Promise<Board> {
      return boardWith(courseId, setup, few, { now, read: between });
    },

    /** By what the two say today. */
    async inCommon(courseId: string, [first, second]: readonly [string, string], now: Date): Promise<Common> {
      const [questions, facts] = await Promise.all([intake.questions(courseId), said(courseId, [first, second])]);
      const { people, lexicon } = comparedPeople(facts, questions, termFrom(now));
      const [one = silent(first), other = silent(second)] = people;
      return commonOf(lexicon, one, other);
    },

    /** @param shown the only people that the page compares; also the only ones it names, unless it has `named` */
    async sheetOf(
      { round, draft, now }: { round: Round; draft: Draft; now: Date },
      shown: readonly string[],
      named?: ReadonlyMap<string, Person>,
    ): Promise<DraftSheet> {
      const people = named ?? (await roster.peopleById(draft.courseId, shown));
      const compared = shown.flatMap((personId) => people.get(personId) ?? []);
      const learners = compared.filter(takesPartHere);
      const board = await boardWith(draft.courseId, draft.setup, learners, { now, read: around });
      return { round, draft, board, people };
    },
  };
}

/** How many gates each person has passed; undefined while no gate of the course was read. */
async function gatesPassed(
  { activities, progress }: Pick<CohortParts, 'activities' | 'progress'>,
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
