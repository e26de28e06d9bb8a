/** Things on a teacher's home that this teacher put off. */

/** How much there is of a thing: people, grades, or for a draft the second it was made. More of it brings it back. */
export type Size = number;

export interface PutOff {
  /** Names a row of the queue. */
  item: string;
  size: Size;
  until: Date;
}

/** Days from now. */
export const putOffDays = [1, 3, 7] as const;
