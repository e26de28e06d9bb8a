import type { Delivery, DeliveryState, WantedScore, Withdrawal } from './delivery.js';

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
  deliveredAt?: Date;
  failure?: { code: string; detail?: string };
  withdrawal?: Withdrawal;
  /** Timestamp last sent, whole seconds. */
  stampAt?: Date;
  /** One process sends it until then. */
  claimedUntil: Date;
  /** Counts claims: an outcome of a claim that ran out changes nothing. */
  claims: number;
}

/** A delivery that this process may send now; `wanted` and `claims` say which, when the outcome is stored. */
export interface Due extends WantedScore {
  deliveryId: string;
  courseId: string;
  wanted: number;
  claims: number;
  attempts: number;
  stampAt?: Date;
  /** The last try met a newer grade that is not ours: that one was accepted says too little. */
  disputed: boolean;
}

export function toDue(row: DeliveryRow): Due {
  return {
    ...toScore(row),
    deliveryId: row._id,
    courseId: row.courseId,
    wanted: row.wanted,
    claims: row.claims,
    attempts: row.attempts,
    disputed: row.failure?.code === 'stale',
    ...(row.stampAt && { stampAt: row.stampAt }),
  };
}

function toScore(row: DeliveryRow): WantedScore {
  const { activityId, personId, given, maximum, comment } = row;
  return { activityId, personId, given, maximum, ...(comment !== undefined && { comment }) };
}

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    ...toScore(row),
    state: row.state,
    recordedAt: row.recordedAt,
    attempts: row.attempts,
    ...(row.deliveredAt && row.state === 'delivered' && { deliveredAt: row.deliveredAt }),
    ...(row.nextTryAt && (row.state === 'retrying' || row.state === 'held') && { nextTryAt: row.nextTryAt }),
    ...(row.failure && { failure: row.failure }),
    ...(row.withdrawal && row.state === 'withdrawn' && { withdrawal: row.withdrawal }),
  };
}
