/** Nobody who offered help stands idle while another mentor has several mentees. */

export interface Seating {
  /** By mentee: the place of the mentor, or -1. */
  mentorOf: Int32Array;
  mentorCount: number;
  /** Mentees whose mentor somebody decided. */
  isLocked(mentee: number): boolean;
  /** -1 where a rule forbids the pair. */
  scoreOf(mentor: number, mentee: number): number;
}

/** Moves, for each mentor without a mentee, the one mentee whom it costs least; says how many moved. */
export function employIdleMentors({ mentorOf, mentorCount, isLocked, scoreOf }: Seating): number {
  const loads = new Int32Array(mentorCount);
  for (const mentor of mentorOf) if (mentor >= 0) loads[mentor] = (loads[mentor] ?? 0) + 1;
  let moved = 0;
  for (const [idle, load] of loads.entries()) {
    if (load > 0) continue;
    const mentee = leastCostly(idle);
    if (mentee === undefined) continue;
    const before = mentorOf[mentee] ?? -1;
    loads[before] = (loads[before] ?? 0) - 1;
    loads[idle] = 1;
    mentorOf[mentee] = idle;
    moved += 1;
  }
  return moved;

  function leastCostly(idle: number): number | undefined {
    let best: { mentee: number; gain: number } | undefined;
    for (const [mentee, mentor] of mentorOf.entries()) {
      if ((loads[mentor] ?? 0) < 2 || isLocked(mentee)) continue;
      const score = scoreOf(idle, mentee);
      const gain = score - scoreOf(mentor, mentee);
      if (score >= 0 && (!best || gain > best.gain)) best = { mentee, gain };
    }
    return best?.mentee;
  }
}
