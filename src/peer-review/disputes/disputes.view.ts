/** A dispute as its author reads it, and as staff answer it. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import { longestNote } from '../peer-review.forms.js';
import type { Dispute, Disputing } from './dispute.js';

export interface OwnDispute {
  /** What was said, and what came of it. */
  said: { text: string; reason: string; answer: string | undefined } | undefined;
  /** Not to be sent: only to copy words from that came too late. */
  form: { action: string; about: string | undefined; reason: FieldModel; maySend: boolean } | undefined;
  over: string | undefined;
}

export interface WorkDispute {
  said: string;
  reason: string;
  answered: string | undefined;
  form: { action: string; words: FieldModel; maySend: boolean } | undefined;
}

/** Refused words stay in their form, for the person to copy. */
export function ownDispute(
  asked: Pick<Asked, 't' | 'format'>,
  disputing: Disputing,
  { path, problems }: { path: string; problems: Problems | undefined },
): OwnDispute {
  const { t, format } = asked;
  const { dispute, until, mayRaise } = disputing;
  const form = mayRaise || problems ? reasonForm(asked, disputing, { path, problems }) : undefined;
  if (dispute) {
    const when = format.date(dispute.raisedAt);
    const text = t(dispute.answer ? 'review-scores.dispute.saidAnswered' : 'review-scores.dispute.said', { when });
    return { said: { text, reason: dispute.reason, answer: dispute.answer?.words }, form, over: undefined };
  }
  const over = mayRaise ? undefined : t('review-scores.dispute.over', { when: format.date(until) });
  return { said: undefined, form, over };
}

function reasonForm(
  { t, format }: Pick<Asked, 't' | 'format'>,
  { until, mayRaise }: Disputing,
  { path, problems }: { path: string; problems: Problems | undefined },
): OwnDispute['form'] {
  const reason = fieldsFor(t, {}, problems).field('textarea', 'reason', {
    label: t('review-scores.dispute.reason.label'),
    ...(mayRaise && { hint: t('review-scores.dispute.reason.hint') }),
    maxLength: longestNote,
  });
  const about = mayRaise ? t('review-scores.dispute.about', { when: format.date(until) }) : undefined;
  return { action: `${path}/score/dispute`, about, reason, maySend: mayRaise };
}

export function workDispute(
  { t, format }: Asked,
  { reason, raisedAt, answer }: Dispute,
  { name, action, problems }: { name: string; action: string; problems: Problems | undefined },
): WorkDispute {
  const when = format.dateTime(raisedAt);
  const said = t('review-scores.dispute.saysWrong', { name, when });
  const answered =
    answer && t('review-scores.dispute.answered', { when: format.date(answer.answeredAt), words: answer.words });
  if (answer && !problems?.byField.words) return { said, reason, answered, form: undefined };
  const words = fieldsFor(t, {}, problems).field('textarea', 'words', {
    label: t('review-scores.dispute.words.label', { name }),
    ...(!answer && { hint: t('review-scores.dispute.words.hint') }),
    maxLength: longestNote,
  });
  return { said, reason, answered, form: { action, words, maySend: !answer } };
}
