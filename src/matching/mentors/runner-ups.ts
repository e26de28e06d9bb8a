import { NOBODY, type MentorCase, type MentorSolution } from '../types.js';
import { valueOf } from '../transport/values.js';

export interface RunnerUpMentor {
  readonly mentor: number;
  readonly score: number;
  /** What the last stage's sum loses at least if this pair had to be; 0: it may cost nothing. */
  readonly shortfall: number;
  /** Where the floor was an aim: the pair is worse than the worst that was made. */
  readonly isBelowFloor: boolean;
}

/**
 * The mentors who came next for a mentee, the cheapest for the whole first. The shortfall is the pair's reduced cost: price and profit
 * less value, by which any placing with this pair falls short of the proven best with as many pairs (weak duality).
 */
export function runnerUps(
  mentorCase: MentorCase,
  { mentorOf, floor, certificate }: MentorSolution,
  mentee: number,
  most: number,
): RunnerUpMentor[] {
  const { mentorCount, menteeCount, capacities, scores, stay, locked = [] } = mentorCase;
  if (locked.some(([, other]) => other === mentee)) return [];
  const { prices, profits, lift, objective } = certificate;
  const least = objective === 'balanced' || objective === 'fair' ? floor : 0;
  const found: RunnerUpMentor[] = [];
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    const score = scores[mentor * menteeCount + mentee] as number;
    if (score < 0 || mentor === mentorOf[mentee] || (capacities[mentor] as number) === 0) continue;
    const bonus = stay?.mentorOf[mentee] === mentor ? stay.bonus : 0;
    const value = valueOf(score, objective) + bonus + lift;
    const shortfall = Math.max(0, (prices[mentor] as number) + (profits[mentee] as number) - value);
    found.push({ mentor, score, shortfall, isBelowFloor: score < least });
  }
  found.sort((one, other) => one.shortfall - other.shortfall || other.score - one.score || one.mentor - other.mentor);
  return mentorOf[mentee] === NOBODY ? [] : found.slice(0, most);
}
