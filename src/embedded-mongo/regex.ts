import { BSONRegExp } from 'bson';
import { MongoError, notSupported } from './errors.js';
import { type Maybe } from './values.js';

/** A PCRE pattern as JavaScript's nearest; what JavaScript does not know is refused, not guessed. */
export function toRegExp(operand: Maybe, options: Maybe): RegExp {
  const pattern = operand instanceof BSONRegExp ? operand.pattern : operand;
  if (typeof pattern !== 'string') throw new MongoError('BadValue', '$regex has to be a string');
  const given =
    options instanceof BSONRegExp
      ? options.options
      : (options ?? (operand instanceof BSONRegExp ? operand.options : ''));
  if (typeof given !== 'string') throw new MongoError('BadValue', '$options has to be a string');
  for (const flag of given)
    if (!'imsxu'.includes(flag)) throw new MongoError('Location51108', `invalid flag in regex options: ${flag}`);
  if (given.includes('x')) throw notSupported('the regex option x');
  const flags = [...new Set(given.replace('u', ''))].join('');
  try {
    return new RegExp(pattern, `${flags}u`);
  } catch {
    try {
      return new RegExp(pattern, flags);
    } catch {
      throw new MongoError('Location51091', `Regular expression is invalid: ${pattern}`);
    }
  }
}
