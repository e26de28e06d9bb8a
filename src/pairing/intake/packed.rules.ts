/** The profiles of a whole course, read in a thread for what a pairing compares. */
import { unpackRows, type PackedRows } from '../../shared/packed.js';
import { askedFields } from './intake.rules.js';
import type { ProfileAnswers, Questions } from './profile.js';
import { asWithheld } from './answers.rules.js';
import { withheldIn, type ProfileRow } from './rows.rules.js';

/** What people can be compared by: none of their own words. */
export type ComparableAnswers = Omit<ProfileAnswers, 'goals' | 'helpWith' | 'constraints' | 'roleWish'> &
  Partial<Pick<ProfileAnswers, 'roleWish'>>;

/**
 * Of complete profiles, without answers to what is not asked: the same as in `usedBy`, but of thousands at once, so
 * that nothing is copied from shape to shape.
 */
export function answersIn(packed: PackedRows, questions: Questions): Map<string, ComparableAnswers> {
  const asked = new Set<string>(askedFields(questions));
  const complete = unpackRows<ProfileRow>(packed).filter(({ completedAt, roleWish }) => completedAt && roleWish);
  return new Map(complete.map((row) => [row.personId, answersOf(row, asked)]));
}

const lists = ['strong', 'wanted', 'languages', 'availability'] as const;
const records = ['confidence', 'style'] as const;
const scalars = ['stage', 'channel', 'timeZone', 'format', 'maxMentees'] as const;

function answersOf(row: ProfileRow, asked: ReadonlySet<string>): ComparableAnswers {
  const answers: Record<string, unknown> = isRoleAsked(row) ? { roleWish: row.roleWish } : {};
  for (const field of lists) answers[field] = asked.has(field) ? row[field] : [];
  for (const field of records) answers[field] = asked.has(field) ? recordOf(row[field]) : {};
  for (const field of scalars) if (row[field] !== null && asked.has(field)) answers[field] = row[field];
  Object.assign(answers, asWithheld(withheldIn(row).filter((field) => asked.has(field))));
  // SAFETY: each field of the row holds what the answer of that name holds, or null.
  return answers as unknown as ComparableAnswers;
}

/** Everybody has a role; where there were none to wish for it says nothing. */
function isRoleAsked({ asked, steps }: ProfileRow): boolean {
  return !asked || steps.length > 0 || asked.includes('roleWish');
}

function recordOf(entries: readonly { about: string; level: number }[]): Record<string, number> {
  const record: Record<string, number> = {};
  for (const { about, level } of entries) record[about] = level;
  return record;
}
