/** One piece of work after the other; with `atMost` of them here already, the next is refused at once. */
export function inTurns(atMost: number, refusal: () => Error) {
  let last: Promise<unknown> = Promise.resolve();
  let here = 0;
  return async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (here >= atMost) throw refusal();
    here += 1;
    const mine = last.then(work).finally(() => (here -= 1));
    last = mine.catch(() => undefined);
    return mine;
  };
}
