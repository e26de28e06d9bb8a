import { createContext, Script } from 'node:vm';
import { BSONRegExp } from 'bson';
import type { Doc } from './bson-value.js';
import { MongoError } from './errors.js';
import { isNumeric, toNumber, type Maybe } from './values.js';

/** Runs what only looks, and ends it with an error when its command's time is over. Never for what writes. */
export type Within = <T>(look: () => T) => T;

/** A regular expression can take any time on a few letters: without a `maxTimeMS` it gets this much. */
export const LONGEST_REGEX_MS = 10_000;
const MOST_MS = 2 ** 31 - 1;

/** The time a command has from now on: its `maxTimeMS`, and `longestRegexMs` at most where a regular expression is in it. */
export function limitOf(body: Doc, longestRegexMs = LONGEST_REGEX_MS): Within {
  const given = maxTimeOf(body.get('maxTimeMS'));
  const most = Math.min(given, holdsRegex(body) ? longestRegexMs : Infinity);
  if (most === Infinity) return (look) => look();
  const end = performance.now() + most;
  return (look) => bounded(look, end - performance.now());
}

function maxTimeOf(value: Maybe): number {
  if (value === undefined) return Infinity;
  const ms = toNumber(value);
  if (!isNumeric(value) || !Number.isInteger(ms) || ms < 0 || ms > MOST_MS)
    throw new MongoError('BadValue', `maxTimeMS must be a whole number from 0 to ${MOST_MS}`);
  return ms === 0 ? Infinity : ms;
}

const OPERATORS = new Set(['$regex', '$regexMatch']);

function holdsRegex(value: Maybe): boolean {
  if (Array.isArray(value)) return value.some(holdsRegex);
  if (!(value instanceof Map)) return value instanceof BSONRegExp;
  for (const [name, field] of value)
    if (name !== 'documents' && (OPERATORS.has(name) || holdsRegex(field))) return true;
  return false;
}

const sandbox: { look: () => void } = { look: () => undefined };
const context = createContext(sandbox);
const script = new Script('look()');

/** A timer cannot end code of its own thread; the time limit of a script can, wherever the code it called is. */
function bounded<T>(look: () => T, ms: number): T {
  if (ms <= 0) throw expired();
  const made: T[] = [];
  sandbox.look = () => {
    made.push(look());
  };
  try {
    script.runInContext(context, { timeout: Math.ceil(ms) });
  } catch (error) {
    throw isTimeout(error) ? expired() : error;
  }
  // SAFETY: the script ran to its end, so `look` returned.
  return made[0] as T;
}

// The error may be of another realm than this module's, so it is known by its code alone.
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

function expired(): MongoError {
  return new MongoError('MaxTimeMSExpired', 'operation exceeded time limit');
}
