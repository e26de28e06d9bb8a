/** Minutes east of UTC at one moment, each zone asked once; undefined for a zone this machine does not know. */
export function offsetsAt(at: Date): (timeZone: string) => number | undefined {
  const known = new Map<string, number | undefined>();
  return (timeZone) => {
    if (!known.has(timeZone)) known.set(timeZone, offsetOf(timeZone, at));
    return known.get(timeZone);
  };
}

function offsetOf(timeZone: string, at: Date): number | undefined {
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
    const found = /([+-])(\d\d):(\d\d)/.exec(name);
    if (!found) return 0;
    return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
  } catch (problem) {
    if (problem instanceof RangeError) return undefined;
    throw problem;
  }
}
