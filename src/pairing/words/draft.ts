import type { PairChoice } from './choices.js';
import type { Common, Forbidden } from './comparison.js';
import type { Form, Norms, PairRuleKind, PairingSetup } from './setup.js';

/** The job that follows what is published and taken back. */
export const materialiseMentorships = 'materialise-mentorships';

/** Somebody else who would have fitted, with the score of that pair. */
export interface RunnerUp {
  personId: string;
  score: number;
  /** What all pairs together would lose at least, in thousandths; absent where the solver did not prove it. */
  shortfall?: number;
  /** This pair would be weaker than the weakest of the draft. */
  isWeakest?: true;
  /** A mentor without a free place: somebody would have to move. */
  taken?: true;
}

export type LockedFor = 'published' | 'rule';

/** One pair of a draft. Mentoring: the mentor, then the mentee. Peers: two, or three where the number is odd; circles: 3 to 6. */
export interface DraftPair {
  pairId: string;
  members: readonly string[];
  /** 0 to 100,000; of more than two people the mean of all their pairs. */
  score: number;
  /** Best others for the mentee, or for the first of two peers; best first. */
  runnerUps: readonly RunnerUp[];
  /** Absent where neither chose the other. */
  choice?: PairChoice;
  /** The teacher who put these people together; absent where the solver or they themselves did. */
  placedBy?: string;
  /** It was a pair before, and earned a bonus for staying one. */
  stays?: true;
  /** Kept when a new draft is made around it. */
  lockedBy?: string;
  /** Why it is kept where nobody locked it: it is published, or a rule of {@link lockedBy} says so. */
  lockedFor?: LockedFor;
  /** Published with an invitation: it runs from the moment everybody accepted. */
  invitationId?: string;
  /** Since when they are a published pair, through all later drafts. */
  since?: Date;
}

/**
 * - one of {@link Forbidden}: that rule keeps them from everybody they could be paired with
 * - `rules`: several rules together do
 * - `noProfile`: no profile, and the course pairs nobody without one
 * - `untrained`, `noSeat`: would only mentor, and is not marked as trained, or has no place for anybody
 * - `nobody`: there is nobody at all on the other side
 * - `noPlace`: who may mentor them, by all rules, is taken
 * - `noMentee`: whom they may mentor is taken
 * - `notChosen`: only chosen ones are paired, and no pair of their own choice could be made
 * - `parted`: taken out of a pair that is never to be one
 * - `nobodyLeft`: among equals, whom they may be with is taken
 * - `noCircle`: no circle was found in which everybody may be with everybody
 * - `open`: since an edit somebody who may be theirs is free
 */
export type UnpairedReason =
  | Forbidden
  | 'rules'
  | 'noProfile'
  | 'untrained'
  | 'noSeat'
  | 'nobody'
  | 'noPlace'
  | 'noMentee'
  | 'notChosen'
  | 'parted'
  | 'nobodyLeft'
  | 'noCircle'
  | 'open';

export interface Unpaired {
  personId: string;
  reason: UnpairedReason;
  /** Where they would stand; absent among peers. */
  side?: 'mentor' | 'mentee';
  /** Rules each of which, given up alone, would allow a pair. */
  loosen?: readonly Forbidden[];
}

/** What making a draft yields. */
export interface DraftResult {
  pairs: DraftPair[];
  unpaired: Unpaired[];
  /** No other draft matches as many and has a better weakest pair: proven, not guessed. */
  proven: boolean;
  /** Where that is not proven: how much better the best that could exist may be; absent where nothing is known. */
  gap?: Gap;
  /** In circles: people who must be together, and are not, since no way to do it was found. */
  parted?: readonly (readonly string[])[];
  /** Where pairs of before earned a bonus for staying. */
  kept?: Kept;
  /** The pair that the last edit took apart, which can be undone. */
  apart?: TakenApart;
  /** What it was measured with; kept in {@link Draft.setup}. */
  norms?: Norms;
}

/** As it was before two people were never to be paired: their pair, and the rule about them that there was. */
export interface TakenApart {
  pair: DraftPair;
  proven: boolean;
  rule?: { kind: PairRuleKind; reason?: string };
}

/** No draft exceeds this one by more: people with a partner, of the weakest pair, and of the sum of all. Thousandths. */
export interface Gap {
  people: number;
  /** Absent where it is no aim. */
  weakest?: number;
  sum: number;
  /** With these sides: who is happy with either had one before anybody was compared. */
  sides?: 'given';
}

/** What it costs that few move: this draft beside the one that nobody's staying was worth anything in. */
export interface Kept {
  /** Thousandths of a point that a pair of before earned more; no part of any score. */
  bonus: number;
  /** Pairs of before that could stay, and how many of them did; and how many would have without the bonus. */
  pairs: number;
  stay: number;
  stayWithout: number;
  /** Sum of all scores that was given up, in thousandths; negative where staying is better in sum and worse elsewhere. */
  loss: number;
  /** Of the weakest pair, with the bonus and without. */
  weakest?: { now: number; without: number };
}

/** Which pairs stay: none needs to, most by a bonus, those that were locked, or all that are published. */
export const arounds = ['nothing', 'most', 'published'] as const;
export type Around = (typeof arounds)[number];

/**
 * - `making`: a worker is at it
 * - `ready`: may be edited
 * - `failed`: could not be made; a new one may be
 * - `closed`: published, or about to be; never edited again. Where the publication broke off, a copy is worked on
 */
export type DraftState = 'making' | 'ready' | 'failed' | 'closed';

export interface Draft extends DraftResult {
  draftId: string;
  courseId: string;
  form: Form;
  /** What it was made by, so that its scores are explained as they were counted. */
  setup: PairingSetup;
  state: DraftState;
  /** While it is being made: how far the thread is. */
  stage?: string;
  /** Grows by one with every edit: who edits an older one is told that somebody was faster. */
  revision: number;
  madeAt: Date;
  madeBy: string;
  /** Members of the pairs before it: of the draft it takes the place of, else of what was published. */
  before?: readonly (readonly string[])[];
  /** What was published when it was begun: it takes the place of that alone. */
  basis?: string;
  /** What was asked for about the pairs of before. */
  around?: Around;
  /** Its pairs were published with invitations, and so are those that come to it. */
  invites?: boolean;
  /** A change after publication is a draft of its own that keeps all other pairs: the draft whose publication it continues. */
  publicationId?: string;
  /** Of such a draft: members of the pairs that it brought. */
  fresh?: readonly (readonly string[])[];
}

/** The pairing of a course. What learners see hangs on `publishedDraftId` alone. */
export interface Round {
  roundId: string;
  courseId: string;
  /** The one being worked on. */
  draftId?: string;
  publishedDraftId?: string;
  publishedAt?: Date;
  publishedBy?: string;
  /** What {@link publishedDraftId} was before, and until when it can be that again. */
  previousDraftId?: string;
  undoUntil?: Date;
}

/** A published pairing, as other features see it. */
export interface PublishedPairs {
  roundId: string;
  draftId: string;
  form: Form;
  publishedAt: Date;
  /** Those that run: an invitation counts when everybody has accepted it. */
  pairs: readonly Pick<DraftPair, 'pairId' | 'members' | 'since'>[];
}

/** What other features use of the pairing; everything is inside one course. */
export interface Pairings {
  round(courseId: string): Promise<Round | undefined>;
  /** Pairs included: for those who follow a publication. */
  published(courseId: string): Promise<PublishedPairs | undefined>;
  /** Whether learners choose among each other now: until pairs are published, and whenever a teacher opens it again. */
  isChoosing(courseId: string, now: Date): Promise<boolean>;
  /** The draft that waits for a decision, if one does. */
  waitingDraft(courseId: string): Promise<{ pairs: number; madeAt: Date } | undefined>;
  /** By what the two say today, wherever they are in the course now. */
  inCommon(courseId: string, pair: readonly [first: string, second: string], now: Date): Promise<Common>;
  /** Whether the published draft has become mentorships as a whole. */
  isMaterialised(courseId: string, draftId: string): Promise<boolean>;
  /** How often there was something to follow; read before what is followed. */
  moves(courseId: string): Promise<number>;
  /** Only when nothing moved since `moves` was read. */
  markMaterialised(courseId: string, moves: number): Promise<void>;
  /** Courses whose publication moved since it was last followed. */
  dueForMaterialising(): Promise<string[]>;
}
