/** What takes long to make, made once for each key; all are forgotten when there are too many. */
export function madeOnce<Made>(make: (key: string) => Made, atMost: number): (key: string) => Made {
  const made = new Map<string, { thing: Made }>();
  return (key) => {
    const known = made.get(key);
    if (known) return known.thing;
    const thing = make(key);
    if (made.size >= atMost) made.clear();
    made.set(key, { thing });
    return thing;
  };
}
