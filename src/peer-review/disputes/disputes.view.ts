/** A dispute as its author reads it, and as staff answer it. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import { longestNote } from '../peer-review.forms.js';
import type { Dispute, Disputing } from './dispute.js';

export interface OwnDispute {
  /** What was said, and what came of it. */
  said: { text: string; reason: string; answer: string | undefined } | undefined;
  form: { action: string; about: string; reason: FieldModel } | undefined;
  over: string | undefined;
}

export interface WorkDispute {
  said: string;
  reason: string;
  answered: string | undefined;
  form: { action: string; words: FieldModel } | undefined;
}

export function ownDispute(
  { t, format }: Asked,
  { dispute, until, mayRaise }: Disputing,
  { path, problems }: { path: string; problems: Problems | undefined },
): OwnDispute {
  if (dispute) {
    const when = format.date(dispute.raisedAt);
    const text = t(dispute.answer ? 'review-scores.dispute.saidAnswered' : 'review-scores.dispute.said', { when });
    return { said: { text, reason: dispute.reason, answer: dispute.answer?.words }, form: undefined, over: undefined };
  }
  if (!mayRaise) {
    const over = t('review-scores.dispute.over', { when: format.date(until) });
    return { said: undefined, form: undefined, over };
  }
  const reason = fieldsFor(t, {}, problems).field('textarea', 'reason', {
    label: t('review-scores.dispute.reason.label'),
    hint: t('review-scores.dispute.reason.hint'),
    maxLength: longestNote,
  });
  const about = t('review-scores.dispute.about', { when: format.date(until) });
  return { said: undefined, form: { action: `${path}/score/dispute`, about, reason }, over: undefined };
}

export function workDispute(
  { t, format }: Asked,
  { reason, raisedAt, answer }: Dispute,
  { name, action, problems }: { name: string; action: string; problems: Problems | undefined },
): WorkDispute {
  const when = format.dateTime(raisedAt);
  const said = t('review-scores.dispute.saysWrong', { name, when });
  if (answer) {
    const on = format.date(answer.answeredAt);
    return {
      said,
      reason,
      form: undefined,
      answered: t('review-scores.dispute.answered', { when: on, words: answer.words }),
    };
  }
  const words = fieldsFor(t, {}, problems).field('textarea', 'words', {
    label: t('review-scores.dispute.words.label', { name }),
    hint: t('review-scores.dispute.words.hint'),
    maxLength: longestNote,
  });
  return { said, reason, answered: undefined, form: { action, words } };
}
