import { double, isInt32, type Value } from './bson-value.js';
import { Decimal128 } from 'bson';
import { MongoError, notSupported } from './errors.js';
import { isNumeric, toNumber, typeOf } from './values.js';

/** Every double is a whole number over a power of two. */
function exactly(value: number): [numerator: bigint, denominator: bigint] {
  let [scaled, power] = [value, 0];
  while (!Number.isInteger(scaled)) [scaled, power] = [scaled * 2, power + 1];
  return [BigInt(scaled), 1n << BigInt(power)];
}

/** To so many places after the point (before it, where negative), by the exact value of the double, as MongoDB does. */
function placed([top, bottom]: [bigint, bigint], places: number, half: boolean): bigint {
  const scale = 10n ** BigInt(Math.abs(places));
  const [numerator, denominator] = places < 0 ? [top, bottom * scale] : [top * scale, bottom];
  const size = numerator < 0n ? -numerator : numerator;
  const floor = size / denominator;
  const rest = 2n * (size % denominator);
  const isUp = half && (rest > denominator || (rest === denominator && floor % 2n === 1n));
  const rounded = isUp ? floor + 1n : floor;
  return numerator < 0n ? -rounded : rounded;
}

function placesIn(name: string, places: Value): number {
  const wanted = isNumeric(places) ? toNumber(places) : NaN;
  if (!Number.isInteger(wanted)) throw new MongoError('Location51082', 'precision argument must be a integral value');
  if (wanted < -20 || wanted > 100) {
    throw new MongoError(
      'Location51083',
      `cannot apply ${name} with precision value ${wanted} value must be in [-20, 100]`,
    );
  }
  return wanted;
}

/** @param half whether halves go to the even neighbour; without it towards zero */
export function toPlaces(name: string, half: boolean): (value: Value, places?: Value) => Value {
  return (value, given = 0) => {
    if (!isNumeric(value)) {
      throw new MongoError('Location51081', `${name} only supports numeric types, not ${typeOf(value)}`);
    }
    if (value instanceof Decimal128) throw notSupported('arithmetic on Decimal128');
    const places = placesIn(name, given);
    if (typeOf(value) === 'double') return roundedDouble(toNumber(value), places, half);
    if (places >= 0) return value;
    const whole =
      placed([BigInt(typeof value === 'bigint' ? value : toNumber(value)), 1n], places, half) * 10n ** BigInt(-places);
    if (BigInt.asIntN(64, whole) !== whole)
      throw new MongoError('Location51080', `Invalid conversion to long during ${name}`);
    return typeof value !== 'bigint' && isInt32(Number(whole)) ? Number(whole) : whole;
  };
}

function roundedDouble(value: number, places: number, half: boolean): Value {
  if (!Number.isFinite(value)) return double(value);
  const made = Number(`${String(placed(exactly(value), places, half))}e${String(-places)}`);
  return double(made === 0 && (value < 0 || Object.is(value, -0)) ? -0 : made);
}
