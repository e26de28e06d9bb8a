/** What is gone through in a session, line by line with its minutes; courses make their own of the proposed ones. */

/** Of an exchange in writing. */
export const writingQuestions = 3;

export interface AgendaLine {
  minutes: number;
  title: string;
  text: string;
}

/** A short story to speak about where nobody has a topic of their own. */
export interface MiniCase {
  title: string;
  text: string;
}

export interface Agenda {
  agendaId: string;
  title: string;
  lines: readonly AgendaLine[];
  /** What to speak about, and what helps when two are stuck. */
  points: readonly string[];
  prompts: readonly string[];
  miniCase?: MiniCase;
  /** Three questions of the exchange in writing. */
  writing: readonly string[];
}

/** Which agenda a session begins with. */
export interface Library {
  agendas: readonly Agenda[];
  /** Ids: for the first session of a mentorship, and for the others. */
  first: string;
  usual: string;
}
