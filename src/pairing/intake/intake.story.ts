import type { StoryContribution } from '../../home/story.js';
import type { IntakeService } from './intake.service.js';

/** When somebody sent their profile, and when they last changed it. */
export function intakeStory(intake: Pick<IntakeService, 'profile'>): StoryContribution {
  return {
    async events({ visit: { courseId }, t }, personId) {
      const profile = await intake.profile(courseId, personId);
      if (!profile) return [];
      const { completedAt, changedAt } = profile;
      const sent = { at: completedAt, text: t('intake.story.sent') };
      return changedAt > completedAt ? [sent, { at: changedAt, text: t('intake.story.changed') }] : [sent];
    },
  };
}
