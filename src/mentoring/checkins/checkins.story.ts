import type { StoryContribution } from '../../home/story.js';
import type { Asked } from '../../web/routing.js';
import type { Checkin, SentAnswer } from './checkin.js';
import { answersForTeacher } from './checkins.rules.js';
import type { CheckinStore } from './checkins.store.js';
import { nameOf, titleOf, wordsOf } from './checkins.view.js';
import type { PlansService } from './plans.service.js';

interface Needs {
  store: Pick<CheckinStore, 'of'>;
  plans: Pick<PlansService, 'all'>;
}

/** That a check-in was sent; of its answers only those that their writer let teachers read. */
export function checkinsStory({ store, plans }: Needs): StoryContribution {
  return {
    async events(asked, personId) {
      const { courseId } = asked.visit;
      const [mine, all] = await Promise.all([store.of(courseId, [personId]), plans.all(courseId)]);
      return mine.flatMap((checkin) => {
        const found = all.find(({ activity }) => activity.activityId === checkin.activityId);
        if (!checkin.sentAt || !found) return [];
        const title = titleOf(asked.t, found.activity);
        const turn = found.plan.length > 1 ? `${title}, ${nameOf(asked.t, checkin.occurrence, found.plan)}` : title;
        return [{ at: checkin.sentAt, ...eventOf(asked, turn, checkin) }];
      });
    },
  };
}

function eventOf({ t }: Asked, title: string, checkin: Checkin) {
  const read = answersForTeacher(checkin).filter(({ text }) => text !== '');
  const asks = checkin.help === 'teacher';
  const key = asks ? 'asked' : read.length > 0 ? 'sent' : 'kept';
  const said = read.map((one) => `${wordsOf(t, checkin.form ?? 'learner', one)} ${answerText(t, one)}`).join('\n');
  return { text: t(`checkins.story.${key}`, { title }), ...(said !== '' && { said }) };
}

function answerText(t: Asked['t'], { kind, text }: SentAnswer): string {
  return kind === 'mood' ? t(`checkins.mood.${text}`) : text;
}
