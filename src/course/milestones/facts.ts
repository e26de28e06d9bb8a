export interface CountedOf {
  now: Date;
  /** Only theirs; absent: everybody's. */
  personIds?: readonly string[];
}

/** What people have done, counted. Features bring facts and know no milestone. */
export interface FactOf {
  /** Names it in stored rules, for ever: lower case. */
  fact: string;
  /** Text keys: before and after the number that a rule asks for, and what is still to do (with `count`). */
  words: { before: string; after: string; left: string };
  /** How often each person has done it; who is missing has not. */
  counts(courseId: string, of: CountedOf): Promise<ReadonlyMap<string, number>>;
}
