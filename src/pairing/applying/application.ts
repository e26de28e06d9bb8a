/** Somebody who would become a mentor: they ask for it, or a teacher invites them to. */

/** `invited`: a teacher asks them to apply; `waiting`: for the teachers. */
export type ApplicationState = 'invited' | 'waiting' | 'selected' | 'declined' | 'withdrawn';

/** In the words that were asked then. */
export interface Answer {
  question: string;
  text: string;
}

export interface Application {
  personId: string;
  state: ApplicationState;
  answers: readonly Answer[];
  /** When it came to be what it is. */
  at: Date;
  /** Of the staff: who invited, selected or declined. */
  byId?: string;
  /** What they wrote to the person with it. */
  words?: string;
}

export interface Applying {
  /** Whether everybody who may not mentor can apply; who is invited always can. */
  open: boolean;
  /** By what people are selected, as the teacher wrote it down; may be empty. */
  criteria: string;
  /** The teacher's own; absent: those that everybody begins with. */
  questions?: readonly string[];
}

export const mostQuestions = 5;
export const longestAnswer = 2000;
