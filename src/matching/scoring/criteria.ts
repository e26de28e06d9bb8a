/**
 * What people said, packed: sets as bits (topics, languages, hours of the week), choices as small numbers. Each criterion gives
 * a pair whole points; the points of all criteria sum to the score. A negative number of points forbids the pair.
 */
export type Criterion = SharedBits | CodeTable;

/** Points by how many bits both have, and by the classes of both (known or not, how many were asked for ...). */
export interface SharedBits {
  readonly kind: 'bits';
  /** 32-bit words a person. */
  readonly words: number;
  /** `mentors[person * words + word]`. */
  readonly mentors: Uint32Array;
  readonly mentees: Uint32Array;
  readonly mentorClass: Uint8Array;
  readonly menteeClass: Uint8Array;
  readonly menteeClasses: number;
  /** Counts from `width - 1` up give the same points. */
  readonly width: number;
  /** `points[(mentorClass * menteeClasses + menteeClass) * width + shared]`. */
  readonly points: Int32Array;
}

/** Points by the choices of both: `points[mentorCode * codes + menteeCode]`. */
export interface CodeTable {
  readonly kind: 'codes';
  readonly codes: number;
  readonly mentors: Uint16Array;
  readonly mentees: Uint16Array;
  readonly points: Int32Array;
}

/**
 * What is left out between two: the other criteria share its points. A score that is not forbidden becomes
 * `score * whole / (whole - points[mentors[m] * menteeKinds + mentees[n]])`, rounded, or `ofNothing` where all is left out.
 */
export interface LeftOut {
  /** By person; 0: leaves nothing out. */
  readonly mentors: Uint16Array;
  readonly mentees: Uint16Array;
  readonly menteeKinds: number;
  readonly points: Int32Array;
  readonly whole: number;
  readonly ofNothing: number;
}

export interface Scoring {
  readonly mentorCount: number;
  readonly menteeCount: number;
  readonly criteria: readonly Criterion[];
  /** Points of every pair. */
  readonly base?: number;
  /** Points of single pairs (prefer, avoid, met before); they neither forbid nor lift beyond the scale. */
  readonly extra?: readonly (readonly [mentor: number, mentee: number, points: number])[];
  readonly leftOut?: LeftOut;
  /** Pairs that must never be, whatever the criteria say. */
  readonly never?: readonly (readonly [mentor: number, mentee: number])[];
}
