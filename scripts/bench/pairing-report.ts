export interface Case {
  case: string;
  value: number;
  unit: string;
  owed: string;
  holds: boolean;
}

export const cases: Case[] = [];

export const SEEDS = [1, 2, 3, 4, 5];

export function report(
  name: string,
  value: number,
  unit: string,
  { most, proven = true }: { most?: number; proven?: boolean } = {},
): void {
  const owed = most === undefined ? 'shown only' : `<= ${most}`;
  cases.push({
    case: name,
    value: Math.round(value * 1e6) / 1e6,
    unit,
    owed,
    holds: proven && (most === undefined || value <= most),
  });
  console.error(`${name}: ${value.toFixed(3)} ${unit} (${owed}${proven ? '' : ', PROOF HAS FAULTS'})`);
}

export function timed<Result>(work: () => Result): { result: Result; wall: number; cpu: number } {
  const before = process.cpuUsage();
  const start = performance.now();
  const result = work();
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { result, wall, cpu: (user + system) / 1e6 };
}

export function reportTimes(
  name: string,
  runs: readonly { wall: number; cpu: number }[],
  judged: { most?: number; proven?: boolean },
): void {
  report(`${name}, slowest of ${runs.length}`, Math.max(...runs.map(({ wall }) => wall)), 's wall', judged);
  report(`${name}, most CPU`, Math.max(...runs.map(({ cpu }) => cpu)), 's CPU');
}

/** Holds from the share that is owed. */
export function reportRatio(name: string, ratio: number, owed: number): void {
  cases.push({ case: name, value: Math.round(ratio * 1e6) / 1e6, unit: '', owed: `>= ${owed}`, holds: ratio >= owed });
  console.error(`${name}: ${ratio.toFixed(4)} (>= ${owed})`);
}
