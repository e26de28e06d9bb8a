import type { Cell, Delivery, DeliveryState, Shown, WantedScore, Withdrawal } from './delivery.js';

/** A delivery as it is stored. */
export interface DeliveryRow {
  _id: string;
  courseId: string;
  activityId: string;
  personId: string;
  given: number;
  maximum: number;
  comment?: string;
  state: DeliveryState;
  recordedAt: Date;
  /** Counts the scores wanted: an outcome of an older one changes nothing. */
  wanted: number;
  attempts: number;
  /** Absent: nothing to do. */
  nextTryAt?: Date;
  /** When Moodle took it; then it is to be read back, at `proofAt`. */
  takenAt?: Date;
  proofAt?: Date;
  /** Readings that failed. */
  proofs?: number;
  /** Moodle answered 409: a newer grade is there. */
  disputed?: boolean;
  /** Since when the gradebook is known to hold it. */
  deliveredAt?: Date;
  shown?: Shown;
  /** Shares of the maximum that were sent, the last at the end; after a proof only that one counts. */
  sent?: number[];
  proven?: boolean;
  /** A teacher wants ours in place of what was given by hand. */
  insisted?: boolean;
  failure?: { code: string; detail?: string };
  withdrawal?: Withdrawal;
  /** Timestamp last sent, whole seconds. */
  stampAt?: Date;
  /** One process sends it until then. */
  claimedUntil: Date;
  /** Counts claims: an outcome of a claim that ran out changes nothing. */
  claims: number;
}

/** A delivery on its way; `wanted` and `claims` say which, when the outcome is stored. */
interface OnItsWay extends WantedScore, Cell {
  deliveryId: string;
  courseId: string;
  wanted: number;
  claims: number;
  attempts: number;
  recordedAt: Date;
}

/** One that this process may send now. */
export interface Due extends OnItsWay {
  stampAt?: Date;
  proven: boolean;
  insisted: boolean;
}

/** One that Moodle took, and that is to be read back. */
export interface Taken extends OnItsWay {
  takenAt: Date;
  proofs: number;
  disputed: boolean;
}

export function toDue(row: DeliveryRow): Due {
  return {
    ...onItsWay(row),
    proven: row.proven ?? false,
    insisted: row.insisted ?? false,
    ...(row.stampAt && { stampAt: row.stampAt }),
  };
}

export function toTaken(row: DeliveryRow): Taken {
  const { takenAt = row.recordedAt, proofs = 0, disputed = false } = row;
  return { ...onItsWay(row), takenAt, proofs, disputed };
}

function onItsWay(row: DeliveryRow): OnItsWay {
  const { _id: deliveryId, courseId, wanted, claims, attempts, recordedAt } = row;
  return { ...toScore(row), ...cellOf(row), ...{ deliveryId, courseId, wanted, claims, attempts, recordedAt } };
}

/** What was sent before shares were kept is what was wanted then. */
function cellOf({ given, maximum, sent, stampAt, shown }: DeliveryRow): Cell {
  return { given, maximum, sent: sent ?? (stampAt ? [given / maximum] : []), ...(shown && { shown }) };
}

const sharesKept = 5;

/** Shares that may be in the gradebook once this one is on its way. */
export function sharesAfter({ sent = [], proven, given, maximum }: Due): number[] {
  return [...(proven ? sent.slice(-1) : sent), given / maximum].slice(-sharesKept);
}

function toScore(row: DeliveryRow): WantedScore {
  const { activityId, personId, given, maximum, comment } = row;
  return { activityId, personId, given, maximum, ...(comment !== undefined && { comment }) };
}

export function toDelivery(row: DeliveryRow): Delivery {
  const { state, recordedAt, attempts, failure } = row;
  return {
    ...{ ...toScore(row), ...cellOf(row), state, recordedAt, attempts },
    ...(row.deliveredAt && state === 'delivered' && { deliveredAt: row.deliveredAt }),
    ...(row.nextTryAt && (state === 'retrying' || state === 'held') && { nextTryAt: row.nextTryAt }),
    ...(failure && { failure }),
    ...(row.withdrawal && state === 'withdrawn' && { withdrawal: row.withdrawal }),
  };
}
