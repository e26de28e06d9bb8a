/** n mentors x m mentees; roles belong to the mentorship. Peers: everybody is in `peers`, the others are empty. */
export interface Mentorship {
  mentorshipId: string;
  courseId: string;
  roundId: string;
  form: 'mentoring' | 'peers';
  mentorIds: readonly string[];
  menteeIds: readonly string[];
  peerIds: readonly string[];
  startedAt: Date;
  /** Set when it is over; it stays readable. */
  endedAt?: Date;
}

export interface Mentorships {
  /** Those running now in which the person is; nothing before publication. */
  of(courseId: string, personId: string): Promise<Mentorship[]>;
  running(courseId: string): Promise<Mentorship[]>;
  /** Also those that are over. */
  ever(courseId: string, personId: string): Promise<Mentorship[]>;
}

/** Who is together in which part, whether it runs already or somebody is invited to it. */
export type TogetherAs = Pick<Mentorship, 'form' | 'mentorIds' | 'menteeIds' | 'peerIds'>;

/** The others in a mentorship, as one of them sees it. */
export function partnersOf(mentorship: TogetherAs, personId: string): string[] {
  const everybody = [...mentorship.mentorIds, ...mentorship.menteeIds, ...mentorship.peerIds];
  return everybody.filter((other) => other !== personId);
}
