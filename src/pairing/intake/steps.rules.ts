/** The questions in four short pages, each saved by itself. */
import { asWithheld } from './answers.rules.js';
import type { DraftAnswers } from './draft-profile.js';
import { askedFields } from './intake.rules.js';
import { shareables, type OptionalField, type Questions, type Shareable, type Withholdable } from './profile.js';

export const steps = ['wish', 'topics', 'meeting', 'style'] as const;
export type Step = (typeof steps)[number];

export const fieldsOfStep: Readonly<Record<Step, readonly OptionalField[]>> = {
  wish: ['goals', 'stage', 'maxMentees'],
  topics: ['strong', 'wanted', 'confidence', 'helpWith'],
  meeting: ['channel', 'format', 'languages', 'timeZone', 'availability'],
  style: ['style', 'constraints'],
};

/** What is withheld by a box of its own beside the question; of one choice of a list it is a choice of the list. */
export const boxesOf = {
  wish: [],
  topics: ['strong', 'wanted', 'confidence'],
  meeting: ['languages', 'availability'],
  style: ['style'],
} as const satisfies Readonly<Record<Step, readonly Withholdable[]>>;

export function askedIn(step: Step, questions: Questions): OptionalField[] {
  const asked = askedFields(questions);
  return fieldsOfStep[step].filter((field) => asked.includes(field));
}

export function sharesOffered(questions: Questions): Shareable[] {
  const asked = askedFields(questions);
  return shareables.filter((field) => asked.includes(field));
}

/** Pages on which there is nothing to ask are left out; the first always asks for the role. */
export function stepsOf(questions: Questions): Step[] {
  return steps.filter(
    (step) =>
      step === 'wish' ||
      askedIn(step, questions).length > 0 ||
      (step === 'style' && sharesOffered(questions).length > 0),
  );
}

/** The first page that was not sent yet; undefined when all were. */
export function nextStep(sent: readonly string[], questions: Questions): Step | undefined {
  return stepsOf(questions).find((step) => !sent.includes(step));
}

/** A page may be opened when all before it were sent. */
export function mayOpen(step: Step, sent: readonly string[], questions: Questions): boolean {
  const all = stepsOf(questions);
  return all.includes(step) && all.slice(0, all.indexOf(step)).every((before) => sent.includes(before));
}

/** What of a posted page counts: a field that is not asked keeps what is stored. */
export function answersOfStep(
  step: Step,
  { withheld = [], ...answers }: DraftAnswers,
  questions: Questions,
): DraftAnswers {
  const wanted: readonly string[] = [...(step === 'wish' ? ['roleWish'] : []), ...askedIn(step, questions)];
  const said = Object.entries(answers).filter(([field]) => wanted.includes(field));
  return { ...Object.fromEntries(said), ...asWithheld(withheld.filter((field) => wanted.includes(field))) };
}
