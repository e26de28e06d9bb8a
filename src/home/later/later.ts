/** Things on a teacher's home that this teacher put off. */

/** One kind of row each. */
export const workItems = [
  'grades',
  'reset',
  'setup',
  'fresh',
  'asked',
  'left',
  'refused',
  'late',
  'invited',
  'short',
  'pauses',
  'full',
  'draft',
  'pair',
  'alone',
  'profiles',
] as const;
export type WorkItem = (typeof workItems)[number];

/** How much there is of a thing: people, grades, or for a draft the second it was made. More of it brings it back. */
export type Size = number;

export interface PutOff {
  item: WorkItem;
  size: Size;
  until: Date;
}

/** Days from now. */
export const putOffDays = [1, 3, 7] as const;
