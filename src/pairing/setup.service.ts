/** How a course is paired, as the teacher sets it up; and why two people are or are not a pair. */
import type { Person, Roster } from '../roster/person.js';
import { NotFound } from '../shared/errors.js';
import { newId } from '../shared/ids.js';
import { comparisonOn } from './board.rules.js';
import { cohortsOf, type Doer, type PairingParts } from './cohorts.service.js';
import type { Comparison, Form } from './comparison.js';
import type { Draft, DraftPair } from './draft.js';
import { cohortFor, mustConflicts, type MustConflict } from './draft-cohort.rules.js';
import { equityOf, traitsFrom, type Equity } from './equity.rules.js';
import { seedOf, type Making } from './making.service.js';
import { movedBetween, type Moved } from './moves.rules.js';
import type { SetupPreset } from './presets.settings.js';
import { formOf, withChange, type MentorMark, type PairingSetup, type PairRule, type SetupChange } from './setup.js';

/** Longer than a person waits for a page; a larger course makes a draft instead. */
const trialTime = 8000;

export interface SetupSheet {
  setup: PairingSetup;
  presets: readonly SetupPreset[];
}

export interface RulesSheet {
  rules: readonly PairRule[];
  conflicts: readonly MustConflict[];
  people: ReadonlyMap<string, Person>;
  learners: readonly Person[];
}

export interface MentorsSheet {
  setup: PairingSetup;
  learners: readonly Person[];
  marks: ReadonlyMap<string, MentorMark>;
  /** What each said they take on at most. */
  ownMaximum: ReadonlyMap<string, number>;
}

export interface WhySheet {
  learners: readonly Person[];
  setup: PairingSetup;
  people: ReadonlyMap<string, Person>;
  rules: readonly PairRule[];
  form: Form;
  /** Of the draft being worked on, else of what is published: those in which one of the two is. */
  pairs: readonly DraftPair[];
  comparison?: { first: string; second: string; comparison: Comparison; other?: Comparison };
}

export interface EquitySheet {
  equity: Equity;
  groupNames: ReadonlyMap<string, string>;
  learners: number;
  /** Of how many the Moodle groups are known. */
  groupsKnown: number;
}

export type PairingSetupService = ReturnType<typeof pairingSetupService>;

export interface SetupParts extends PairingParts {
  roster: Roster;
  making: Making;
  presets: readonly SetupPreset[];
}

export function pairingSetupService(parts: SetupParts) {
  const { rounds, pairRules, setups, marks, roster, intake, making, presets } = parts;
  const { facts, boardOf, draftOf } = cohortsOf(parts);

  /** What the teacher looks at now: the draft being worked on, else what is published. */
  async function currentDraft(courseId: string): Promise<Draft | undefined> {
    const round = await rounds.round(courseId);
    const working = await draftOf(courseId, round?.draftId);
    return working?.state === 'ready' ? working : draftOf(courseId, round?.publishedDraftId);
  }

  async function learnerOf(courseId: string, personId: string): Promise<Person> {
    const person = await roster.person(courseId, personId);
    if (person?.role !== 'learner') throw new NotFound();
    return person;
  }

  /** Who is whose mentor hangs on what they said, so people are looked at; only where two rules share somebody. */
  async function conflictsIn(courseId: string, rules: readonly PairRule[], now: Date): Promise<MustConflict[]> {
    const named = rules.filter(({ kind }) => kind === 'must').flatMap(({ personIds }) => personIds);
    if (new Set(named).size === named.length) return [];
    const [setup, known] = await Promise.all([setups.setup(courseId), facts(courseId)]);
    return mustConflicts(cohortFor({ ...known, setup, seed: 1, at: now, locked: [] }));
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
      const [known, current] = await Promise.all([facts(courseId), currentDraft(courseId)]);
      const seed = seedOf(current?.draftId ?? newId());
      const kept = (current?.pairs ?? []).filter(({ lockedBy }) => lockedBy !== undefined);
      const locked = kept.map(({ members, lockedBy = '' }) => ({ members, lockedBy }));
      const trial = (setup: PairingSetup) => making.trial({ ...known, setup, seed, at: now, locked }, trialTime);
      const [old, changed] = [await trial(before), await trial(withChange(before, change))];
      return old && changed && movedBetween(old, changed);
    },

    async rulesSheet(courseId: string, now: Date): Promise<RulesSheet> {
      const [rules, people, learners] = await Promise.all([
        pairRules.pairRules(courseId),
        roster.peopleById(courseId),
        roster.learners(courseId),
      ]);
      return { rules, people, learners, conflicts: await conflictsIn(courseId, rules, now) };
    },

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
      const [setup, learners, marked, profiles] = await Promise.all([
        setups.setup(courseId),
        roster.learners(courseId),
        marks.marks(courseId),
        intake.profiles(courseId),
      ]);
      const maxima = [...profiles].flatMap(([personId, { maxMentees }]): [string, number][] =>
        maxMentees === undefined ? [] : [[personId, maxMentees]],
      );
      return { setup, learners, marks: marked, ownMaximum: new Map(maxima) };
    },

    async mark(courseId: string, personId: string, mark: MentorMark): Promise<void> {
      await learnerOf(courseId, personId);
      await marks.mark(courseId, personId, mark);
    },

    /** Two people as they stand today, by what is set up now; in mentoring both ways round. */
    async whySheet(courseId: string, pair: readonly [string, string] | undefined, now: Date): Promise<WhySheet> {
      const [setup, learners, people, rules, draft] = await Promise.all([
        setups.setup(courseId),
        roster.learners(courseId),
        roster.peopleById(courseId),
        pairRules.pairRules(courseId),
        currentDraft(courseId),
      ]);
      const form = draft?.form ?? formOf(setup.mode);
      if (!pair) return { setup, learners, people, rules, form, pairs: [] };
      const pairs = (draft?.pairs ?? []).filter(({ members }) => pair.some((one) => members.includes(one)));
      const sheet = { setup, learners, people, rules, form, pairs };
      const board = await boardOf(courseId, setup, now);
      const [first, second] = pair;
      const comparison = comparisonOn(board, first, second);
      const other = formOf(setup.mode) === 'mentoring' ? comparisonOn(board, second, first) : undefined;
      return { ...sheet, comparison: { first, second, comparison, ...(other && { other }) } };
    },

    /** Of the draft being worked on, else of what is published; undefined without either. */
    async equitySheet(courseId: string, now: Date): Promise<EquitySheet | undefined> {
      const draft = await currentDraft(courseId);
      if (!draft) return undefined;
      const [board, groupNames, learners] = await Promise.all([
        boardOf(courseId, draft.setup, now),
        roster.groupNames(courseId),
        roster.learners(courseId),
      ]);
      const { lexicon } = board.yardstick;
      const equity = equityOf(draft, (personId, part) => traitsFrom(board.people.get(personId), part, lexicon));
      const groupsKnown = learners.filter(({ groupIds }) => groupIds !== undefined).length;
      return { equity, groupNames, learners: learners.length, groupsKnown };
    },

    /** The rules without the people: another course has others. */
    async copySettings(fromCourseId: string, toCourseId: string): Promise<void> {
      if (await setups.isChosen(fromCourseId)) await setups.saveSetup(toCourseId, await setups.setup(fromCourseId));
    },
  };
}
