/** Learners say whom they would like as a partner, until pairs are published. Only coordinators see all of it. */
import type { Intake } from '../intake/profile.js';
import { Conflict, NotFound } from '../../shared/errors.js';
import { byName } from '../../course/roster/people.rules.js';
import { takesPartHere, type Person, type Roster } from '../../course/roster/person.js';
import { standsIn } from '../measure/may-be.rules.js';
import { placesOfMentor } from '../measure/compared.rules.js';
import type { MentorMarksStore } from '../cohort/mentor-marks.store.js';
import type { Asking, cohortAnswers } from '../cohort/questions.rules.js';
import type { SetupsStore } from '../cohort/setups.store.js';
import type { RoundsStore } from '../drafts/rounds.store.js';
import type { Working } from '../drafts/working.service.js';
import type { Doer } from '../words/doer.js';
import type { ChoicesStore } from './choices.store.js';
import { choosingOf, formOf, type PairingSetup } from '../words/setup.js';
import type { Judged } from '../cohort/agreed.rules.js';
import { chosenOf, type Choice, type Proposal } from '../words/choices.js';
import {
  agreementsIn,
  amongHere,
  candidateFrom,
  isOnOtherSide,
  partiesOf,
  withRoomLeft,
  type Candidate,
} from './candidates.rules.js';
import { choosingTime, type ChoosingTime } from './window.rules.js';

type Choosing = ReturnType<typeof choosingOf>;

export interface ChoicesSheet {
  /** Undefined where the course decides alone. */
  choosing: Choosing;
  published: boolean;
  time: ChoosingTime;
  own: Choice;
  candidates: readonly Candidate[];
  /** Own ones. */
  proposals: readonly Proposal[];
  people: ReadonlyMap<string, Person>;
}

export interface ChosenSheet {
  setup: PairingSetup;
  choosing: Choosing;
  time: ChoosingTime;
  learners: number;
  listed: number;
  /** Who ranked somebody, first choice first. */
  ranked: readonly Choice[];
  judged: readonly Judged[];
  people: ReadonlyMap<string, Person>;
}

export type ChoicesService = ReturnType<typeof choicesService>;

export interface ChoicesParts {
  choices: ChoicesStore;
  rounds: Pick<RoundsStore, 'round'>;
  setups: Pick<SetupsStore, 'setup'>;
  marks: Pick<MentorMarksStore, 'marks'>;
  roster: Pick<Roster, 'peopleById'>;
  intake: Pick<Intake, 'profiles'>;
  working: Pick<Working, 'draftOf'>;
  ask: Pick<Asking<typeof cohortAnswers>, 'judged'>;
}

export function choicesService({ choices, rounds, setups, marks, roster, intake, working, ask }: ChoicesParts) {
  const { draftOf } = working;

  async function stateOf(courseId: string, now: Date) {
    const [setup, round, window] = await Promise.all([
      setups.setup(courseId),
      rounds.round(courseId),
      choices.window(courseId),
    ]);
    const time = choosingTime(round?.publishedAt, window, now);
    return { setup, choosing: choosingOf(setup.mode), published: round?.publishedAt !== undefined, time };
  }

  /** Throws `choices_closed` where nothing of this kind can be chosen now. */
  async function open(courseId: string, now: Date, ...kinds: readonly Choosing[]): Promise<void> {
    const { choosing, time } = await stateOf(courseId, now);
    if (choosing === undefined || !time.open || !kinds.includes(choosing)) throw new Conflict('choices_closed');
  }

  /** Of all proposals those between two who learn here now. */
  async function standing(courseId: string, proposals: readonly Proposal[]): Promise<Proposal[]> {
    return proposals.length === 0 ? [] : amongHere(proposals, await roster.peopleById(courseId, partiesOf(proposals)));
  }

  /** Those of the other side who let themselves be found. */
  async function candidatesFor(courseId: string, personId: string, setup: PairingSetup): Promise<Candidate[]> {
    const all = await choices.choices(courseId);
    const listed = all.filter((one) => one.listed && one.personId !== personId).map((one) => one.personId);
    const [people, profiles, marked, proposals] = await Promise.all([
      roster.peopleById(courseId, [...listed, personId]),
      intake.profiles(courseId, [...listed, personId]),
      marks.marks(courseId),
      choices.proposals(courseId),
    ]);
    const stands = choosingOf(setup.mode) === 'agree' ? await standing(courseId, proposals) : [];
    const agreements = agreementsIn(chosenOf(all, stands).agreed);
    const self = people.get(personId);
    if (!self || !standsIn(setup.mode, self)) return [];
    const own = candidateFrom(self, profiles.get(personId), undefined).roleWish;
    return [...people.values()]
      .filter((person) => person !== self && takesPartHere(person) && standsIn(setup.mode, person))
      .sort(byName)
      .map((person) => {
        const profile = profiles.get(person.personId);
        const maximum = placesOfMentor(
          { most: profile?.maxMentees, places: marked.get(person.personId)?.capacity },
          setup.capacity,
        );
        return candidateFrom(person, profile, formOf(setup.mode) === 'mentoring' ? maximum : undefined);
      })
      .filter((one) => formOf(setup.mode) === 'peers' || isOnOtherSide(own, one))
      .map((one) => withRoomLeft(one, agreements.get(one.person.personId) ?? 0));
  }

  return {
    async sheet(courseId: string, personId: string, now: Date): Promise<ChoicesSheet> {
      const { setup, choosing, published, time } = await stateOf(courseId, now);
      const own = await choices.choice(courseId, personId);
      const sheet = { choosing, published, time, own };
      if (choosing === undefined) {
        return { ...sheet, people: await roster.peopleById(courseId, own.ranked), candidates: [], proposals: [] };
      }
      const [candidates, asked] = await Promise.all([
        candidatesFor(courseId, personId, setup),
        choosing === 'agree' ? choices.proposalsOf(courseId, personId) : [],
      ]);
      const proposals = await standing(courseId, asked);
      const named = [...own.ranked, ...partiesOf(proposals)];
      return { ...sheet, people: await roster.peopleById(courseId, [...new Set(named)]), candidates, proposals };
    },

    async saveChoice(
      { courseId, personId }: Doer,
      { listed, ranked }: Omit<Choice, 'personId'>,
      now: Date,
    ): Promise<void> {
      await open(courseId, now, 'rank', 'agree');
      await choices.saveChoice(courseId, { personId, listed, ranked });
    },

    /** Asks somebody of the list; false when there is already a proposal between the two. */
    async propose({ courseId, personId }: Doer, toId: string, now: Date): Promise<boolean> {
      const { setup } = await stateOf(courseId, now);
      await open(courseId, now, 'agree');
      const candidates = await candidatesFor(courseId, personId, setup);
      if (!candidates.some(({ person }) => person.personId === toId)) throw new NotFound();
      return choices.propose(courseId, { fromId: personId, toId }, now);
    },

    async answer(
      { courseId, personId }: Doer,
      { proposalId, state }: { proposalId: string; state: 'agreed' | 'declined' },
      now: Date,
    ): Promise<void> {
      await open(courseId, now, 'agree');
      const stands = await standing(courseId, await choices.proposalsOf(courseId, personId));
      const isThere = stands.some((one) => one.proposalId === proposalId);
      const answered = isThere && (await choices.answer(courseId, { proposalId, toId: personId, state }, now));
      if (!answered) throw new Conflict('choice_gone');
    },

    async takeBack({ courseId, personId }: Doer, proposalId: string, now: Date): Promise<void> {
      await open(courseId, now, 'agree');
      await choices.takeBack(courseId, proposalId, personId);
    },

    /** Whether learners choose among each other now: until pairs are published, and whenever a teacher opens it again. */
    async isChoosing(courseId: string, now: Date): Promise<boolean> {
      const { mode } = await setups.setup(courseId);
      if (choosingOf(mode) === undefined) return false;
      const [round, window] = await Promise.all([rounds.round(courseId), choices.window(courseId)]);
      return choosingTime(round?.publishedAt, window, now).open;
    },

    async time(courseId: string, now: Date): Promise<ChoosingTime & { published: boolean }> {
      const { choosing, published, time } = await stateOf(courseId, now);
      if (choosing === undefined) throw new NotFound();
      return { ...time, published };
    },

    /** Undefined where nobody chooses, or no time was set. */
    async closesAt(courseId: string, now: Date): Promise<Date | undefined> {
      const { choosing, time } = await stateOf(courseId, now);
      return choosing === undefined || !time.open ? undefined : time.until;
    },

    /** Pairs that are published stay until others are; what was chosen before stands until it is changed. */
    async openUntil(courseId: string, until: Date, now: Date): Promise<void> {
      const { choosing } = await stateOf(courseId, now);
      if (choosing === undefined) throw new NotFound();
      await choices.openWindow(courseId, { openedAt: now, until });
    },

    /**
     * For coordinators: what was chosen, and which agreed pairs a draft would make.
     * @param namedIn whom the page names
     */
    async chosenSheet(
      courseId: string,
      now: Date,
      namedIn: (sheet: Omit<ChosenSheet, 'people'>) => readonly string[] = () => [],
    ): Promise<ChosenSheet> {
      const { setup, choosing, time } = await stateOf(courseId, now);
      const [all, round] = await Promise.all([choices.choices(courseId), rounds.round(courseId)]);
      const draft = await draftOf(courseId, round?.draftId);
      const locked = (draft?.pairs ?? []).flatMap(({ members, lockedBy }) =>
        lockedBy === undefined ? [] : [{ members, lockedBy }],
      );
      const { judged, learnerIds } = await ask.judged(courseId, { setup, at: now, locked });
      const here = new Set(learnerIds);
      const chosen = all.filter(({ personId }) => here.has(personId));
      const found = {
        ...{ setup, choosing, time, judged, learners: here.size },
        listed: chosen.filter(({ listed }) => listed).length,
        ranked: choosing === 'rank' ? chosen.filter(({ ranked }) => ranked.length > 0) : [],
      };
      return { ...found, people: await roster.peopleById(courseId, [...new Set(namedIn(found))]) };
    },
  };
}
