/** The page of a learner: own text, reviews to write, reviews received. */
import { deliveryText } from '../course/grades/delivery.view.js';
import { fieldsFor, type FieldModel, type Problems } from '../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import { writtenBlocks, type Block } from '../web/written.js';
import type { Translate } from '../web/texts.js';
import { longestWork } from './peer-review.forms.js';
import { wayOf } from './way.view.js';
import { closesAt } from './dates.rules.js';
import { namesShown } from './names.rules.js';
import type { OwnPart, Task } from './work.service.js';

interface Step {
  title: string;
  text: string;
  action: { label: string; href: string };
}

interface WorkForm {
  action: string;
  draftAction: string;
  whoSees: string;
  /** The hint about the own name was shown: sent again the text goes as it is. */
  isWarned: boolean;
  text: FieldModel;
  note: string;
}

interface OwnModel extends PageModel {
  step: Step | undefined;
  way: ReturnType<typeof wayOf>;
  instructions: string | undefined;
  form: WorkForm | undefined;
  work: { blocks: readonly Block[]; meta: string; unsent?: string; changeHref?: string; locked?: string } | undefined;
  tasks: readonly TaskRow[];
  favour: { text: string; action: string; label: string } | undefined;
  received: { text: string; more?: string | undefined; href: string | undefined } | undefined;
  delivery: ReturnType<typeof deliveryText> | undefined;
  score: { text: string; href: string | undefined } | undefined;
}

interface TaskRow {
  title: string;
  text: string | undefined;
  href: string;
  chip: { tone: 'good' | 'warn' | 'calm'; text: string };
}

const ownPage: PageOf<OwnModel> = pageOf('peer-review/own');

export function titleOf(t: Translate, activity: { title: string }): string {
  return activity.title === '' ? t('peer-review.activity') : activity.title;
}

export function ownPart(asked: Asked, own: OwnPart, problems?: Problems): Page {
  const { t, format } = asked;
  const form = workForm(asked, own, problems);
  return ownPage({
    title: ownTitle(t, own),
    lede: ownLede(asked, own),
    banner: problems ? undefined : (nameWarning(asked) ?? doneBanner(asked)),
    problems: fieldsFor(t, {}, problems).summary,
    step: nextStep(t, own),
    way: wayOf(asked, own),
    instructions: own.phase === 'closed' || own.settings.instructions === '' ? undefined : own.settings.instructions,
    form,
    work: form ? undefined : sentWork(asked, own),
    tasks: own.tasks.map((task) => taskRow(t, own, task)),
    favour: favourOf(t, own),
    received: receivedLine(t, own),
    score: scoreLine(t, own),
    delivery: own.delivery && deliveryText(t, format, own.delivery, asked.now),
  });
}

function ownTitle(t: Translate, own: OwnPart): string {
  const title = titleOf(t, own.activity);
  const left = own.tasks.filter((task) => !['sent', 'lapsed'].includes(task.state) && !task.extra).length;
  if (own.phase === 'closed') return t('peer-review.tasks.titleClosed', { title });
  if (own.phase === 'handing-in') {
    return own.submission?.sentAt ? t('peer-review.work.titleSent', { title }) : title;
  }
  if (!own.submission?.sentAt) return t('peer-review.tasks.titleLate', { title });
  if (own.tasks.length === 0) return t('peer-review.tasks.titleWaiting', { title });
  return left === 0
    ? t('peer-review.tasks.titleDone', { title })
    : t('peer-review.tasks.title', { title, count: left });
}

function ownLede({ t, format, now }: Asked, own: OwnPart): string {
  const { phase, dates } = own;
  const { opensAt } = dates;
  if (phase === 'closed') return t('peer-review.tasks.ledeClosed');
  if (phase === 'reviewing') return reviewingLede({ t, format, now }, own);
  if (opensAt && opensAt > now) return t('peer-review.work.ledeOpens', { when: format.dateTime(opensAt) });
  return handingInLede({ t, format, now }, own);
}

function handingInLede(
  { t, format, now }: Pick<Asked, 't' | 'format' | 'now'>,
  { dates: { startsAt, early }, submission }: OwnPart,
): string {
  if (!startsAt) return t('peer-review.work.ledeByHand');
  const when = format.dateTime(startsAt);
  if (startsAt <= now) return t('peer-review.work.ledeOverdue', { when });
  const said = submission?.sentAt ? 'ledeSent' : 'ledeByDate';
  return t(`peer-review.work.${early ? `${said}Early` : said}`, { when });
}

function reviewingLede({ t, format, now }: Pick<Asked, 't' | 'format' | 'now'>, own: OwnPart): string {
  const { dates, assignment, submission, tasks, share } = own;
  const { startsAt } = dates;
  if (!submission?.sentAt) {
    if (!startsAt || startsAt <= now) return t('peer-review.work.ledeLate');
    return t('peer-review.work.ledeEarly', { when: format.dateTime(startsAt) });
  }
  if (tasks.length === 0) return t('peer-review.tasks.ledeWaiting');
  const until = assignment && closesAt(dates, assignment.startedAt);
  const sent = t('peer-review.tasks.lede', { given: share.given, required: share.required });
  if (!until || share.given >= share.required) return sent;
  return t('peer-review.tasks.ledeUntil', { sent, when: format.dateTime(until) });
}

function doneBanner({ t, query }: Asked): Banner | undefined {
  const texts: Readonly<Record<string, string>> = {
    saved: t('peer-review.work.saved'),
    sent: t('peer-review.work.sent'),
    review: t('peer-review.tasks.sentBanner'),
    volunteer: t('peer-review.favour.thanks'),
    'step-back': t('peer-review.favour.backDone'),
  };
  const text = texts[query.done ?? ''];
  return text === undefined ? undefined : { tone: 'good', text };
}

function isWarned({ query }: Asked): boolean {
  return query.named === '1';
}

function nameWarning(asked: Asked): Banner | undefined {
  return isWarned(asked) ? { tone: 'warn', text: asked.t('peer-review.work.named') } : undefined;
}

function isWriting({ query }: Asked, { mayChange, submission }: OwnPart): boolean {
  return mayChange && (!submission?.sentAt || query.change !== undefined);
}

function workForm(asked: Asked, own: OwnPart, problems?: Problems): WorkForm | undefined {
  if (!problems && !isWriting(asked, own)) return undefined;
  const { t } = asked;
  const path = `/reviews/${own.activity.activityId}`;
  const stored = own.submission?.draft ?? own.submission?.text ?? '';
  return {
    action: path,
    draftAction: `${path}/draft`,
    whoSees: t(`peer-review.work.whoSees.${own.names}`),
    isWarned: isWarned(asked) || problems?.posted.named === '1',
    text: fieldsFor(t, { text: stored }, problems).field('textarea', 'text', {
      label: t('peer-review.work.text.label'),
      hint: hintOf(t, own),
      rows: 14,
      maxLength: longestWork,
    }),
    note: t(own.phase === 'handing-in' ? 'peer-review.work.note' : 'peer-review.work.noteLate'),
  };
}

function hintOf(t: Translate, { names, assignment }: OwnPart): string {
  return t(namesShown(names, assignment).author ? 'peer-review.work.text.hintNamed' : 'peer-review.work.text.hint');
}

function sentWork({ t, format }: Asked, { submission, mayChange, activity, phase }: OwnPart) {
  if (!submission?.sentAt || submission.text === undefined) {
    return { blocks: [], meta: t('peer-review.work.none') };
  }
  return {
    blocks: writtenBlocks(submission.text),
    meta: t('peer-review.work.handedIn', { when: format.dateTime(submission.sentAt) }),
    ...(submission.draft !== undefined && mayChange && { unsent: t('peer-review.work.unsent') }),
    ...(mayChange && { changeHref: `/reviews/${activity.activityId}?change=1` }),
    ...(!mayChange && phase === 'reviewing' && { locked: t('peer-review.work.locked') }),
  };
}

function nextStep(t: Translate, own: OwnPart): Step | undefined {
  const path = `/reviews/${own.activity.activityId}`;
  const task = own.phase === 'reviewing' ? own.tasks.find((one) => !['sent', 'lapsed'].includes(one.state)) : undefined;
  if (task) {
    return {
      title: t('peer-review.tasks.next', { work: task.work }),
      text: t(task.extra ? 'peer-review.tasks.extra' : 'peer-review.tasks.nextText'),
      action: { label: t('peer-review.tasks.review'), href: `${path}/of/${task.reviewId}` },
    };
  }
  if (!own.mayRead || own.received === 0) return undefined;
  return {
    title: t('peer-review.received.next'),
    text: t(own.phase === 'closed' ? 'peer-review.tasks.ledeClosed' : 'peer-review.received.nextText'),
    action: { label: t('peer-review.received.read'), href: `${path}/received` },
  };
}

function taskRow(t: Translate, { activity, phase }: OwnPart, task: Task): TaskRow {
  const { reviewId, work, state, extra, author } = task;
  const tone = { 'to-do': 'calm', draft: 'warn', sent: 'good', lapsed: 'calm' } as const;
  const isOver = phase === 'closed';
  const lapsed = state === 'lapsed' && !isOver ? t('peer-review.tasks.lapsedText') : undefined;
  const word = isOver && state === 'to-do' ? 'unsent' : state;
  return {
    title:
      author === undefined ? t('peer-review.tasks.work', { work }) : t('peer-review.tasks.workOf', { work, author }),
    text: lapsed ?? (extra && state !== 'lapsed' ? t('peer-review.tasks.extra') : undefined),
    href: `/reviews/${activity.activityId}/of/${reviewId}`,
    chip: { tone: tone[state], text: t(`peer-review.tasks.${word}`) },
  };
}

function favourOf(t: Translate, { favour, activity }: OwnPart): OwnModel['favour'] {
  if (favour === 'no') return undefined;
  const [word, key] = favour === 'offered' ? ['step-back', 'offered'] : ['volunteer', 'offer'];
  return {
    text: t(`peer-review.favour.${key}Text`),
    action: `/reviews/${activity.activityId}/${word}`,
    label: t(`peer-review.favour.${key}`),
  };
}

function receivedLine(t: Translate, { phase, submission, received, expected, mayRead, activity }: OwnPart) {
  if (phase === 'handing-in' || !submission?.sentAt) return undefined;
  const href = mayRead && received > 0 ? `/reviews/${activity.activityId}/received` : undefined;
  if (received === 0) {
    return { text: t(phase === 'closed' ? 'peer-review.received.closedNone' : 'peer-review.received.none'), href };
  }
  const count =
    phase === 'closed'
      ? t('peer-review.received.came', { count: received })
      : t('peer-review.received.ofExpected', { count: received, expected });
  return { text: count, more: mayRead ? undefined : t('peer-review.received.giveToGet'), href };
}

/** Of reviews whose scores are released: what is to be read, or that it is to come. */
function scoreLine(t: Translate, { phase, submission, released, activity }: OwnPart): OwnModel['score'] {
  if (phase === 'handing-in' || !submission?.sentAt || released === 'as-they-come') return undefined;
  const text = t(released === 'released' ? 'review-scores.own.ready' : 'review-scores.own.notYet');
  return { text, href: released === 'released' ? `/reviews/${activity.activityId}/score` : undefined };
}
