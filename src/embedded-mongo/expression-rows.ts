import { type Value } from './bson-value.js';
import { type Maybe } from './values.js';

export interface Operator {
  takes: [number, number];
  run: (args: Maybe[]) => Maybe;
}

export const MANY = Number.MAX_SAFE_INTEGER;
export type Row = readonly [string, Operator];

export const missing = (value: Maybe): value is null | undefined => value === undefined || value === null;

export function row(name: string, takes: number | [number, number], run: (...args: Maybe[]) => Maybe): Row {
  return [name, { takes: typeof takes === 'number' ? [takes, takes] : takes, run: (args) => run(...args) }];
}

/** As `row`, for operators that answer null when any argument is null or missing. */
export function strict(name: string, takes: number | [number, number], run: (...args: Value[]) => Maybe): Row {
  return row(name, takes, (...args) => {
    const given: Value[] = [];
    for (const arg of args) {
      if (missing(arg)) return null;
      given.push(arg);
    }
    return run(...given);
  });
}

/** `$sum`, `$min` and their kin as expressions: one array or several values. */
export function overList(name: string, run: (values: Maybe[]) => Maybe): Row {
  return [name, { takes: [0, MANY], run: (args) => run(args.length === 1 && Array.isArray(args[0]) ? args[0] : args) }];
}
