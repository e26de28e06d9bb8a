import type { Goal } from './goal.js';

export function runningOf(goals: readonly Goal[]): Goal[] {
  return goals.filter(({ end }) => !end).sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
}

/** Ended ones, the last first. */
export function endedOf(goals: readonly Goal[]): Goal[] {
  return goals
    .filter(({ end }) => end)
    .sort((one, other) => (other.end?.at.getTime() ?? 0) - (one.end?.at.getTime() ?? 0));
}
