/** A *score* is what a person should have; its *delivery* is how it travels to the gradebook. */
export interface WantedScore {
  activityId: string;
  personId: string;
  /** 0 <= given <= maximum. */
  given: number;
  maximum: number;
  /** Shown to the learner in Moodle's gradebook. */
  comment?: string;
  /** Not sent before `until`, or, without it, before `release`; a score that is recorded without it goes at once. */
  held?: { until?: Date };
}

/** Since when the gradebook is known to hold it, and of how many points the column then was. */
export interface Shown {
  at: Date;
  maximum: number;
}

/** `sent`: the shares of the maximum (0-1) that were sent since then. */
export interface Cell extends Pick<WantedScore, 'given' | 'maximum'> {
  sent?: readonly number[];
  shown?: Shown;
}

/**
 * - `held`: recorded, and kept back until it is released
 * - `waiting`: recorded, not yet sent
 * - `taken`: Moodle accepted it, and is to be read back
 * - `delivered`: the gradebook holds it
 * - `retrying`: Moodle did not answer or said later; `nextTryAt` says when
 * - `refused`: Moodle said no, or we gave up; `failure` says why, a teacher can send again
 * - `ungraded`: the activity has no grade column in Moodle
 * - `withdrawn`: nobody waits for it; `withdrawal` says why
 */
export const deliveryStates = [
  'held',
  'waiting',
  'taken',
  'delivered',
  'retrying',
  'refused',
  'ungraded',
  'withdrawn',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** `overridden`: refused, because a teacher set another grade in Moodle; `refused` is then without them. `notNeeded`: as a teacher said; the same. */
export type DeliveryCounts = Readonly<Record<DeliveryState | 'overridden' | 'notNeeded', number>>;

/**
 * - `left`, `staff`: the person is not here, or no learner; sent when that changes
 * - `not_needed`: a teacher said so, who is `byId`
 */
export interface Withdrawal {
  reason: 'left' | 'staff' | 'not_needed';
  at: Date;
  byId?: string;
}

export interface Delivery extends WantedScore, Cell {
  state: DeliveryState;
  recordedAt: Date;
  deliveredAt?: Date;
  /** Of one that is tried again, or held until then. */
  nextTryAt?: Date;
  attempts: number;
  failure?: { code: string; detail?: string };
  withdrawal?: Withdrawal;
}

export interface Grades {
  /** Upserts the wanted score and nudges the delivery job. The same score again changes nothing. */
  recordScore(courseId: string, score: WantedScore, now: Date): Promise<void>;
  /** What is held of an activity goes now. How many scores that were. */
  release(courseId: string, activityId: string, now: Date): Promise<number>;
  delivery(courseId: string, activityId: string, personId: string): Promise<Delivery | undefined>;
  /** Of one person, for these activities. */
  deliveriesTo(courseId: string, personId: string, activityIds: readonly string[]): Promise<Delivery[]>;
  deliveries(courseId: string): Promise<Delivery[]>;
}
