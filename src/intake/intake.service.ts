import type { Activities, Activity } from '../activities/activity.js';
import type { Person, Roster } from '../roster/person.js';
import { NotFound } from '../shared/errors.js';
import { failure, success, type Result } from '../shared/result.js';
import { staleAnswer, type Stale } from './intake.rules.js';
import type { IntakeStore } from './intake.store.js';
import type { IntakeTemplates } from './intake.settings.js';
import type { Intake, Profile, ProfileAnswers } from './profile.js';

export type IntakeService = ReturnType<typeof intakeService>;

/** Everything the profile page shows. */
export interface ProfileSheet {
  profile: Profile | undefined;
  topics: readonly string[];
  languages: readonly string[];
  /** What the launch or the person said before. */
  knownTimeZone: string | undefined;
}

/** Who has done the intake, for its activity. */
export interface IntakeOverview {
  activity: Activity;
  rows: readonly { person: Person; completedAt: Date | undefined }[];
}

export function intakeService({
  store,
  roster,
  activities,
  templates,
}: {
  store: IntakeStore;
  roster: Roster;
  activities: Activities;
  templates: IntakeTemplates;
}) {
  async function topics(courseId: string): Promise<readonly string[]> {
    return (await store.topics(courseId)) ?? templates.topics;
  }

  return {
    topics,
    saveTopics: (courseId, list) => store.saveTopics(courseId, list),
    profile: (courseId, personId) => store.profile(courseId, personId),

    async profiles(courseId): Promise<Map<string, Profile>> {
      const all = await store.profiles(courseId);
      return new Map(all.map((profile) => [profile.personId, profile]));
    },

    async activity(courseId: string, activityId: string): Promise<Activity> {
      const activity = await activities.activity(courseId, activityId);
      if (activity?.kind !== 'intake') throw new NotFound();
      return activity;
    },

    /** Those who have not done it come first. */
    async overview(activity: Activity): Promise<IntakeOverview> {
      const { courseId } = activity;
      const [learners, profiles] = await Promise.all([roster.learners(courseId), store.profiles(courseId)]);
      const done = new Map(profiles.map(({ personId, completedAt }) => [personId, completedAt]));
      const rows = learners.map((person) => ({ person, completedAt: done.get(person.personId) }));
      return { activity, rows: rows.sort((one, other) => Number(!!one.completedAt) - Number(!!other.completedAt)) };
    },

    async sheet(courseId: string, personId: string): Promise<ProfileSheet> {
      const [profile, list, person] = await Promise.all([
        store.profile(courseId, personId),
        topics(courseId),
        roster.person(courseId, personId),
      ]);
      return { profile, topics: list, languages: templates.languages, knownTimeZone: person?.timeZone };
    },

    async saveProfile(
      { courseId, personId }: { courseId: string; personId: string },
      answers: ProfileAnswers,
      now: Date,
    ): Promise<Result<void, Stale>> {
      const stale = staleAnswer(answers, { topics: await topics(courseId), languages: templates.languages });
      if (stale) return failure(stale);
      await store.saveProfile(courseId, personId, answers, now);
      return success(undefined);
    },
  } satisfies Intake & Record<string, unknown>;
}
