/** Whose names are read: what the teacher chose, and promised to those who handed in. */

/** `open`: both read names · `single`: reviewers read the author's · `double`: nobody · `release`: nobody before scores are released. */
export const namings = ['open', 'single', 'double', 'release'] as const;
export type Naming = (typeof namings)[number];

export interface NamesShown {
  /** To reviewers. */
  author: boolean;
  /** To the author. */
  reviewer: boolean;
}
