/** How it goes for somebody in one pair, asked of each alone. Only coordinators read it. */
export const fitAnswers = ['well', 'deciding', 'not'] as const;
export type FitAnswer = (typeof fitAnswers)[number];

export const occasions = ['first', 'second'] as const;
export type Occasion = (typeof occasions)[number];

/** One person, one pair from its beginning on, one occasion. */
export interface FitKey {
  personId: string;
  pairId: string;
  since: Date;
  occasion: Occasion;
}

export interface FitSaid {
  answer: FitAnswer;
  note?: string;
  at: Date;
}

export interface FitEntry extends FitKey {
  said?: FitSaid;
  /** Not asked before. */
  putOffUntil?: Date;
}

/** Of people in pairs old enough to be asked, each pair of a person counted. */
export type FitCounts = Readonly<Record<FitAnswer | 'unanswered', number>>;
