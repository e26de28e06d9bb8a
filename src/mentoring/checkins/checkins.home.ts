import type { HomeContribution, PersonNow, Step, Work } from '../../home/home.js';
import { storyPath } from '../../home/story.js';
import { after, second } from '../../shared/clock.js';
import { moment } from '../../web/moments.js';
import type { Asked } from '../../web/routing.js';
import type { CheckinService } from './checkins.service.js';
import { once } from './checkin.js';
import type { Unsent } from './checkins.rules.js';
import { ownPath, partnerPath, titleOf } from './checkins.view.js';
import { askedAt, inOrderFor, itemOf } from './help.rules.js';
import { partnerAnswersIn } from './partner-help.rules.js';
import type { HelpService, WaitingCall } from './help.service.js';
import { opening } from './opening.view.js';
import type { RepliesService, Waiting } from './replies.service.js';

/** So many have a row of their own; the others are counted. */
const callsShown = 20;

/** Help asked of the teacher; for somebody with a partner the check-in to send next. */
export function checkinsHome(
  checkins: Pick<CheckinService, 'next'>,
  help: Pick<HelpService, 'calls'>,
  replies: Pick<RepliesService, 'waiting'>,
): HomeContribution {
  return {
    async work(asked) {
      const calls = inOrderFor(await help.calls(asked.visit.courseId, asked.now), asked.visit.personId);
      const rows = calls.slice(0, callsShown).map((call) => callRow(asked, call));
      return [...rows, ...moreRows(asked, calls.slice(callsShown))];
    },

    async own(asked) {
      const { t, visit, now } = asked;
      const whoSees = [{ icon: 'people', text: t('checkins.who') }];
      const [next, waiting] = await Promise.all([
        checkins.next(visit.courseId, visit.personId, now),
        replies.waiting(visit.courseId, visit.personId, now),
      ]);
      const steps = [...answeredSteps(asked, waiting), ...answerSteps(asked, waiting), ...nextSteps(asked, next)];
      return { steps, whoSees, people: waiting.toAnswer.map((one) => waitingPerson(asked, one)) };
    },

    done: { heard: 'checkins.call.heard', handed: 'checkins.handOn.done' },
  };
}

function nextSteps({ t, visit }: Asked, next: Unsent | undefined): Step[] {
  if (!next) return [];
  const { activity, dueAt } = next;
  const action = opening(t, activity, visit);
  const said = { title: t('checkins.step.title'), text: t('checkins.step.text') };
  return [{ order: 'due', ...said, action, ...(dueAt && { dueAt }) }];
}

/** Somebody wrote back. */
function answeredSteps({ t, format }: Asked, { answered }: Waiting): Step[] {
  const [first] = answered;
  if (!first) return [];
  const names = format.list(first.people.map(({ name }) => name));
  const action = { label: t('checkins.answered.button'), href: ownPath(first.checkin) };
  const said = { title: t('checkins.answered.title', { names }), text: t('checkins.answered.text') };
  return [{ order: 'awaited', ...said, action }];
}

/** Of several the one that waits longest; help that was asked of the reader comes before. */
function answerSteps(asked: Asked, { toAnswer }: Waiting): Step[] {
  const asks = toAnswer.find(({ asksHelp }) => asksHelp);
  const first = asks ?? toAnswer[0];
  if (!first) return [];
  const { t } = asked;
  const { name } = first.person;
  const action = { label: t('checkins.answer.button'), href: `${partnerPath(first.checkin)}&from=home` };
  const more = toAnswer.length - 1;
  const text = more === 0 ? t('checkins.answer.text') : t('checkins.answer.more', { count: more });
  return [
    {
      order: 'awaited',
      title: t(asks ? 'checkins.answer.help' : 'checkins.answer.title', { name }),
      ...{ text, action },
      ...(asks && helpDue(asked, asks, text)),
    },
  ];
}

type ToAnswer = Waiting['toAnswer'][number];

/** Until when help is awaited, and what comes of it when nothing is heard. */
function helpDue({ t, format }: Asked, { checkin, person: { name } }: ToAnswer, text: string): Partial<Step> {
  const since = askedAt(checkin);
  if (!since) return {};
  const dueAt = after(since, partnerAnswersIn);
  if (!checkin.escalates) return { dueAt };
  return { dueAt, text: `${text} ${t('checkins.answer.until', { name, time: format.dateTime(dueAt) })}` };
}

function waitingPerson({ t }: Asked, { checkin, asksHelp, person }: ToAnswer): PersonNow {
  const { personId, name, initials, hue } = person;
  return {
    ...{ personId, name, avatar: { initials, hue }, need: asksHelp ? 'help' : 'due' },
    text: asksHelp ? t('checkins.answer.rowHelp') : t('checkins.answer.row'),
    action: { label: t('checkins.answer.button'), href: `${partnerPath(checkin)}&from=home` },
  };
}

/** Put off, it comes back when help is asked anew, or it is handed on. */
function callRow(asked: Asked, call: WaitingCall): Work {
  const { t, format, now } = asked;
  const { activityId, occurrence, personId, askedAt, handed } = call;
  const since = handed && call.holder ? handed.at : askedAt;
  const path = `/checkins/${activityId}`;
  const of = occurrence === once ? '' : `?of=${occurrence}`;
  return {
    ...{
      item: itemOf(call),
      urgency: 'help',
      size: Math.floor(since.getTime() / second),
      icon: 'people',
      tone: 'bad',
      href: storyPath(personId),
    },
    title: callTitle(asked, call),
    text: t('checkins.call.text', { title: titleOf(t, call), time: moment(format, askedAt, now) }),
    actions: [
      {
        label: t('checkins.call.answer'),
        href: `${path}?person=${encodeURIComponent(personId)}${of.replace('?', '&')}`,
      },
      {
        label: t('checkins.call.done'),
        action: `${path}/heard/${encodeURIComponent(personId)}`,
        fields: [
          { name: 'asked', value: String(askedAt.getTime()) },
          { name: 'occurrence', value: occurrence },
        ],
      },
      { label: t('checkins.call.handOn'), href: `${path}/hand-on/${encodeURIComponent(personId)}${of}` },
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
