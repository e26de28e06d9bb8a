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
