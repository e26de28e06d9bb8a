import type { Activity } from '../../course/activities/activity.js';
import type { JobOutcome, Nudge } from '../../jobs/job.js';
import { absenceOf, hasOwnHome, takesPartHere, type Person } from '../../course/roster/person.js';
import type { Several } from '../../course/roster/words.view.js';
import { NotFound } from '../../shared/errors.js';
import { failure, success, type Result } from '../../shared/result.js';
import { savedWith } from './answers.rules.js';
import { answersOf, fieldsForOne, formFields, sharesAfter, withRole } from './asking.rules.js';
import type { SentForm } from './intake.forms.js';
import { staleAnswer, type Stale } from './intake.rules.js';
import type { IntakeTemplates } from './intake.settings.js';
import { stagesFromTitles } from './lists.rules.js';
import { milestonesOf, scoreIntakes, type MilestoneNeeds } from './milestones.service.js';
import {
  allFields,
  optionalFields,
  type AskedField,
  type Intake,
  type Profile,
  type ProfileAnswers,
  type Questions,
  type Share,
  type Uses,
} from './profile.js';
import type { Said } from './intake.store.js';
import type { ProfileSheet } from './profile-sheet.js';
import { loadedFrom, portableOf, type Loaded, type PortableProfile } from './portable.rules.js';
import { questionsFrom } from './questions.rules.js';
import type { ChangedQuestions, QuestionsStore } from './questions.store.js';
import {
  byQuestions,
  standingBeside,
  type ByQuestions,
  type IntakeOverview,
  type IntakeStanding,
} from './worked-out.service.js';

export interface IntakeNeeds extends MilestoneNeeds {
  changes: QuestionsStore;
  nudge: Nudge;
  /** What the course's way of pairing does with the answers. */
  usesOf: (courseId: string) => Promise<Uses>;
  templates: IntakeTemplates;
}

export interface Owner {
  courseId: string;
  personId: string;
}

export type IntakeService = ReturnType<typeof intakeService>;

export function intakeService(needs: IntakeNeeds) {
  const { store, changes, roster, activities, nudge, templates, usesOf } = needs;
  const milestones = milestonesOf(needs);

  const askedBy = byQuestions(templates);
  const standingOf = standingBeside();

  async function asking(courseId: string): Promise<ByQuestions> {
    return askedBy(await changes.changed(courseId));
  }

  async function questions(courseId: string): Promise<Questions> {
    return (await asking(courseId)).questions;
  }

  async function sheet(courseId: string, personId: string): Promise<ProfileSheet> {
    const [saved, asked, uses, person] = await Promise.all([
      store.saved(courseId, personId),
      questions(courseId),
      usesOf(courseId),
      roster.person(courseId, personId),
    ]);
    const { languages } = templates;
    const fields = formFields(asked, uses);
    return {
      saved,
      questions: asked,
      fields: person && takesPartHere(person) ? fieldsForOne(fields, person.mayBe) : fields,
      isOut: absenceOf(person) === 'out',
      uses,
      languages,
      knownTimeZone: person?.timeZone,
    };
  }

  async function standing(courseId: string): Promise<IntakeStanding> {
    const [people, all] = await Promise.all([roster.takingPart(courseId), store.allSaved(courseId)]);
    return standingOf(all, people);
  }

  /** A zone that is said is the person's on every page. */
  async function keep({ courseId, personId }: Owner, said: Said, now: Date) {
    await store.save(courseId, personId, said, now);
    const { timeZone } = said.answers;
    if (timeZone !== undefined) await roster.sayZone(courseId, personId, timeZone);
  }

  async function finish({ courseId, personId }: Owner, now: Date): Promise<void> {
    await store.complete(courseId, personId, now);
    await milestones.score(courseId, personId, now);
  }

  return {
    questions,
    languages: templates.languages,

    /** How many take part, and who of them has no complete profile. */
    async counts(courseId: string): Promise<{ learners: number; missing: Several }> {
      const { rows, missed } = await standing(courseId);
      return { learners: rows.length, missing: missed };
    },

    topics: async (courseId) => (await questions(courseId)).topics,
    saveTopics: (courseId, topics) => changes.change(courseId, { topics }),
    saveQuestions: (courseId: string, changed: ChangedQuestions): Promise<void> => changes.change(courseId, changed),

    /** With the names of the course's gates where the teacher has not said what its stages are. */
    async proposed(courseId: string): Promise<{ questions: Questions; uses: Uses; fromGates: boolean }> {
      const asked = [changes.changed(courseId), activities.ofKind(courseId, 'gate'), usesOf(courseId)] as const;
      const [changed, gates, uses] = await Promise.all(asked);
      const found = questionsFrom(changed, templates);
      const stages = stagesFromTitles(gates.map(({ title }) => title));
      const fromGates = changed.stages === undefined && found.stages.length === 0 && stages.length > 0;
      return { questions: fromGates ? { ...found, stages } : found, uses, fromGates };
    },

    /** The questions of a course, for another one; nobody's answers. */
    async copySettings(fromCourseId: string, toCourseId: string): Promise<void> {
      await changes.begin(toCourseId, await changes.changed(fromCourseId));
    },

    async profile(courseId, personId): Promise<Profile | undefined> {
      const [saved, { used }] = await Promise.all([store.saved(courseId, personId), asking(courseId)]);
      return saved && used(saved);
    },

    async profiles(courseId, personIds?: readonly string[]): Promise<ReadonlyMap<string, Profile>> {
      const [all, { allUsed }] = await Promise.all([store.allSaved(courseId, personIds), asking(courseId)]);
      return allUsed(all);
    },

    packedProfiles: (courseId) => store.packed(courseId),

    async activity(courseId: string, activityId: string): Promise<Activity> {
      const activity = await activities.activity(courseId, activityId);
      if (activity?.kind !== 'intake') throw new NotFound();
      return activity;
    },

    /** Those who take part and have no complete profile. */
    async missing(courseId: string): Promise<{ rows: IntakeOverview['rows']; learners: number }> {
      const { rows, missing } = await standing(courseId);
      return { rows: missing, learners: rows.length };
    },

    /** Those who have not done it come first. */
    async overview(activity: Activity): Promise<IntakeOverview> {
      const { rows } = await standing(activity.courseId);
      return {
        activity,
        rows: [...rows].sort((one, other) => Number(!!one.completedAt) - Number(!!other.completedAt)),
      };
    },

    sheet,

    /** Somebody's profile, for staff. */
    async sheetOf(courseId: string, personId: string): Promise<{ sheet: ProfileSheet; person: Person }> {
      const person = await roster.person(courseId, personId);
      if (!person || !hasOwnHome(person)) throw new NotFound();
      return { sheet: await sheet(courseId, personId), person };
    },

    /** Sent, the profile is complete and its score recorded; put aside, only the answers are kept. */
    async saveForm(
      owner: Owner,
      { answers, shares, shown, isForLater }: Omit<SentForm, 'city' | 'otherLanguages'>,
      now: Date,
    ): Promise<Result<{ first: boolean }, Stale>> {
      const { courseId, personId } = owner;
      const { questions: asked, fields, saved } = await sheet(courseId, personId);
      const open = fields.filter((field) => shown.includes(field));
      const own = answersOf(answers, open);
      const stale = staleAnswer(own, { ...asked, languages: templates.languages });
      if (stale) return failure(stale);
      const agreed = sharesAfter(saved?.shares ?? [], shares, open);
      const isFirst = !isForLater && !saved?.completedAt;
      const said = isFirst ? withRole(own, saved?.answers) : own;
      await keep(owner, { answers: said, shares: agreed, asked: isForLater ? [] : open }, now);
      if (isFirst) await finish(owner, now);
      return success({ first: isFirst });
    },

    /** The person's own answers, to take along; undefined before the first. */
    async portable({ courseId, personId }: Owner): Promise<PortableProfile | undefined> {
      const [saved, asked] = await Promise.all([store.saved(courseId, personId), questions(courseId)]);
      return saved && portableOf(saved.answers, asked);
    },

    /** What this course would take of a file, and the profile as it would be then; nothing is kept. */
    async tried(
      { courseId, personId }: Owner,
      file: PortableProfile,
    ): Promise<{ loaded: Loaded; sheet: ProfileSheet }> {
      const before = await sheet(courseId, personId);
      const loaded = loadedFrom(file, { ...before.questions, languages: templates.languages });
      return { loaded, sheet: { ...before, saved: savedWith({ courseId, personId }, before.saved, loaded.answers) } };
    },

    /** What the file does not say stays as it was. */
    async saveLoaded(owner: Owner, file: PortableProfile, now: Date): Promise<Result<void, Stale>> {
      const { courseId } = owner;
      const offered = { ...(await questions(courseId)), languages: templates.languages };
      const { answers } = loadedFrom(file, offered);
      const stale = staleAnswer(answers, offered);
      if (stale) return failure(stale);
      // SAFETY: answers are named by their fields.
      await keep(owner, { answers, asked: Object.keys(answers) as AskedField[] }, now);
      await finish(owner, now);
      return success(undefined);
    },

    /** A whole profile at once. */
    async saveProfile(
      owner: Owner,
      { shares = [], ...answers }: ProfileAnswers & { shares?: readonly Share[] },
      now: Date,
    ): Promise<Result<void, Stale>> {
      const { courseId } = owner;
      const stale = staleAnswer(answers, { ...(await questions(courseId)), languages: templates.languages });
      if (stale) return failure(stale);
      const unsaid = Object.fromEntries(optionalFields.map((field) => [field, undefined]));
      await keep(owner, { answers: { ...unsaid, ...answers }, shares, asked: allFields }, now);
      await finish(owner, now);
      return success(undefined);
    },

    /** An activity was opened that may have come after the profiles. */
    askForScores: (): void => nudge(scoreIntakes),
    recordDueScores: (now: Date): Promise<JobOutcome> => milestones.recordDue(now),
  } satisfies Intake & Record<string, unknown>;
}
