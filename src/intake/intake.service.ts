import type { Roster } from '../roster/person.js';
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

export function intakeService({
  store,
  roster,
  templates,
}: {
  store: IntakeStore;
  roster: Roster;
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
