/** How stored answers, or a first guess, stand in the form. */
import { unsaid } from './intake.rules.js';
import type { DraftAnswers, SavedProfile } from './draft-profile.js';
import type { Withholdable } from './profile.js';
import { boxesOf, type Step } from './steps.rules.js';

type Posted = Readonly<Record<string, string | readonly string[]>>;

interface Known {
  saved: SavedProfile | undefined;
  knownTimeZone: string | undefined;
}

/** One of a list: what was left empty, and what is withheld, are choices of their own. */
function chosen(field: 'stage' | 'channel' | 'format' | 'timeZone', answers: DraftAnswers, guess = ''): string {
  return answers.withheld?.includes(field) === true ? unsaid : (answers[field] ?? guess);
}

/** Those of a page that are withheld by a box of their own. */
function boxed(step: Step, { withheld = [] }: DraftAnswers): string[] {
  const boxes: readonly Withholdable[] = boxesOf[step];
  return boxes.filter((field) => withheld.includes(field));
}

const makers: Readonly<Record<Step, (answers: DraftAnswers, known: Known) => Posted>> = {
  wish: (answers) => ({
    ...(answers.roleWish && { roleWish: answers.roleWish }),
    goals: answers.goals ?? '',
    stage: chosen('stage', answers),
    maxMentees: String(answers.maxMentees ?? ''),
  }),
  topics: (answers) => ({
    strong: answers.strong ?? [],
    wanted: answers.wanted ?? [],
    confidence: levelled(answers.confidence),
    helpWith: answers.helpWith ?? '',
    withheld: boxed('topics', answers),
  }),
  meeting: (answers, { saved, knownTimeZone }) => ({
    channel: chosen('channel', answers),
    format: chosen('format', answers),
    languages: answers.languages ?? [],
    // Who was asked and did not say is not answered for by the launch.
    timeZone: chosen('timeZone', answers, isAnswered(saved, 'meeting') ? '' : knownTimeZone),
    availability: answers.availability ?? [],
    quick: [],
    withheld: boxed('meeting', answers),
  }),
  style: (answers, { saved }) => ({
    style: levelled(answers.style),
    constraints: answers.constraints ?? '',
    shares: saved?.shares ?? [],
    withheld: boxed('style', answers),
  }),
};

function isAnswered(saved: SavedProfile | undefined, step: Step): boolean {
  return saved !== undefined && (saved.completedAt !== undefined || saved.steps.includes(step));
}

export function postedFrom(known: Known, step: Step): Posted {
  return makers[step](known.saved?.answers ?? {}, known);
}

/** `3 Academic writing`. */
export function levelled(record: Readonly<Record<string, number>> | undefined): string[] {
  return Object.entries(record ?? {}).map(([about, level]) => `${String(level)} ${about}`);
}
