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
  if (/\[\[?[:.=]|\(\?(?:[a-zA-Z]|[-#(|>&+\d^])|\(\*|[*+?}]\+/.test(pattern))
    throw notSupported(`the regular expression ${pattern}`);
  const flags = given.includes('i') ? 'i' : '';
  const nearest = translated(pattern, { lines: given.includes('m'), dotAll: given.includes('s') });
  try {
    return new RegExp(nearest, `${flags}u`);
  } catch {
    try {
      return new RegExp(nearest, flags);
    } catch {
      throw new MongoError('Location51091', `Regular expression is invalid: ${pattern}`);
    }
  }
}

const end = '(?![^])';
const start = '(?<![^])';
const space = String.raw`\t\n\v\f\r `;

/** PCRE knows one line end, and ASCII spaces only; what JavaScript would silently read as a letter is refused. */
function translated(pattern: string, { lines, dotAll }: { lines: boolean; dotAll: boolean }): string {
  const outside: Readonly<Record<string, string>> = {
    '.': dotAll ? '[^]' : String.raw`[^\n]`,
    '^': lines ? String.raw`(?<=\n|(?<![^]))` : start,
    $: lines ? String.raw`(?=\n|(?![^]))` : String.raw`(?=\n?(?![^]))`,
    '\\s': `[${space}]`,
    '\\S': `[^${space}]`,
    '\\A': start,
    '\\z': end,
    '\\Z': String.raw`(?=\n?(?![^]))`,
  };
  const inside: Readonly<Record<string, string>> = { '\\s': space, '[': String.raw`\[` };
  let isInside = false;
  return pattern.replace(/\\[^]|\[\^?\]?|[^]/gu, (sign) => {
    if (!isInside && sign.startsWith('[')) return opened(sign);
    if (isInside && sign === ']') isInside = false;
    return translatedSign(
      sign,
      isInside ? { known: inside, kept: /[dDwWbnrtfx]/ } : { known: outside, kept: /[dDwWbBnrtfxk]/ },
    );
  });

  function opened(sign: string): string {
    isInside = true;
    // First in a class a closing bracket is one of its characters.
    return sign.endsWith(']') ? `${sign.slice(0, -1)}\\]` : sign;
  }
}

/** @param kept letters that mean the same in both after a backslash */
function translatedSign(
  sign: string,
  { known, kept }: { known: Readonly<Record<string, string>>; kept: RegExp },
): string {
  const own = Object.hasOwn(known, sign) ? known[sign] : undefined;
  if (own !== undefined) return own;
  if (/^\\[A-Za-z]$/.test(sign) && !kept.test(sign.slice(1))) throw notSupported(`${sign} in a regular expression`);
  return sign;
}
