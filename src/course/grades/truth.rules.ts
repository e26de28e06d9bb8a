/**
 * What a reading of the gradebook says about a score. A *cell* is one person's place in one column; `sent` are the shares of
 * the maximum (0-1) that we sent since the gradebook was last seen to hold ours, `shown` says when that was, and of how many
 * points the column then was.
 */
import type { GradebookResult } from '../../lti/gateway.js';
import type { Cell, Delivery, WantedScore } from './delivery.js';

/**
 * - `ours`: the score that is wanted, on whatever scale
 * - `missing`: no grade
 * - `unreadable`: a row of which nobody can say what it holds
 * - `unscaled`: ours in the points of a former maximum: it was changed without rescaling the grades
 * - `former`: a score that we sent before
 * - `theirs`: a grade that somebody else gave
 */
export type Holding = 'ours' | 'missing' | 'unreadable' | 'unscaled' | 'former' | 'theirs';

/** Moodle rescales to the column's maximum and rounds to five decimals. */
const tolerance = 0.0001;

const isClose = (one: number, other: number) => Math.abs(one - other) < tolerance;

/** Does the gradebook hold what we want, whatever its scale? */
export function isHeld(wanted: Pick<WantedScore, 'given' | 'maximum'>, result: GradebookResult | undefined): boolean {
  if (!result || wanted.maximum === 0) return false;
  // PHP's empty(): elder Moodles list a final grade of zero without its score.
  if (result.score === undefined) return wanted.given === 0;
  return Boolean(result.maximum) && isClose(result.score / (result.maximum ?? 1), wanted.given / wanted.maximum);
}

export function holding(cell: Cell, result: GradebookResult | undefined): Holding {
  if (result?.unreadable) return 'unreadable';
  if (isHeld(cell, result)) return 'ours';
  return result?.score === undefined ? 'missing' : otherThanOurs(cell, result.score, result.maximum);
}

function otherThanOurs({ sent = [], shown }: Cell, score: number, maximum: number | undefined): Holding {
  if (!maximum) return 'theirs';
  const isFormer = sent.some((share) => isClose(share, score / maximum));
  if (shown && shown.maximum !== maximum && sent.some((share) => isClose(share * shown.maximum, score)))
    return 'unscaled';
  return isFormer ? 'former' : 'theirs';
}

export type Discrepancy = { code: 'missing' } | { code: 'overridden'; detail: string };

/** A score in the points of its column, as Moodle shows it: 5 decimals. @param points unknown: the score's own */
export function inColumn(
  { given, maximum }: Pick<WantedScore, 'given' | 'maximum'>,
  points: number | undefined,
): { given: number; maximum: number } {
  if (points === undefined) return { given, maximum };
  return { given: Math.round(((given * points) / maximum) * 1e5) / 1e5, maximum: points };
}

/** As Moodle shows it: "4 / 10". */
export function inPoints(result: GradebookResult | undefined): string {
  return `${result?.score ?? '-'} / ${result?.maximum ?? '-'}`;
}

/** What reading back comes to; `detail`: what the gradebook holds in place of ours. */
export type Proof =
  | { kind: 'there'; maximum: number | undefined }
  | { kind: 'unread' }
  | { kind: 'failed'; failure: { code: 'missing' | 'stale' | 'overridden'; retryable: boolean; detail?: string } };

/**
 * That Moodle took a score says too little: for an overridden grade it answers 200 and leaves the grade.
 * @param disputed it answered 409, a newer grade is there
 * @param standsAlone Moodle knows no override in a column that belongs to no activity: what is there was given by hand
 */
export function proofOf(
  cell: Cell,
  result: GradebookResult | undefined,
  { disputed, standsAlone }: { disputed: boolean; standsAlone: boolean },
): Proof {
  const held = holding(cell, result);
  if (held === 'ours') return { kind: 'there', maximum: result?.maximum };
  if (held === 'unreadable') return { kind: 'unread' };
  const detail = inPoints(result);
  if (held === 'missing') return failed({ code: disputed ? 'stale' : 'missing', retryable: true });
  if (!disputed) return keptProof(held, detail);
  if (held !== 'theirs') return failed({ code: 'stale', retryable: true });
  return failed({ code: standsAlone ? 'overridden' : 'stale', retryable: false, detail });
}

/** A former one of ours: an override of that very value, or somebody between us and Moodle said yes: another try tells. */
function keptProof(held: Holding, detail: string): Proof {
  return failed({ code: 'overridden', retryable: held !== 'theirs', detail });
}

function failed(failure: Extract<Proof, { kind: 'failed' }>['failure']): Proof {
  return { kind: 'failed', failure };
}

const corrected: readonly (string | undefined)[] = ['missing', 'overridden', 'stale'];

/** `again`: ours, in the points of a maximum that the column has no more. */
export type Correction =
  | { kind: 'there'; maximum: number | undefined }
  | { kind: 'rescaled'; maximum: number }
  | { kind: 'again' }
  | { kind: 'refused'; failure: Discrepancy };

/** What a reading of the results changes about a delivery that was over when the reading began; undefined: nothing. */
export function correctionOf(
  delivery: Pick<Delivery, 'state' | 'failure' | 'deliveredAt'> & Cell,
  result: GradebookResult | undefined,
  readFrom: Date,
): Correction | undefined {
  if (!isOverSince(delivery, readFrom)) return undefined;
  const held = holding(delivery, result);
  if (held === 'ours') return thereOf(delivery, result);
  if (held === 'unreadable') return undefined;
  if (held === 'unscaled') return { kind: 'again' };
  const found: Discrepancy =
    held === 'missing' ? { code: 'missing' } : { code: 'overridden', detail: inPoints(result) };
  const known = delivery.failure;
  const detail = 'detail' in found ? found.detail : undefined;
  return known?.code === found.code && known.detail === detail ? undefined : { kind: 'refused', failure: found };
}

function thereOf(
  { state, shown }: Pick<Delivery, 'state'> & Cell,
  result: GradebookResult | undefined,
): Correction | undefined {
  const maximum = result?.maximum;
  if (state !== 'delivered') return { kind: 'there', maximum };
  return maximum === undefined || maximum === shown?.maximum ? undefined : { kind: 'rescaled', maximum };
}

function isOverSince(
  { state, failure, deliveredAt }: Pick<Delivery, 'state' | 'failure' | 'deliveredAt'>,
  readFrom: Date,
) {
  if (state === 'refused') return corrected.includes(failure?.code);
  return state === 'delivered' && deliveredAt !== undefined && deliveredAt < readFrom;
}
