/** How a course is paired, as the teacher sets it up. */
import { byName } from '../../course/roster/people.rules.js';
import { takesPartHere, type Person, type Roster } from '../../course/roster/person.js';
import { NotFound } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Cohorts } from '../cohort/cohorts.service.js';
import type { MentorMarksStore } from '../cohort/mentor-marks.store.js';
import type { PairRulesStore } from '../cohort/pair-rules.store.js';
import type { Asking, cohortAnswers } from '../cohort/questions.rules.js';
import type { Former, SetupsStore } from '../cohort/setups.store.js';
import type { Working } from '../drafts/working.service.js';
import type { EquitySheet, explainedAnswers } from '../explained/questions.rules.js';
import type { Intake, Uses } from '../intake/profile.js';
import type { Doer } from '../words/doer.js';
import type { MustConflict } from '../cohort/draft-cohort.rules.js';
import { seedOf, type Making } from '../drafts/making.service.js';
import { asksOf } from './asks.rules.js';
import { whoIsMeant, type Meant } from './people.rules.js';
import type { Moved } from '../drafts/moves.rules.js';
import type { SetupPreset } from './presets.settings.js';
import { exampleOf, type Example } from './example.service.js';
import type { setupAnswers } from './questions.rules.js';
import type { RuleCounts } from './rule-counts.rules.js';
import { backIn, savingOf } from './saving.service.js';
import type { SetupAnswers } from './setup.forms.js';
import { whyOf } from './why.service.js';
import { firstNamed } from '../words/named.rules.js';
import { ruleValuesOf } from '../words/rule-values.js';
import { withChange, type MentorMark, type PairingSetup, type PairRule, type SetupChange } from '../words/setup.js';

/** Of two drafts. Longer than a person waits for a page; a larger course makes a draft instead. */
const trialTime = 16_000;

export interface SetupSheet {
  setup: PairingSetup;
  revision: number;
  /** What one can go back to. */
  back: Former | undefined;
  presets: readonly SetupPreset[];
  /** Absent while there is no pair. */
  example?: Example;
  /** Of what is asked, by the people of today; undefined in a course too large to look at every two. */
  counts: RuleCounts | undefined;
  people: ReadonlyMap<string, Person>;
}

/** Answers that are tried and not saved. */
export type Tried = Pick<SetupAnswers, 'change' | 'values'>;

/** What would take the place of the answers of now. */
export interface ReplacingSheet {
  setup: PairingSetup;
  revision: number;
  preset: SetupPreset;
}

export interface RulesSheet {
  rules: readonly PairRule[];
  conflicts: readonly MustConflict[];
  people: ReadonlyMap<string, Person>;
}

export interface MentorsSheet {
  setup: PairingSetup;
  /** Those who are marked and take part. */
  marked: readonly Person[];
  marks: ReadonlyMap<string, MentorMark>;
  /** What each said they take on at most. */
  ownMaximum: ReadonlyMap<string, number>;
}

export type PairingSetupService = ReturnType<typeof pairingSetupService>;

export interface SetupParts {
  pairRules: PairRulesStore;
  setups: SetupsStore;
  marks: MentorMarksStore;
  roster: Pick<Roster, 'person' | 'peopleById' | 'groupNames'>;
  intake: Pick<Intake, 'profiles'>;
  cohorts: Pick<Cohorts, 'packedFacts' | 'boardOfFew'>;
  working: Pick<Working, 'currentDraft'>;
  ask: Pick<
    Asking<typeof cohortAnswers & typeof explainedAnswers & typeof setupAnswers>,
    'conflicts' | 'equity' | 'ruleCounts'
  >;
  making: Pick<Making, 'trial'>;
  presets: readonly SetupPreset[];
}

export function pairingSetupService(parts: SetupParts) {
  const { pairRules, setups, marks, roster, intake, making, presets, ask } = parts;
  const example = exampleOf(parts);
  const { packedFacts } = parts.cohorts;
  const { currentDraft } = parts.working;

  async function oneTakingPart(courseId: string, personId: string): Promise<void> {
    if (!takesPartHere(await roster.person(courseId, personId))) throw new NotFound();
  }

  /** Who is meant by each text, among those who take part: ids, as links have them, are found without anybody's name. */
  async function learnersMeant(courseId: string, texts: readonly string[]): Promise<Meant[]> {
    const byId = await roster.peopleById(courseId, texts);
    const found = texts.every((text) => byId.has(text)) ? byId : await roster.peopleById(courseId);
    const learners = [...found.values()].filter(takesPartHere);
    return texts.map((text) => whoIsMeant(learners, text));
  }

  /** Who is whose mentor hangs on what they said, so people are looked at; only where two rules share somebody. */
  async function conflictsIn(
    courseId: string,
    rules: readonly PairRule[],
    now: Date,
  ): Promise<readonly MustConflict[]> {
    const named = rules.filter(({ kind }) => kind === 'must').flatMap(({ personIds }) => personIds);
    if (new Set(named).size === named.length) return [];
    return ask.conflicts(courseId, { setup: await setups.setup(courseId), at: now });
  }

  return {
    ...whyOf(parts),

    /** What of a profile the chosen way uses; of the default where none is chosen yet. */
    asks: async (courseId: string): Promise<Uses> => asksOf(await setups.setup(courseId)),

    ...savingOf(parts),

    /** @param tried by this the example and the rules are counted */
    async setupSheet(courseId: string, now: Date, tried?: Tried): Promise<SetupSheet> {
      const saved = await setups.saved(courseId);
      const { setup, revision } = saved;
      const asked = tried ? withChange(setup, tried.change) : setup;
      const values = tried?.values ?? ruleValuesOf(setup.rules);
      const [shown, counts] = await Promise.all([
        example(courseId, { saved: setup, asked }, now),
        ask.ruleCounts(courseId, { setup: asked, values, at: now }),
      ]);
      const back = backIn(saved, now);
      const named = [...(counts?.effects ?? []).flatMap(({ alone }) => firstNamed(alone)), ...(back ? [back.by] : [])];
      const people = new Map([...shown.people, ...(await roster.peopleById(courseId, [...new Set(named)]))]);
      return { setup, revision, back, presets, counts, ...shown, people };
    },

    /** Undefined when there is no such preset. */
    async replacingSheet(courseId: string, presetId: string): Promise<ReplacingSheet | undefined> {
      const { setup, revision } = await setups.saved(courseId);
      const preset = presets.find((one) => one.presetId === presetId);
      return preset && { setup, revision, preset };
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
      await Promise.all(rule.personIds.map((id) => oneTakingPart(courseId, id)));
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
      const learners = [...people.values()].filter(takesPartHere).sort(byName);
      return { setup, marked: learners, marks: marked, ownMaximum: new Map(maxima) };
    },

    async mark(courseId: string, personId: string, mark: MentorMark): Promise<void> {
      await oneTakingPart(courseId, personId);
      await marks.mark(courseId, personId, mark);
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
