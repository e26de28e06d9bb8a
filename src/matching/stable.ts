export interface RankedChoices {
  readonly capacities: ArrayLike<number>;
  /** By mentee the mentors that are acceptable, first choice first. */
  readonly menteeChoices: readonly (readonly number[])[];
  /** By mentor the acceptable mentees, first choice first; who is not listed is refused. */
  readonly mentorChoices: readonly (readonly number[])[];
}

/**
 * Stable placing with capacities, the best stable one for every mentee (Gale and Shapley 1962, "College admissions and
 * the stability of marriage"). Answers the mentor of each mentee, -1 where all refused.
 */
export function placeByChoices({ capacities, menteeChoices, mentorChoices }: RankedChoices): Int32Array {
  const rankOf = mentorChoices.map((choices) => new Map(choices.map((mentee, rank) => [mentee, rank])));
  const held = mentorChoices.map((): number[] => []);
  const next = new Int32Array(menteeChoices.length);
  const asking = menteeChoices.map((_, mentee) => mentee).reverse();
  const mentorOf = new Int32Array(menteeChoices.length).fill(-1);
  for (let mentee = asking.pop(); mentee !== undefined; mentee = asking.pop()) {
    const mentor = menteeChoices[mentee]?.[next[mentee] as number];
    if (mentor === undefined) continue;
    next[mentee] = (next[mentee] as number) + 1;
    const ranks = rankOf[mentor];
    const holds = held[mentor];
    if (!ranks?.has(mentee) || !holds) {
      asking.push(mentee);
      continue;
    }
    mentorOf[mentee] = mentor;
    holds.push(mentee);
    if (holds.length <= (capacities[mentor] as number)) continue;
    const last = holds.reduce((worst, one) => ((ranks.get(one) ?? 0) > (ranks.get(worst) ?? 0) ? one : worst));
    holds.splice(holds.indexOf(last), 1);
    mentorOf[last] = -1;
    asking.push(last);
  }
  return mentorOf;
}

/** Pairs that would both rather have each other than what they have; none when the placing is stable. */
export function blockingPairs(
  { capacities, menteeChoices, mentorChoices }: RankedChoices,
  mentorOf: ArrayLike<number>,
): [mentor: number, mentee: number][] {
  return menteeChoices.flatMap((choices, mentee) => {
    const own = choices.indexOf(mentorOf[mentee] as number);
    const preferred = own < 0 ? choices : choices.slice(0, own);
    return preferred.flatMap((mentor): [number, number][] => {
      const wanted = mentorChoices[mentor] ?? [];
      const rank = wanted.indexOf(mentee);
      const seated = wanted.filter((other) => mentorOf[other] === mentor);
      const hasRoom = seated.length < (capacities[mentor] as number);
      const isBetter = seated.some((other) => wanted.indexOf(other) > rank);
      return rank >= 0 && (capacities[mentor] as number) > 0 && (hasRoom || isBetter) ? [[mentor, mentee]] : [];
    });
  });
}
