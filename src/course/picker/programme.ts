import type { Kind } from '../activities/kind.js';

/** A list of activities that a teacher inserts at once. */
export interface Programme {
  /** The file's name. */
  programmeId: string;
  title: string;
  text: string;
  items: readonly ProgrammeItem[];
}

export interface ProgrammeItem {
  /** Stands in the link's custom values, so that its first launch finds the settings. */
  key: string;
  kind: Kind;
  title: string;
  /** The link's description in Moodle: plain text. */
  text: string;
  /** "Week 3", for the teacher who chooses. */
  when: string;
  /** Absent: no grade column. */
  points?: number | undefined;
  /** Of a gate: the activity whose completion it waits for, for the teacher who sets that in Moodle. */
  restrict?: string | undefined;
  /** What the activity starts with. */
  settings: Readonly<Record<string, unknown>>;
}

/** The longest name that Moodle keeps. */
export const longestTitle = 255;
export const mostPoints = 1000;

/** The item that a link's custom values name. */
export function itemOf(programmes: readonly Programme[], programmeId: string, key: string): ProgrammeItem | undefined {
  return programmes
    .find((programme) => programme.programmeId === programmeId)
    ?.items.find((candidate) => candidate.key === key);
}
