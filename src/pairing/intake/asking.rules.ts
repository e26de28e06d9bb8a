/** What a course's form has on its one page. */
import { asWithheld } from './answers.rules.js';
import type { MayBe } from '../../course/roster/who-may.js';
import type { DraftAnswers, SavedProfile } from './draft-profile.js';
import { askedFields, notAsked } from './intake.rules.js';
import {
  withholdable,
  type AskedField,
  type Questions,
  type Share,
  type Shareable,
  type Uses,
  type Withholdable,
} from './profile.js';

/** In the order of the page. */
export const formOrder: readonly AskedField[] = [
  ...(['strong', 'wanted', 'confidence', 'stage', 'availability', 'timeZone', 'channel', 'format'] as const),
  ...(['languages', 'style', 'roleWish', 'maxMentees', 'goals', 'helpWith', 'constraints'] as const),
];

/** What the way of pairing uses and the teacher did not leave out, and what the teacher added. */
export function formFields(questions: Questions, uses: Uses): AskedField[] {
  const open = new Set<AskedField>(askedFields(questions));
  const isWanted = (field: AskedField): boolean =>
    field === 'roleWish' ? uses.roleWish !== undefined : uses[field] !== undefined || questions.added.includes(field);
  return formOrder.filter((field) => (field === 'roleWish' || open.has(field)) && isWanted(field));
}

/** Nobody is asked for a wish who has no choice of role, nor for mentees who may not mentor. */
export function fieldsForOne(fields: readonly AskedField[], { mentor, mentee }: MayBe): AskedField[] {
  const hasChoice = mentor !== undefined && mentee !== undefined;
  return fields.filter((field) => (field === 'roleWish' ? hasChoice : field !== 'maxMentees' || mentor !== undefined));
}

/** Of a sent profile: what the course asks since then. */
export function newFields(saved: SavedProfile | undefined, fields: readonly AskedField[]): AskedField[] {
  if (!saved?.completedAt) return [];
  return fields.filter((field) => !saved.asked.includes(field));
}

/** Answered once and not asked now; they are kept. */
export function keptFields({ answers }: Pick<SavedProfile, 'answers'>, fields: readonly AskedField[]): AskedField[] {
  return formOrder.filter((field) => {
    const answer = answers[field];
    const isSaid = answer !== undefined && (typeof answer !== 'object' || Object.keys(answer).length > 0);
    return isSaid && !fields.includes(field);
  });
}

/** What a partner sees only where the person says so. */
export function sharesOffered(fields: readonly AskedField[]): Shareable[] {
  return (['goals', 'helpWith', 'style'] as const).filter((field) => fields.includes(field));
}

export function withholdableIn(fields: readonly AskedField[]): Withholdable[] {
  return withholdable.filter((field) => fields.includes(field));
}

/** What of a sent page counts: what was not on it, or is not asked any more, keeps what is stored. */
export function answersOf({ withheld = [], ...answers }: DraftAnswers, fields: readonly AskedField[]): DraftAnswers {
  const said = Object.entries(answers).filter(([field]) => fields.some((one) => one === field));
  return { ...Object.fromEntries(said), ...asWithheld(withheld.filter((field) => fields.includes(field))) };
}

/** What a page offered is as it was sent; the week says beside it that partners see the hours both have. */
export function sharesAfter(
  before: readonly Share[],
  sent: readonly Shareable[],
  fields: readonly AskedField[],
): Share[] {
  const offered = sharesOffered(fields);
  const kept = before.filter((share) => !offered.some((one) => one === share));
  const common: Share[] = fields.includes('availability') ? ['commonHours'] : [];
  return [...new Set([...kept, ...common, ...sent.filter((share) => offered.includes(share))])];
}

/** A profile has a role, also where nobody is asked for one. */
export function withRole(answers: DraftAnswers, before: DraftAnswers | undefined): DraftAnswers {
  const isSaid = answers.roleWish !== undefined || before?.roleWish !== undefined;
  return isSaid ? answers : { ...answers, roleWish: notAsked };
}
