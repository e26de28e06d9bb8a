/** Rows of the bench of peer reviews: what is owed may be a floor, a ceiling or a range; what was not measured says so. */
export interface Row {
  case: string;
  value: number | string;
  unit: string;
  owed: string;
  /** Absent where nothing was measured. */
  holds?: boolean;
}

export const rows: Row[] = [];

export interface Owed {
  least?: number;
  most?: number;
  /** Of a checker outside the clock. */
  proven?: boolean;
}

export function report(name: string, value: number, unit: string, { least, most, proven = true }: Owed = {}): void {
  const bounds = [...(least === undefined ? [] : [`>= ${least}`]), ...(most === undefined ? [] : [`<= ${most}`])];
  const owed = bounds.length === 0 ? 'shown only' : bounds.join(' and ');
  const holds = proven && (least === undefined || value >= least) && (most === undefined || value <= most);
  rows.push({ case: name, value: Math.round(value * 1e4) / 1e4, unit, owed, holds });
  console.error(`${name}: ${value.toFixed(4)} ${unit} (${owed}${proven ? '' : ', PROOF HAS FAULTS'})`);
}

export function notMeasured(name: string, owed: string): void {
  rows.push({ case: name, value: 'not measured', unit: '', owed });
  console.error(`${name}: not measured (${owed})`);
}

export function cpuOf<Result>(work: () => Result): { result: Result; cpu: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpu: (user + system) / 1000 };
}
