/** How a course is paired, as the teacher sets it up; and why two people are or are not a pair. */
import { byName } from '../../course/roster/people.rules.js';
import type { Person, Roster } from '../../course/roster/person.js';
import { NotFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { comparisonOn } from '../cohort/board.rules.js';
import type { Cohorts } from '../cohort/cohorts.service.js';
import type { MentorMarksStore } from '../cohort/mentor-marks.store.js';
import type { PairRulesStore } from '../cohort/pair-rules.store.js';
import type { Asking, cohortAnswers } from '../cohort/questions.rules.js';
import type { SetupsStore } from '../cohort/setups.store.js';
import type { Working } from '../drafts/working.service.js';
import type { EquitySheet, explainedAnswers } from '../explained/questions.rules.js';
import type { Intake } from '../intake/profile.js';
import type { Doer } from '../words/doer.js';
import type { Comparison } from '../words/comparison.js';
import type { Draft, DraftPair } from '../words/draft.js';
import type { MustConflict } from '../cohort/draft-cohort.rules.js';
import { seedOf, type Making } from '../drafts/making.service.js';
import { whoIsMeant, type Meant } from './people.rules.js';
import type { Moved } from '../drafts/moves.rules.js';
import type { SetupPreset } from './presets.settings.js';
import {
  formOf,
  withChange,
  type MentorMark,
  type PairingSetup,
  type PairRule,
  type SetupChange,
  type Form,
} from '../words/setup.js';

/** Of two drafts. Longer than a person waits for a page; a larger course makes a draft instead. */
const trialTime = 16_000;

export interface SetupSheet {
  setup: PairingSetup;
  presets: readonly SetupPreset[];
}

export interface RulesSheet {
  rules: readonly PairRule[];
  conflicts: readonly MustConflict[];
  people: ReadonlyMap<string, Person>;
}

export interface MentorsSheet {
  setup: PairingSetup;
  /** The learners who are marked. */
  marked: readonly Person[];
  marks: ReadonlyMap<string, MentorMark>;
  /** What each said they take on at most. */
  ownMaximum: ReadonlyMap<string, number>;
}

export interface Pointed {
  first: string;
  second: string;
  comparison: Comparison;
  other?: Comparison;
}

export interface WhySheet {
  setup: PairingSetup;
  people: ReadonlyMap<string, Person>;
  rules: readonly PairRule[];
  form: Form;
  /** Of the draft being worked on, else of what is published: those in which one of the two is. */
  pairs: readonly DraftPair[];
  comparison?: Pointed;
  /** A pair of the draft being worked on or published, to show how a score comes about where nobody was named. */
  example?: Pointed;
}

export type PairingSetupService = ReturnType<typeof pairingSetupService>;

export interface SetupParts {
  pairRules: PairRulesStore;
  setups: SetupsStore;
  marks: MentorMarksStore;
  roster: Pick<Roster, 'person' | 'peopleById' | 'groupNames'>;
  intake: Pick<Intake, 'profiles'>;
  cohorts: Pick<Cohorts, 'packedFacts' | 'boardOf'>;
  working: Pick<Working, 'currentDraft'>;
  ask: Pick<Asking<typeof cohortAnswers & typeof explainedAnswers>, 'conflicts' | 'equity' | 'norms'>;
  making: Pick<Making, 'trial'>;
  presets: readonly SetupPreset[];
}

export function pairingSetupService(parts: SetupParts) {
  const { pairRules, setups, marks, roster, intake, making, presets, ask } = parts;
  const { packedFacts, boardOf } = parts.cohorts;
  const { currentDraft } = parts.working;

  async function learnerOf(courseId: string, personId: string): Promise<Person> {
    const person = await roster.person(courseId, personId);
    if (person?.role !== 'learner') throw new NotFound();
    return person;
  }

  /** Who is meant by each text, among the learners: ids, as links have them, are found without anybody's name. */
  async function learnersMeant(courseId: string, texts: readonly string[]): Promise<Meant[]> {
    const byId = await roster.peopleById(courseId, texts);
    const found = texts.every((text) => byId.has(text)) ? byId : await roster.peopleById(courseId);
    const learners = [...found.values()].filter(isLearner);
    return texts.map((text) => whoIsMeant(learners, text));
  }

  /** The pair in the middle, by the figures it was made with. */
  async function exampleOf(courseId: string, draft: Draft | undefined, now: Date) {
    const couples = (draft?.pairs ?? []).flatMap(({ members }) => (members.length === 2 ? [members] : []));
    const [first, second] = couples[Math.floor(couples.length / 2)] ?? [];
    if (!draft || first === undefined || second === undefined) return { people: new Map<string, Person>() };
    const people = await roster.peopleById(courseId, [first, second]);
    const learners = [...people.values()].filter(isLearner);
    const board = await boardOf(courseId, await withNorms(courseId, draft.setup, now), now, learners);
    return { people, example: { first, second, comparison: comparisonOn(board, first, second) } };
  }

  /** Who is whose mentor hangs on what they said, so people are looked at; only where two rules share somebody. */
  async function conflictsIn(courseId: string, rules: readonly PairRule[], now: Date): Promise<MustConflict[]> {
    const named = rules.filter(({ kind }) => kind === 'must').flatMap(({ personIds }) => personIds);
    if (new Set(named).size === named.length) return [];
    return ask.conflicts(courseId, { setup: await setups.setup(courseId), at: now });
  }

  /** The same setup with what answers in the course are like: two people alone cannot tell. */
  async function withNorms(courseId: string, setup: PairingSetup, now: Date): Promise<PairingSetup> {
    return setup.norms ? setup : { ...setup, norms: await ask.norms(courseId, { setup, at: now }) };
  }

  return {
    async setupSheet(courseId: string): Promise<SetupSheet> {
      return { setup: await setups.setup(courseId), presets };
    },

    /** What is not named stays as it is. */
    async saveSetup(courseId: string, change: SetupChange): Promise<void> {
      await setups.saveSetup(courseId, withChange(await setups.setup(courseId), change));
    },

    /** False when there is no such preset. */
    async takePreset(courseId: string, presetId: string): Promise<boolean> {
      const preset = presets.find((one) => one.presetId === presetId);
      if (preset) await setups.saveSetup(courseId, preset.setup);
      return preset !== undefined;
    },

    /**
     * What these choices would move: the draft of today made twice, by what is saved and by what is asked. Undefined in
     * a course too large to try it while somebody waits.
     */
    async preview(courseId: string, change: SetupChange, now: Date): Promise<Moved | undefined> {
      const before = await setups.setup(courseId);
      const [facts, current] = await Promise.all([packedFacts(courseId), currentDraft(courseId)]);
      const seed = seedOf(current?.draftId ?? newId());
      const kept = (current?.pairs ?? []).filter(({ lockedBy }) => lockedBy !== undefined);
      const locked = kept.map(({ members, lockedBy = '' }) => ({ members, lockedBy }));
      const order = { facts, setup: before, instead: withChange(before, change), seed, at: now, locked };
      return making.trial(order, trialTime);
    },

    async rulesSheet(courseId: string, now: Date): Promise<RulesSheet> {
      const rules = await pairRules.pairRules(courseId);
      const conflicts = await conflictsIn(courseId, rules, now);
      const named = [
        ...rules.flatMap(({ personIds, by }) => [...personIds, by]),
        ...conflicts.flatMap(({ menteeId, mentorIds }) => [menteeId, ...mentorIds]),
      ];
      return { rules, conflicts, people: await roster.peopleById(courseId, [...new Set(named)]) };
    },

    learnersMeant,

    async setPairRule(
      { courseId, personId }: Doer,
      rule: Pick<PairRule, 'kind' | 'personIds' | 'reason'>,
      now: Date,
    ): Promise<void> {
      await Promise.all(rule.personIds.map((id) => learnerOf(courseId, id)));
      await pairRules.setPairRule(courseId, rule, { by: personId, now });
    },

    removePairRule: (courseId: string, ruleId: string): Promise<void> => pairRules.removePairRule(courseId, ruleId),

    async mentorsSheet(courseId: string): Promise<MentorsSheet> {
      const [setup, marked] = await Promise.all([setups.setup(courseId), marks.marks(courseId)]);
      const ids = [...marked.keys()];
      const [people, profiles] = await Promise.all([roster.peopleById(courseId, ids), intake.profiles(courseId, ids)]);
      const maxima = [...profiles].flatMap(([personId, { maxMentees }]): [string, number][] =>
        maxMentees === undefined ? [] : [[personId, maxMentees]],
      );
      const learners = [...people.values()].filter(isLearner).sort(byName);
      return { setup, marked: learners, marks: marked, ownMaximum: new Map(maxima) };
    },

    async mark(courseId: string, personId: string, mark: MentorMark): Promise<void> {
      await learnerOf(courseId, personId);
      await marks.mark(courseId, personId, mark);
    },

    /** Two people as they stand today, by what is set up now; in mentoring both ways round. */
    async whySheet(courseId: string, pair: readonly [string, string] | undefined, now: Date): Promise<WhySheet> {
      const [setup, rules, draft] = await Promise.all([
        setups.setup(courseId),
        pairRules.pairRules(courseId),
        currentDraft(courseId),
      ]);
      const form = draft?.form ?? formOf(setup.mode);
      if (!pair) return { setup, rules, form, pairs: [], ...(await exampleOf(courseId, draft, now)) };
      const pairs = (draft?.pairs ?? []).filter(({ members }) => pair.some((one) => members.includes(one)));
      const named = new Set([...pair, ...pairs.flatMap(({ members }) => members)]);
      const people = await roster.peopleById(courseId, [...named]);
      const both = pair.flatMap((personId) => people.get(personId) ?? []).filter(isLearner);
      const board = await boardOf(courseId, await withNorms(courseId, setup, now), now, both);
      const [first, second] = pair;
      const comparison = comparisonOn(board, first, second);
      const other = formOf(setup.mode) === 'mentoring' ? comparisonOn(board, second, first) : undefined;
      return { setup, people, rules, form, pairs, comparison: { first, second, comparison, ...(other && { other }) } };
    },

    /** Of the draft being worked on, else of what is published; undefined without either. */
    async equitySheet(courseId: string, now: Date): Promise<EquitySheet | undefined> {
      const draft = await currentDraft(courseId);
      if (!draft) return undefined;
      const { form, setup, pairs, unpaired } = draft;
      const [told, groupNames] = await Promise.all([
        ask.equity(courseId, { draft: { form, setup, pairs, unpaired }, at: now }),
        roster.groupNames(courseId),
      ]);
      return { ...told, groupNames };
    },

    /** The rules without the people: another course has others. */
    async copySettings(fromCourseId: string, toCourseId: string): Promise<void> {
      if (await setups.isChosen(fromCourseId)) await setups.beginWith(toCourseId, await setups.setup(fromCourseId));
    },
  };
}

function isLearner({ role, status }: Person): boolean {
  return role === 'learner' && status === 'active';
}
