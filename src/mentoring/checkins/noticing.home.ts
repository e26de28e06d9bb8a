/** Help that a partner did not answer and low mood, on the homes of those whom it concerns. */
import { createHash } from 'node:crypto';
import type { HomeContribution, Press, Work } from '../../home/home.js';
import { storyPath } from '../../home/story.js';
import { second } from '../../shared/clock.js';
import { moment } from '../../web/moments.js';
import type { Asked } from '../../web/routing.js';
import type { Checkin } from './checkin.js';
import { ownPath, partnerPath } from './checkins.view.js';
import { askedAt } from './help.rules.js';
import type { Noticed, NoticingService } from './noticing.service.js';
import type { LowMood, PartnerCall } from './partner-help.rules.js';

export function noticingHome(noticing: NoticingService): HomeContribution {
  return {
    async work(asked) {
      const { courseId } = asked.visit;
      const [calls, moods] = await Promise.all([
        noticing.unanswered(courseId, asked.now),
        noticing.lowMoods(courseId, asked.now),
      ]);
      return [...calls.map((one) => callRow(asked, one)), ...moods.map((one) => moodRow(asked, one))];
    },

    async closed({ visit, t }) {
      const all = await noticing.heard(visit.courseId);
      return all.map(({ at, help, person, by }) => ({
        ...{ at, by: by?.name },
        text: t(help === undefined || help === 'no' ? 'checkins.low.closed' : 'checkins.unanswered.closed', {
          name: person?.name ?? t('checkins.overview.somebody'),
        }),
      }));
    },

    async own({ visit, now, t }) {
      const { courseId, personId } = visit;
      const [own, [theirs]] = await Promise.all([
        noticing.ownMood(courseId, personId, now),
        noticing.partnersMoods(courseId, personId, now),
      ]);
      const name = theirs?.person.name ?? '';
      const since = theirs && askedAt(theirs.about.sent[1]);
      return {
        steps: [
          ...(theirs
            ? [
                {
                  ...{ order: 'awaited' as const, title: t('checkins.low.partner', { name }) },
                  text: t('checkins.low.partnerText', { name }),
                  ...(since && { dueAt: since }),
                  action: { label: t('checkins.answer.button'), href: partnerPath(theirs.about.sent[1]) },
                },
              ]
            : []),
          ...(own
            ? [
                {
                  ...{ order: 'rest' as const, title: t('checkins.low.own'), text: t('checkins.low.ownText') },
                  action: { label: t('checkins.low.ownButton'), href: ownPath(own.sent[1]) },
                },
              ]
            : []),
        ],
      };
    },

    done: { noted: 'checkins.low.noted' },
  };
}

function callRow(asked: Asked, { person, about }: Noticed<PartnerCall>): Work {
  const { t, format, now } = asked;
  const { name } = person;
  return {
    ...frameOf('asked', about, about.askedAt),
    ...{ urgency: 'help', icon: 'ring', tone: 'bad', title: t('checkins.unanswered.title', { name }) },
    text: t('checkins.unanswered.text', { name }),
    chip: { tone: 'bad', icon: 'clock', text: t('checkins.unanswered.since', { date: format.date(about.dueAt) }) },
    meta: t('checkins.unanswered.asked', { time: moment(format, about.askedAt, now) }),
    actions: actionsFor(asked, about, about.askedAt),
  };
}

function moodRow(asked: Asked, { person, about }: Noticed<LowMood>): Work {
  const { t, format } = asked;
  const [before, last] = about.sent;
  const at = askedAt(last) ?? asked.now;
  const days = [before, last].map((one) => format.date(askedAt(one) ?? at));
  return {
    ...frameOf('mood', last, at),
    ...{ urgency: 'mood', icon: 'triangle', tone: 'warn', title: t('checkins.low.title', { name: person.name }) },
    text: t('checkins.low.text', { name: person.name }),
    meta: t('checkins.low.days', { days: format.list(days) }),
    actions: actionsFor(asked, last, at),
  };
}

type Key = Pick<Checkin, 'activityId' | 'occurrence' | 'personId'>;

/** Put off, it comes back when there is a newer one. */
function frameOf(what: 'asked' | 'mood', { activityId, occurrence, personId }: Key, at: Date) {
  const key = createHash('sha256').update(`${activityId} ${occurrence} ${personId}`).digest('hex').slice(0, 32);
  return { item: `${what}.${key}`, href: storyPath(personId), size: Math.floor(at.getTime() / second) };
}

function actionsFor({ t }: Asked, { activityId, occurrence, personId }: Key, at: Date): Work['actions'] {
  const noted: Press = {
    label: t('checkins.low.note'),
    action: `/checkins/${activityId}/noted/${encodeURIComponent(personId)}`,
    fields: [
      { name: 'asked', value: String(at.getTime()) },
      { name: 'occurrence', value: occurrence },
    ],
  };
  return [{ label: t('checkins.low.write'), href: `/letters/write?to=${encodeURIComponent(personId)}` }, noted];
}
