/** Whom a work must not have as its reviewer, beside its author. */
import type { Apart, Pair } from './allocation.js';

/** Per author, the reviewers whom their work must not have; the author is not in it. */
export type Bars = ReadonlyMap<string, ReadonlySet<string>>;

/** Never a mentor or mentee of one's own; one's own group never, or nobody else, as the teacher set it. */
export function barsOf(ids: readonly string[], { together, groups, groupsOf }: Apart): Bars {
  const bars = new Map(ids.map((id) => [id, new Set<string>()]));
  for (const [one, other] of together) {
    bars.get(one)?.add(other);
    bars.get(other)?.add(one);
  }
  if (groups !== 'any') for (const [id, bar] of bars) barGroup(id, bar, { ids, groups, groupsOf });
  return bars;
}

function barGroup(
  id: string,
  bar: Set<string>,
  { ids, groups, groupsOf }: { ids: readonly string[] } & Pick<Apart, 'groups' | 'groupsOf'>,
): void {
  const own = groupsOf.get(id) ?? [];
  for (const other of ids) {
    const shared = sharesGroup(own, groupsOf.get(other) ?? []);
    if (other !== id && shared === (groups === 'out')) bar.add(other);
  }
}

/** The same, and nobody who reviewed the author in another activity of the course. */
export function withEarlier(bars: Bars, earlier: readonly Pair[]): Bars {
  const more = new Map([...bars].map(([id, of]) => [id, new Set(of)]));
  for (const { reviewerId, authorId } of earlier) more.get(authorId)?.add(reviewerId);
  return more;
}

function sharesGroup(one: readonly string[], other: readonly string[]): boolean {
  return one.some((group) => other.includes(group));
}
