import { Decimal128, Double } from 'bson';
import { double, isInt32, type Value } from './bson-value.js';
import { MongoError, notSupported } from './errors.js';
import { isNumeric, toNumber, typeOf, type Maybe, type Numeric } from './values.js';

export type Sign = '+' | '-' | '*' | '/' | '%';

const LONG_MAX = 2n ** 63n - 1n;
const LONG_MIN = -(2n ** 63n);

function apply(sign: Sign, a: number, b: number): number {
  switch (sign) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return a % b;
  }
}

function whole(sign: Sign, a: bigint, b: bigint): bigint {
  if (sign === '+') return a + b;
  if (sign === '-') return a - b;
  return sign === '*' ? a * b : a % b;
}

/** One step of arithmetic with MongoDB's types: int grows to long, long to double, a double stays one. */
export function arithmetic(operator: string, sign: Sign, a: Value, b: Value): Value {
  if (a instanceof Date || b instanceof Date) return dateArithmetic(operator, sign, a, b);
  if (!isNumeric(a) || !isNumeric(b)) {
    const culprit = isNumeric(a) ? b : a;
    throw new MongoError('TypeMismatch', `${operator} only supports numeric or date types, not ${typeOf(culprit)}`);
  }
  if (a instanceof Decimal128 || b instanceof Decimal128) throw notSupported('arithmetic on Decimal128');
  if ((sign === '/' || sign === '%') && toNumber(b) === 0) {
    throw new MongoError(
      sign === '/' ? 'BadValue' : 'Location16610',
      sign === '/' ? "can't $divide by zero" : "can't $mod by zero",
    );
  }
  return sum(sign, a, b);
}

function isDouble(value: Numeric): boolean {
  return value instanceof Double || (typeof value === 'number' && !isInt32(value));
}

function sum(sign: Sign, a: Numeric, b: Numeric): Value {
  if (isDouble(a) || isDouble(b) || sign === '/') return double(apply(sign, toNumber(a), toNumber(b)));
  const exact = whole(sign, BigInt(toNumberOrBig(a)), BigInt(toNumberOrBig(b)));
  if (typeof a !== 'bigint' && typeof b !== 'bigint' && isInt32(Number(exact))) return Number(exact);
  return exact > LONG_MAX || exact < LONG_MIN ? double(Number(exact)) : exact;
}

function toNumberOrBig(value: Numeric): number | bigint {
  return typeof value === 'bigint' ? value : toNumber(value);
}

function dateArithmetic(operator: string, sign: Sign, a: Value, b: Value): Value {
  if (a instanceof Date && b instanceof Date && sign === '-') return BigInt(a.getTime() - b.getTime());
  const [date, amount] = a instanceof Date ? [a, b] : [b, a];
  if (date instanceof Date && isNumeric(amount) && (sign === '+' || (sign === '-' && date === a))) {
    return new Date(apply(sign, date.getTime(), Math.round(toNumber(amount))));
  }
  throw new MongoError('TypeMismatch', `${operator} does not take a date there`);
}

/** Int and long stay whole where the result fits; anything else is a double. */
export function power(base: Value, exponent: Value): Value {
  if (!isNumeric(base)) throw new MongoError('Location28762', `$pow's base must be numeric, not ${typeOf(base)}`);
  if (!isNumeric(exponent)) {
    throw new MongoError('Location28763', `$pow's exponent must be numeric, not ${typeOf(exponent)}`);
  }
  if (base instanceof Decimal128 || exponent instanceof Decimal128) throw notSupported('arithmetic on Decimal128');
  const made = toNumber(base) ** toNumber(exponent);
  if (toNumber(base) === 0 && toNumber(exponent) < 0) {
    throw new MongoError('Location28764', '$pow cannot take a base of 0 and a negative exponent');
  }
  // Beyond 2^64 no whole number fits, and the power itself might not either.
  if (isDouble(base) || isDouble(exponent) || !Number.isInteger(made) || Math.abs(made) > 2 ** 64) return double(made);
  const exact = toNumber(exponent) < 0 ? BigInt(made) : BigInt(toNumberOrBig(base)) ** BigInt(toNumberOrBig(exponent));
  if (exact > LONG_MAX || exact < LONG_MIN) return double(Number(exact));
  return typeof base !== 'bigint' && typeof exponent !== 'bigint' && isInt32(Number(exact)) ? Number(exact) : exact;
}

/** With what each addition lost (Knuth's two-sum), as MongoDB adds doubles. */
function compensated(values: readonly number[]): number {
  let [sum, lost] = [0, 0];
  for (const value of values) {
    const next = sum + value;
    const part = next - sum;
    lost += sum - (next - part) + (value - part);
    sum = next;
  }
  return Number.isFinite(sum) ? sum + lost : sum;
}

export function sumOf(values: Maybe[]): Value {
  const numbers = values.filter(isNumeric);
  if (numbers.some((value) => value instanceof Decimal128)) throw notSupported('arithmetic on Decimal128');
  if (numbers.some(isDouble)) return double(compensated(numbers.map(toNumber)));
  return numbers.reduce<Value>((total, value) => arithmetic('$sum', '+', total, value), 0);
}

export function averageOf(values: Maybe[]): Value {
  const numbers = values.filter(isNumeric);
  if (numbers.some((value) => value instanceof Decimal128)) throw notSupported('arithmetic on Decimal128');
  return numbers.length === 0 ? null : double(compensated(numbers.map(toNumber)) / numbers.length);
}
