import { SCORE_MAX, type Cover, type MentorCase, type MentorSolution, type Objective } from '../types.js';

/**
 * Judges a solution without knowing how it was found: shares no code with the solver, reads the case, the pairs and the
 * proof only. Answers what is wrong, in words; an empty list means feasible and proven best in every stage.
 */
export function checkMentors(
  mentorCase: MentorCase,
  solution: MentorSolution,
  options: { readonly floorAtMost?: number } = {},
): string[] {
  const judge = new MentorJudge(mentorCase, solution, options.floorAtMost ?? SCORE_MAX);
  judge.pairs();
  if (judge.faults.length === 0) judge.proof();
  return judge.faults;
}

class MentorJudge {
  readonly faults: string[] = [];
  private readonly lockedWith = new Map<number, number>();
  private readonly seats: number[];
  private unlockedPairs = 0;
  private employed = 0;

  constructor(
    private readonly asked: MentorCase,
    private readonly given: MentorSolution,
    private readonly floorAtMost: number,
  ) {
    this.seats = Array.from(asked.capacities);
    for (const [mentor, mentee] of asked.locked ?? []) this.lockedWith.set(mentee, mentor);
  }

  pairs(): void {
    const { mentorCount, menteeCount } = this.asked;
    const { mentorOf, matched, employed, total, floor } = this.given;
    if (mentorOf.length !== menteeCount) this.faults.push('There is not one place per mentee');
    let sum = 0;
    let count = 0;
    let worst = Infinity;
    mentorOf.forEach((mentor, mentee) => {
      const lockedWith = this.lockedWith.get(mentee);
      if (lockedWith !== undefined && lockedWith !== mentor) this.faults.push(`Locked mentee ${mentee} was moved`);
      if (mentor === -1) return;
      if (mentor < 0 || mentor >= mentorCount) return void this.faults.push(`Mentee ${mentee} has an unknown mentor`);
      this.seats[mentor] = (this.seats[mentor] ?? 0) - 1;
      const score = this.score(mentor, mentee);
      count += 1;
      sum += Math.max(0, score);
      if (lockedWith !== undefined) return;
      this.unlockedPairs += 1;
      worst = Math.min(worst, score);
      if (score < 0) this.faults.push(`Mentee ${mentee} has a forbidden mentor`);
    });
    this.seats.forEach((left, mentor) => {
      if (left < 0) this.faults.push(`Mentor ${mentor} has more mentees than seats`);
    });
    const busy = new Set(mentorOf);
    const wanted = [...busy].filter((mentor) => this.asked.employ?.[mentor] === 1);
    if (wanted.length !== employed) this.faults.push('So many mentors are not employed');
    const lockedIn = new Set(this.lockedWith.values());
    this.employed = wanted.filter((mentor) => !lockedIn.has(mentor)).length;
    if (count !== matched || sum !== total) this.faults.push('Count or total is not that of the pairs');
    if (floor !== (worst === Infinity ? -1 : worst)) this.faults.push('The floor is not the score of the worst pair');
  }

  proof(): void {
    const { objective, coverage, employment, floor, floorOf } = this.given.certificate;
    const aimsAtFloor = objective === 'balanced' || objective === 'fair';
    if (objective !== 'sum') {
      if (coverage === null) this.faults.push('The greatest number of pairs is not proven');
      else this.cover(coverage, 0, 'pairs', this.unlockedPairs);
      if (employment !== null) this.cover(employment, 0, 'employed', this.employed);
      else if (this.firstSeats().includes(1)) this.faults.push('The greatest number of employed is not proven');
    }
    const highest = Math.min(this.floorAtMost, SCORE_MAX);
    if (aimsAtFloor && this.unlockedPairs > 0 && this.given.floor < highest) {
      if (floor === null) this.faults.push('The highest floor is not proven');
      else this.cover(floor, this.given.floor + 1, floorOf, this.reached(floorOf) - 1);
    }
    this.duals(aimsAtFloor && this.unlockedPairs > 0 ? Math.min(this.given.floor, highest) : 0, objective);
  }

  /** Every pair from `least` up has an end in the cover, and the cover has at most so many seats, or first seats. */
  private cover(cover: Cover, least: number, of: 'pairs' | 'employed', atMost: number): void {
    let seats = 0;
    const open = of === 'employed' ? this.firstSeats() : this.openSeatsOfAll();
    open.forEach((own, mentor) => {
      if (cover.mentors[mentor] === 1) seats += own;
    });
    const { menteeCount } = this.asked;
    for (let mentee = 0; mentee < menteeCount; mentee += 1) {
      if (this.lockedWith.has(mentee)) continue;
      if (cover.mentees[mentee] === 1) seats += 1;
      else this.uncovered(cover, mentee, { least, of, open });
    }
    if (seats > atMost)
      this.faults.push(`The cover has ${seats} seats and proves no fewer than ${atMost + 1} ${of} from ${least} up`);
  }

  private reached(of: 'pairs' | 'employed'): number {
    return of === 'pairs' ? this.unlockedPairs : this.employed;
  }

  private uncovered(
    cover: Cover,
    mentee: number,
    { least, of, open }: { least: number; of: string; open: readonly number[] },
  ): void {
    open.forEach((own, mentor) => {
      if (cover.mentors[mentor] === 1 || own === 0) return;
      if (this.score(mentor, mentee) >= least)
        this.faults.push(`The cover of the ${of} from ${least} up misses pair ${mentor}-${mentee}`);
    });
  }

  /** Weak duality: no placing is worth more than all prices and profits; here both sides are equal. */
  private duals(least: number, objective: Objective): void {
    const { prices, profits, lift, first } = this.given.certificate;
    // Sums of all may be beyond what a number holds exactly.
    let bound = 0n;
    const firstSeats = this.firstSeats();
    this.eachMentor((mentor, open) => {
      const price = prices[mentor] as number;
      const own = firstSeats[mentor] === 1 ? first : 0;
      if (!(price >= -own)) this.faults.push(`The price of mentor ${mentor} is below what a first mentee is worth`);
      if (open > 0) bound += BigInt(price + own) + BigInt(Math.max(0, price)) * BigInt(open - 1);
    });
    let worth = BigInt(first) * BigInt(this.employed);
    for (let mentee = 0; mentee < this.asked.menteeCount; mentee += 1) {
      if (this.lockedWith.has(mentee)) continue;
      const profit = profits[mentee] as number;
      if (!(profit >= 0)) this.faults.push(`The profit of mentee ${mentee} is negative`);
      bound += BigInt(profit);
      const own = this.given.mentorOf[mentee] as number;
      if (own >= 0) worth += BigInt(this.worth(own, mentee, objective)) + BigInt(lift);
      this.eachMentor((mentor, open) => {
        const score = this.score(mentor, mentee);
        if (score < least || open === 0) return;
        const gain = this.worth(mentor, mentee, objective) + lift;
        if ((prices[mentor] as number) + profit < gain)
          this.faults.push(`Pair ${mentor}-${mentee} is worth more than its ends`);
      });
    }
    if (bound !== worth) this.faults.push(`The sum is proven to a gap of ${bound - worth}`);
  }

  private worth(mentor: number, mentee: number, objective: Objective): number {
    const score = this.score(mentor, mentee);
    const { stay } = this.asked;
    const bonus = stay !== undefined && stay.mentorOf[mentee] === mentor ? stay.bonus : 0;
    if (objective !== 'fair') return score + bonus;
    return SCORE_MAX - Math.round(((SCORE_MAX - score) / 1000) ** 2) + bonus;
  }

  private score(mentor: number, mentee: number): number {
    return this.asked.scores[mentor * this.asked.menteeCount + mentee] as number;
  }

  /** Seats open to others than the locked. */
  private eachMentor(visit: (mentor: number, open: number) => void): void {
    this.openSeatsOfAll().forEach((open, mentor) => {
      visit(mentor, open);
    });
  }

  private openSeatsOfAll(): number[] {
    return (this.openSeats ??= this.countOpenSeats());
  }

  /** 1 for each mentor to be employed who is not by a locked pair. */
  private firstSeats(): number[] {
    const lockedIn = new Set(this.lockedWith.values());
    return this.openSeatsOfAll().map((open, mentor) =>
      open > 0 && this.asked.employ?.[mentor] === 1 && !lockedIn.has(mentor) ? 1 : 0,
    );
  }

  private openSeats: number[] | undefined;

  private countOpenSeats(): number[] {
    const open = Array.from(this.asked.capacities);
    for (const mentor of this.lockedWith.values()) open[mentor] = (open[mentor] ?? 0) - 1;
    return open;
  }
}
