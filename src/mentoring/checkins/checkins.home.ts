import type { HomeContribution, Work } from '../../home/home.js';
import { second } from '../../shared/clock.js';
import { moment } from '../../web/moments.js';
import type { Asked } from '../../web/routing.js';
import type { CheckinService } from './checkins.service.js';
import { titleOf } from './checkins.view.js';
import { inOrderFor, itemOf } from './help.rules.js';
import type { HelpService, WaitingCall } from './help.service.js';
import { opening } from './opening.view.js';

/** So many have a row of their own; the others are counted. */
const callsShown = 20;

/** Help asked of the teacher; for somebody with a partner the check-in to send next. */
export function checkinsHome(
  checkins: Pick<CheckinService, 'next'>,
  help: Pick<HelpService, 'calls'>,
): HomeContribution {
  return {
    async work(asked) {
      const calls = inOrderFor(await help.calls(asked.visit.courseId, asked.now), asked.visit.personId);
      const rows = calls.slice(0, callsShown).map((call) => callRow(asked, call));
      return [...rows, ...moreRows(asked, calls.slice(callsShown))];
    },

    async own({ t, visit, now }) {
      const whoSees = [{ icon: 'people', text: t('checkins.who') }];
      const next = await checkins.next(visit.courseId, visit.personId, now);
      if (!next) return { whoSees };
      const { activity, dueAt } = next;
      return {
        steps: [
          {
            order: 'due',
            title: t('checkins.step.title'),
            text: t('checkins.step.text'),
            action: opening(t, activity, visit),
            ...(dueAt && { dueAt }),
          },
        ],
        whoSees,
      };
    },

    done: { heard: 'checkins.call.heard', handed: 'checkins.handOn.done' },
  };
}

/** Put off, it comes back when help is asked anew, or it is handed on. */
function callRow(asked: Asked, call: WaitingCall): Work {
  const { t, format, now } = asked;
  const { activityId, personId, askedAt, handed } = call;
  const since = handed && call.holder ? handed.at : askedAt;
  const path = `/checkins/${activityId}`;
  return {
    ...{
      item: itemOf(call),
      urgency: 'help',
      size: Math.floor(since.getTime() / second),
      icon: 'people',
      tone: 'bad',
    },
    title: callTitle(asked, call),
    text: t('checkins.call.text', { title: titleOf(t, call), time: moment(format, askedAt, now) }),
    actions: [
      { label: t('checkins.call.answer'), href: `${path}?person=${encodeURIComponent(personId)}` },
      {
        label: t('checkins.call.done'),
        action: `${path}/heard/${encodeURIComponent(personId)}`,
        fields: [{ name: 'asked', value: String(askedAt.getTime()) }],
      },
      { label: t('checkins.call.handOn'), href: `${path}/hand-on/${encodeURIComponent(personId)}` },
    ],
  };
}

function callTitle({ t, visit }: Asked, { person, holder, handedBy }: WaitingCall): string {
  const { name } = person;
  if (!holder) return t('checkins.call.title', { name });
  if (holder.personId !== visit.personId) return t('checkins.call.held', { name, by: holder.name });
  return t('checkins.call.handed', { name, by: handedBy?.name ?? t('checkins.overview.somebody') });
}

function moreRows({ t }: Asked, more: readonly WaitingCall[]): Work[] {
  const [first] = more;
  if (!first) return [];
  return [
    {
      ...{ item: 'help.more', urgency: 'help', size: more.length, icon: 'people', tone: 'bad' },
      title: t('checkins.call.more', { count: more.length }),
      text: t('checkins.call.moreText'),
      actions: [{ label: t('checkins.call.answer'), href: `/checkins/${first.activityId}` }],
    },
  ];
}
