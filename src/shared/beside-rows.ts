/**
 * The same function, worked out once for the same row or rows: those that are kept from page to page are the same array until
 * one of them is another. Only for what follows from the rows alone; nobody changes the answer.
 */
export function besideRows<Rows extends object, Answer>(work: (rows: Rows) => Answer): (rows: Rows) => Answer {
  const answers = new WeakMap<Rows, { answer: Answer }>();
  return (rows) => {
    const known = answers.get(rows);
    if (known) return known.answer;
    const answer = work(rows);
    answers.set(rows, { answer });
    return answer;
  };
}

/**
 * As {@link besideRows}, for what follows from the rows and the time: worked out anew at the moment that the answer names,
 * and where the clock went back.
 */
export function besideRowsUntil<Rows extends object, Answer>(
  work: (rows: Rows, now: Date) => { answer: Answer; until: Date },
): (rows: Rows, now: Date) => Answer {
  const answers = new WeakMap<Rows, { answer: Answer; from: Date; until: Date }>();
  return (rows, now) => {
    const known = answers.get(rows);
    if (known && known.from <= now && now < known.until) return known.answer;
    const { answer, until } = work(rows, now);
    answers.set(rows, { answer, from: now, until });
    return answer;
  };
}
