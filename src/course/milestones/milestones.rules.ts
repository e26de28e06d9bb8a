/** A *milestone* is had by who meets its *terms*, each so often of one fact; all of them, or so many. Done stays done. */

export interface Term {
  fact: string;
  /** At least so often; 1 or more. */
  atLeast: number;
}

export interface MilestoneRule {
  terms: readonly Term[];
  /** So many of the terms are enough; absent: all. */
  enough?: number;
}

export interface Milestone extends MilestoneRule {
  milestoneId: string;
  title: string;
  /** In a column of its own; absent: no score. */
  points?: number;
  /** YYYY-MM-DD, shown and never enforced. */
  bestBefore?: string;
}

/** By fact, how often each person has done it. */
export type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface Standing {
  has: boolean;
  /** What is not met, and how much of it is left. */
  lacks: readonly { fact: string; left: number }[];
}

export function standingOf({ terms, enough }: MilestoneRule, counts: Counts, personId: string): Standing {
  const lacks: { fact: string; left: number }[] = [];
  for (const { fact, atLeast } of terms) {
    const left = atLeast - (counts.get(fact)?.get(personId) ?? 0);
    if (left > 0) lacks.push({ fact, left });
  }
  const met = terms.length - lacks.length;
  return { has: terms.length > 0 && met >= Math.min(enough ?? terms.length, terms.length), lacks };
}

/** How many of these people meet one term. */
export function meeting({ fact, atLeast }: Term, counts: Counts, personIds: readonly string[]): number {
  const done = counts.get(fact);
  return personIds.filter((personId) => (done?.get(personId) ?? 0) >= atLeast).length;
}

export interface Preview {
  have: readonly string[];
  /** Who lacks so much that one term would do. */
  near: readonly { personId: string; lacks: Standing['lacks'] }[];
  others: number;
}

/** @param done who has it already, and keeps it */
export function previewOf(
  rule: MilestoneRule,
  counts: Counts,
  { personIds, done }: { personIds: readonly string[]; done: ReadonlySet<string> },
): Preview {
  const have: string[] = [];
  const near: { personId: string; lacks: Standing['lacks'] }[] = [];
  let others = 0;
  const enough = rule.enough ?? rule.terms.length;
  for (const personId of personIds) {
    const { has, lacks } = standingOf(rule, counts, personId);
    if (has || done.has(personId)) have.push(personId);
    else if (rule.terms.length - lacks.length === enough - 1) near.push({ personId, lacks });
    else others += 1;
  }
  return { have, near, others };
}

/** Who of these has it now and had it not before. */
export function newlyDone(
  milestone: MilestoneRule,
  counts: Counts,
  { personIds, done }: { personIds: readonly string[]; done: ReadonlySet<string> },
): string[] {
  return personIds.filter((personId) => !done.has(personId) && standingOf(milestone, counts, personId).has);
}
