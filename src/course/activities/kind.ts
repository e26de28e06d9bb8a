/** The *kind* of an activity says what its Moodle link is for. Each feature brings its own kinds; no place lists them. */

export type Kind = string;

/** How Tandem learns who has done it: a grade in the activity's own column, or the roster of a restricted link. */
export type Completion = 'points' | 'gate';

/** What a teacher sets in Moodle for it, because no tool can: a grade as completion, or who may enter. */
export type Need = 'grade' | 'restrict';

export interface KindOf {
  kind: Kind;
  /** Text keys: its name, what it is for a teacher who chooses, and for those who take part. */
  words: { title: string; text: string; about: string };
  /** Where a launch of it lands. */
  pathOf(activityId: string): string;
  /** Where staff land who come for one learner's work from the gradebook; absent: its page, of that person. */
  reviewPathOf?(learner: { personId: string; name: string }): string;
  /** Where a teacher sets it. */
  settingsPathOf(activityId: string): string;
  /** Points a new link asks Moodle for; without any it gets no grade column. */
  points?: number;
  /** A teacher opens one learner's work from the gradebook. */
  reviewable?: boolean;
  /** Absent: nobody completes it. */
  completion?: Completion;
  need?: Need;
  /** Settings that a programme's file may give it; throws where they are not right. Absent: it has none. */
  settingsFrom?(written: unknown): Readonly<Record<string, unknown>>;
}

export interface Kinds {
  /** In the order in which they are offered. */
  all(): readonly KindOf[];
  /** Undefined where no feature brings it (any more). */
  of(kind: Kind | undefined): KindOf | undefined;
}

/** @param brought asked at the first use, when every feature has been composed */
export function kindsOf(brought: () => readonly KindOf[]): Kinds {
  let known: ReadonlyMap<Kind, KindOf> | undefined;
  const byName = () => (known ??= new Map(brought().map((one) => [one.kind, one])));
  return {
    all: () => [...byName().values()],
    of: (kind) => (kind === undefined ? undefined : byName().get(kind)),
  };
}
